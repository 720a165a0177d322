"""Cells with errors in an .xls: calamine gives them as empty, and a lost phone is not an empty one.

Only what that needs of [MS-CFB] (sectors, FAT, directory) and [MS-XLS] (record heads, BOOLERR, FORMULA).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from school.foundation.sheets.unreadable import SheetProblem, UnreadableSheet

CELL_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
FORMULA, BOUND_SHEET, BOOLERR, BOF, FILE_PASS = 0x0006, 0x0085, 0x0205, 0x0809, 0x002F
SHORTEST_STREAM = 4096  # shorter streams lie elsewhere; no spreadsheet program writes one
ENTRY = 128
LAST_SECTOR = 0xFFFFFFFA
Errors = dict[int, list[tuple[int, int, str]]]


def error_cells(data: bytes) -> Errors:
    """Position of the sheet → (row, column, text), both from 1. Empty where the container is not understood.

    Raises ``UnreadableSheet`` for a workbook with a password: calamine only says "cannot detect file format".
    """
    try:
        return _errors(_workbook_stream(data))
    except (struct.error, IndexError):
        return {}


def _workbook_stream(data: bytes) -> bytes:
    sector = 1 << struct.unpack_from("<H", data, 30)[0]
    if sector not in (512, 4096):
        raise IndexError("no such sector size")
    fat = _allocation(data, sector)
    directory = _chain(data, fat, struct.unpack_from("<I", data, 48)[0], sector)
    for place in range(0, len(directory) - ENTRY + 1, ENTRY):
        entry = directory[place : place + ENTRY]
        name = entry[: max(0, min(64, struct.unpack_from("<H", entry, 64)[0] - 2))].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", entry, 116)
        if name in ("Workbook", "Book") and size >= SHORTEST_STREAM:
            return _chain(data, fat, start, sector)[:size]
    return b""


def _allocation(data: bytes, sector: int) -> list[int]:
    """The table that says which sector follows which."""
    places = list(struct.unpack_from("<109I", data, 76))
    further = struct.unpack_from("<I", data, 68)[0]
    for _ in range(len(data) // sector):
        if further >= LAST_SECTOR:
            break
        *more, further = struct.unpack_from(f"<{sector // 4}I", data, (further + 1) * sector)
        places.extend(more)
    fat: list[int] = []
    for place in places:
        if place < LAST_SECTOR:
            fat.extend(struct.unpack_from(f"<{sector // 4}I", data, (place + 1) * sector))
    return fat


def _chain(data: bytes, fat: list[int], start: int, sector: int) -> bytes:
    parts: list[bytes] = []
    while start < LAST_SECTOR and len(parts) <= len(data) // sector:
        parts.append(data[(start + 1) * sector : (start + 2) * sector])
        start = fat[start]
    return b"".join(parts)


def _errors(stream: bytes) -> Errors:
    """Walk the records. Sheets stand in the order of their BOUNDSHEET, found by the place of their BOF."""
    found: Errors = {}
    positions: dict[int, int] = {}
    position = -1
    for kind, place, size in _records(stream):
        if kind == BOUND_SHEET:
            positions[struct.unpack_from("<I", stream, place)[0]] = len(positions)
        elif kind == FILE_PASS:
            raise UnreadableSheet(SheetProblem.ENCRYPTED)
        elif kind == BOF:
            position = positions.get(place - 4, position)
        elif kind in (BOOLERR, FORMULA) and size >= 8 and (text := _error_of(kind, stream[place : place + 14])):
            row, column = struct.unpack_from("<HH", stream, place)
            found.setdefault(position, []).append((row + 1, column + 1, text))
    return found


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, place + 4, size
        place += 4 + size


def _error_of(kind: int, record: bytes) -> str:
    if kind == BOOLERR:
        return CELL_ERRORS.get(record[6], "#?") if record[7] else ""
    is_error = record[6] == 2 and record[12:14] == b"\xff\xff"
    return CELL_ERRORS.get(record[8], "#?") if is_error else ""
