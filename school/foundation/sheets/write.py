"""Write workbooks row by row, in constant memory. A text stays a text: "=1+1" is never a formula."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import xlsxwriter

Value = str | int | float | dt.date | dt.datetime | None
LONGEST_TEXT = 32_767  # more is not allowed in a cell
LARGEST_EXACT = 10**15  # a spreadsheet keeps 15 digits: a longer number is written as text
NAME_LENGTH = 31
FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\", "       ")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and how wide its column is, in characters."""

    heading: str
    width: float = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: rows are sequences with one value for each column. Times are written as they are: local."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write_xlsx(target: BinaryIO | str, sheets: Iterable[Sheet]) -> None:
    """Write ``sheets`` to a path or an open binary file: bold headings that stay in sight, real dates, no formulas."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF2F6", "text_wrap": True, "valign": "top"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_allowed(sheet.name)), sheet, bold, moment)


def _write_sheet(page: Any, sheet: Sheet, bold: Any, moment: Any) -> None:
    page.freeze_panes(1, 0)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        page.write_string(0, index, str(column.heading), bold)
    for line, row in enumerate(sheet.rows, start=1):
        for index, value in enumerate(row):
            write_cell(page, line, index, value, moment)


def write_cell(page: Any, line: int, index: int, value: Value, moment: Any) -> None:
    """Write one cell by its type, never by what the text looks like. Longer texts than allowed are cut."""
    if value is None or value == "":
        return
    if isinstance(value, dt.datetime):
        page.write_datetime(line, index, value.replace(tzinfo=None), moment)
    elif isinstance(value, dt.date):
        page.write_datetime(line, index, value)
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST_EXACT:
        page.write_number(line, index, value)
    else:
        page.write_string(line, index, str(value)[:LONGEST_TEXT])


def _allowed(name: str) -> str:
    return name.translate(FORBIDDEN_IN_NAMES).strip(" '")[:NAME_LENGTH] or "Sheet"
