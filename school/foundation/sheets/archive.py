"""A look into a zip before any library unfolds it: 4 MB that become 1 GB cost a reader 6 s and 1 GB.

Every part is inflated once in pieces, so that a size that the zip declares wrongly is found too. On the way
cells are counted: what the reader may use of memory follows from what the file honestly holds.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from school.foundation.sheets.table import MEGABYTE, Limits
from school.foundation.sheets.unreadable import SheetProblem, UnreadableSheet

# 200,000 rows of 20 columns are about 130 MB of XML. The ratio says nothing: a million rows that were formatted
# and left empty, as some programs save them, pack 1 : 300 and are no attack.
UNFOLDED_LIMIT = 256 * MEGABYTE
PARTS_LIMIT = 5_000
CELLS_LIMIT = 4_000_000
PIECE = MEGABYTE
LOCAL_HEADER = 30
LONGEST_CELL = 4096
ENCRYPTED_BIT = 0x1
OPEN_DOCUMENT_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"

# Every repetition is bounded or ends at the next "<": these patterns run over files made to hurt.
_ERROR_CELL = re.compile(
    rb'<(?:\w{1,20}:)?c\b([^<>]{0,200}\bt="e"[^<>]{0,200})>\s{0,20}'
    rb"(?:<(?:\w{1,20}:)?f\b[^<>]*>(?:[^<]*</(?:\w{1,20}:)?f>)?\s{0,20})?<(?:\w{1,20}:)?v>(#[^<]{1,20})</"
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SHEET = re.compile(rb"<(?:\w{1,20}:)?sheet\b[^<>]*>")
_RELATIONSHIP = re.compile(rb"<(?:\w{1,20}:)?Relationship\b[^<>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]{1,40})="([^"]*)"')


@dataclass(slots=True)
class Inside:
    """What an archive honestly holds: cells and texts in all, and cells with errors by sheet position."""

    open_document: bool
    cells: int = 0
    errors: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)


def look_inside(data: bytes, limits: Limits) -> Inside:
    """Check a zip and count what it holds; raises ``UnreadableSheet`` where it is no workbook or a trap."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _look(archive, data, limits)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, UnicodeDecodeError, EOFError, ValueError) as error:
        raise UnreadableSheet(SheetProblem.BROKEN) from error


def _look(archive: zipfile.ZipFile, data: bytes, limits: Limits) -> Inside:
    parts = {part.filename: part for part in archive.infolist()}
    inside = Inside(open_document=_is_open_document(archive, parts))
    _check_declared(list(parts.values()))
    errors: dict[str, list[tuple[int, int, str]]] = {}
    unfolded = 0
    for part in parts.values():
        if part.filename.endswith((".xml", ".rels")):
            count = _PartCount(part.filename)
            for piece in _pieces(data, part):
                count.take(piece)
                unfolded += len(piece)
                if unfolded > UNFOLDED_LIMIT:
                    raise UnreadableSheet(SheetProblem.TOO_LARGE_INSIDE)
            if min(count.rows, count.cells) > limits.rows:
                raise UnreadableSheet(SheetProblem.TOO_MANY_ROWS, rows=limits.rows)
            inside.cells += count.cells + count.texts
            errors[part.filename] = count.errors
    if inside.cells > CELLS_LIMIT:
        raise UnreadableSheet(SheetProblem.TOO_LARGE_INSIDE)
    if any(errors.values()):
        places = _sheet_places(archive)
        inside.errors = {places[name]: found for name, found in errors.items() if name in places and found}
    return inside


def _is_open_document(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> bool:
    if any(part.flag_bits & ENCRYPTED_BIT for part in parts.values()):
        raise UnreadableSheet(SheetProblem.ENCRYPTED)
    if "xl/workbook.xml" in parts:
        return False
    if "xl/workbook.bin" in parts:
        raise UnreadableSheet(SheetProblem.BINARY_WORKBOOK)
    if "content.xml" not in parts or _small(archive, "mimetype").strip() != OPEN_DOCUMENT_SHEET:
        raise UnreadableSheet(SheetProblem.NOT_A_SHEET)
    if b"encryption-data" in _small(archive, "META-INF/manifest.xml"):
        raise UnreadableSheet(SheetProblem.ENCRYPTED)
    return True


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first megabyte of a part; nothing where there is none."""
    try:
        with archive.open(name) as part:
            return part.read(MEGABYTE)
    except KeyError:
        return b""


def _check_declared(parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    if len(parts) > PARTS_LIMIT or total > UNFOLDED_LIMIT:
        raise UnreadableSheet(SheetProblem.TOO_LARGE_INSIDE)


def _pieces(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a part holds, a megabyte at a time, whatever size the zip declares for it."""
    start = part.header_offset
    header = data[start : start + LOCAL_HEADER]
    start += LOCAL_HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(data)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[place : place + PIECE]) for place in range(0, len(packed), PIECE))
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        yield from _inflated(BytesIO(packed))
    else:
        raise UnreadableSheet(SheetProblem.BROKEN)


def _inflated(packed: BinaryIO) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflate.eof:
        waiting = inflate.unconsumed_tail or packed.read(64 * 1024)
        if not waiting:
            raise zlib.error("the part ends too early")
        yield inflate.decompress(waiting, PIECE)


class _PartCount:
    """Rows, cells, shared texts and error cells of one XML part, counted while it goes by.

    Any prefix is understood (``<x:c>`` is what some exports write). A row or cell with nothing in it closes
    itself and is not counted; the counts may miss the few that lie across two pieces.
    """

    def __init__(self, name: str) -> None:
        self.rows = self.cells = self.texts = 0
        self.errors: list[tuple[int, int, str]] = []
        self._is_sheet = name.startswith("xl/worksheets/")
        self._is_texts = name.endswith("sharedStrings.xml")
        self._is_content = name == "content.xml"
        self._tail = b""
        self._begun = False

    def take(self, piece: bytes) -> None:
        """Count in one more piece."""
        if not self._begun and piece:
            self._begun = True
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:  # no workbook has one; entities multiply
                raise UnreadableSheet(SheetProblem.TOO_LARGE_INSIDE)
        if self._is_sheet:
            self.rows += piece.count(b"/row>") + piece.count(b":row>")
            self.cells += piece.count(b"/c>") + piece.count(b":c>")
            self._take_errors(piece)
        elif self._is_texts:
            self.texts += piece.count(b"/si>") + piece.count(b":si>")
        elif self._is_content:
            self.rows += piece.count(b"/table:table-row>")
            self.cells += piece.count(b"/table:table-cell>")

    def _take_errors(self, piece: bytes) -> None:
        whole = self._tail + piece
        self._tail = whole[-LONGEST_CELL:]  # found twice is found once
        if b't="e"' not in whole:
            return
        for cell in _ERROR_CELL.finditer(whole):
            place = _REFERENCE.search(cell[1])
            if place:
                self.errors.append((int(place[2]), _column_number(place[1]), cell[2].decode("ascii", "replace")))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet_places(archive: zipfile.ZipFile) -> dict[str, int]:
    """Which position in the workbook each worksheet's part has."""
    targets = {}
    for match in _RELATIONSHIP.finditer(_small(archive, "xl/_rels/workbook.xml.rels")):
        words = dict(_ATTRIBUTE.findall(match[0]))
        target = words.get(b"Target", b"").decode().lstrip("/")
        targets[words.get(b"Id")] = target if target.startswith("xl/") else f"xl/{target}"
    places = {}
    for position, match in enumerate(_SHEET.finditer(_small(archive, "xl/workbook.xml"))):
        words = dict(_ATTRIBUTE.findall(match[0]))
        identity = next((value for key, value in words.items() if key.endswith(b":id")), None)
        if identity in targets:
            places[targets[identity]] = position
    return places
