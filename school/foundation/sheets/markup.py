"""Web pages named .xls: teaching administration systems export an HTML table under that name."""

from __future__ import annotations

import codecs
import html
import re

from school.foundation.sheets.table import Cell, Limits, Table
from school.foundation.sheets.text import decode, squared
from school.foundation.sheets.unreadable import SheetProblem, UnreadableSheet

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b([^<>]*)>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile(r"<!--|<(style|script)\b", re.IGNORECASE)
_COLUMNS = re.compile(r"\bcolspan\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
WIDEST = 256
CELLS_LIMIT = 2_000_000  # 1 µs each to take apart


def looks_like_markup(data: bytes) -> bool:
    """Whether the first thing in the file is a tag, after a mark and blanks."""
    start = data[:1024].lstrip(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"<")


def read_markup(data: bytes, limits: Limits) -> list[Table]:
    """The tables of a web page, one after the other; a cell over several columns stands in each."""
    if b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4096] and b"<Workbook" in data[:4096]:
        raise UnreadableSheet(SheetProblem.XML_SPREADSHEET)
    text = _seen(_decoded(data))
    tags = text.lower()
    if tags.count("<td") + tags.count("<th") > CELLS_LIMIT:
        raise UnreadableSheet(SheetProblem.TOO_LARGE_INSIDE)
    tables: list[Table] = []
    total = 0
    for part in _TABLE.split(text)[1:]:
        pieces = _ROW.split(part)[1:]
        total += len(pieces)
        if total > limits.rows:
            raise UnreadableSheet(SheetProblem.TOO_MANY_ROWS, rows=limits.rows)
        rows = squared([_cells(piece) for piece in pieces])
        if rows:
            tables.append(Table("", rows))
    if not tables:
        raise UnreadableSheet(SheetProblem.WEB_PAGE)
    return tables


def _seen(text: str) -> str:
    """Without comments, styles and scripts; one that is not closed hides the rest. One pass, however many there are."""
    lower, parts, place = text.lower(), [], 0
    while opening := _UNSEEN.search(text, place):
        parts.append(text[place : opening.start()])
        end = f"</{opening[1].lower()}" if opening[1] else "-->"
        closing = lower.find(end, opening.end())
        if closing < 0 or len(lower) != len(text):  # a letter whose small form is longer: none is in a roster
            return "".join(parts)
        place = lower.find(">", closing) + 1 or len(text)
    return "".join([*parts, text[place:]])


def _decoded(data: bytes) -> str:
    """By the page's own word where it holds, else as any text. "gb2312" on the web means GB18030."""
    declared = _DECLARED.search(data[:4096])
    if declared:
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if name.startswith("gb") else name)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


def _cells(row: str) -> list[Cell]:
    cells: list[Cell] = []
    pieces = _CELL.split(row)
    for attributes, inner in zip(pieces[1::2], pieces[2::2], strict=True):
        shown = html.unescape(_TAG.sub("", _BREAK.sub("\n", inner))).strip()
        columns = _COLUMNS.search(attributes)
        cells.extend([shown] * max(1, min(int(columns[1]) if columns else 1, WIDEST - len(cells))))
    return cells
