"""Workbooks (.xlsx, .ods, .xls) as tables, read in a process of their own with a limit on memory and time."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from school.foundation.sheets import reader
from school.foundation.sheets.archive import Inside, look_inside
from school.foundation.sheets.biff import error_cells
from school.foundation.sheets.table import MEGABYTE, CellError, Limits, Table
from school.foundation.sheets.unreadable import SheetProblem, UnreadableSheet

READER = Path(reader.__file__)
# Measured: a small sheet needs less than 40 MB of address space, 600,000 cells 100, 2,400,000 different texts 380.
MEMORY_BASE = 96 * MEGABYTE
MEMORY_PER_CELL = 160
SECONDS_BASE = 4.2  # from the first look on: a hostile file is refused within 5
SECONDS_PER_CELL = 5e-6
BYTES_PER_XLS_CELL = 14  # a number record of BIFF8 takes 18, a text 14 and more
STREAM_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
STREAMS_OF_XLS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def read_zip(data: bytes, limits: Limits) -> list[Table]:
    """Tables of an .xlsx or .ods."""
    start = time.monotonic()
    inside = look_inside(data, limits)
    return _run(data, inside, limits, spent=time.monotonic() - start)


def read_ole(data: bytes, limits: Limits) -> list[Table]:
    """Tables of an .xls; the same container also holds encrypted .xlsx files and .doc."""
    if STREAM_ENCRYPTED in data:
        raise UnreadableSheet(SheetProblem.ENCRYPTED)
    if not any(stream in data for stream in STREAMS_OF_XLS):
        raise UnreadableSheet(SheetProblem.NOT_A_SHEET)
    errors = error_cells(data)
    return _run(data, Inside(open_document=False, cells=len(data) // BYTES_PER_XLS_CELL, errors=errors), limits)


def _run(data: bytes, inside: Inside, limits: Limits, spent: float = 0.0) -> list[Table]:
    memory = MEMORY_BASE + 2 * len(data) + inside.cells * MEMORY_PER_CELL
    command = [sys.executable, "-I", str(READER), str(memory), str(limits.rows)]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=max(1.0, SECONDS_BASE - spent) + inside.cells * SECONDS_PER_CELL,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableSheet(SheetProblem.TOO_SLOW) from error
    tables = _tables(done.stdout, inside, limits)
    if done.returncode:  # the reader was ended by a request for memory that it may not have
        raise UnreadableSheet(SheetProblem.TOO_LARGE_INSIDE)
    return tables


def _tables(lines: bytes, inside: Inside, limits: Limits) -> list[Table]:
    tables: list[Table] = []
    errors: list[list[tuple[int, int, str]]] = []
    for line in lines.splitlines():
        said = json.loads(line, object_hook=_untyped)
        if isinstance(said, list):
            tables[-1].rows.extend(said)
        elif "sheet" in said:
            tables.append(Table(said["sheet"], [], said["top"], said["side"], hidden=said["hidden"]))
            errors.append(inside.errors.get(said["position"], []))
        elif "too_many_rows" in said:
            raise UnreadableSheet(SheetProblem.TOO_MANY_ROWS, rows=limits.rows)
        else:
            raise UnreadableSheet(_judge(said["failed"]))
    for table, found in zip(tables, errors, strict=True):
        _lay_errors(table, found)
    return tables


def _lay_errors(table: Table, errors: list[tuple[int, int, str]]) -> None:
    """Put errors where they stand: calamine gives such a cell as empty, and a lost phone is not an empty one."""
    for row, column, text in errors:
        down, right = row - table.first_row, column - table.first_column
        if 0 <= down < len(table.rows) and 0 <= right < table.width:
            table.rows[down][right] = CellError(text)


def _judge(failure: str) -> SheetProblem:
    """What a failure of the library means; its words are the only thing it tells."""
    if "password" in failure.lower():
        return SheetProblem.ENCRYPTED
    too_large = failure.startswith("MemoryError") or "overflow" in failure or "capacity" in failure
    return SheetProblem.TOO_LARGE_INSIDE if too_large else SheetProblem.BROKEN


def _untyped(said: dict[str, Any]) -> Any:
    """Dates and times back from JSON; a line about a sheet stays as it is."""
    if len(said) != 1:
        return said
    ((kind, value),) = said.items()
    readers = {"date": dt.date.fromisoformat, "datetime": dt.datetime.fromisoformat, "time": dt.time.fromisoformat}
    if kind in readers:
        return readers[kind](value)
    return dt.timedelta(seconds=value) if kind == "seconds" else said
