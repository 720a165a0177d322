"""Text as tables: .csv in the encodings that schools send, and cells pasted from a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import re
from io import StringIO

from school.foundation.sheets.table import Cell, Limits, Table
from school.foundation.sheets.unreadable import SheetProblem, UnreadableSheet

DELIMITERS = ("\t", ",", ";")
SAMPLE_LINES = 20
CELLS_LIMIT = 4_000_000
SAMPLE_BYTES = 8_192
# Control characters that no text has; tab and line ends are not among them.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# ="0123" is how exports keep a spreadsheet from eating leading zeros.
KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """Bytes as text: by its mark, else UTF-16 by its zero bytes, else UTF-8, else GB18030."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if CONTROL.search(text):
            raise UnreadableSheet(SheetProblem.NOT_A_SHEET)
        return text
    raise UnreadableSheet(SheetProblem.UNKNOWN_ENCODING)


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return (encoding,)
    sample = data[:SAMPLE_BYTES]
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if first or second:  # a comma or digit in UTF-16 has a zero on one side; UTF-8 and GB18030 have none
        return ("utf-16-le",) if second > first else ("utf-16-be",)
    return ("utf-8", "gb18030")


def read_delimited(text: str, limits: Limits, sheet: str = "") -> list[Table]:
    """The one table of a text with cells between commas, semicolons or tabs."""
    delimiter = _delimiter(text)
    if text.count(delimiter) > CELLS_LIMIT:
        raise UnreadableSheet(SheetProblem.TOO_LARGE_INSIDE)
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Cell]] = []
    try:
        for row in lines:
            rows.append([_kept(cell) if '"' in cell else cell for cell in row])
            if len(rows) > limits.rows:
                raise UnreadableSheet(SheetProblem.TOO_MANY_ROWS, rows=limits.rows)
    except csv.Error as error:
        raise UnreadableSheet(SheetProblem.OPEN_QUOTE, line=lines.line_num) from error
    return [Table(sheet, squared(rows))] if any(any(row) for row in rows) else []


def squared(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows of one length; blank rows at the end go."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if len(rows) * width > CELLS_LIMIT:  # one row a million cells wide would widen all others
        raise UnreadableSheet(SheetProblem.TOO_LARGE_INSIDE)
    return [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]


def _kept(cell: str) -> str:
    whole = KEPT_AS_TEXT.fullmatch(cell)
    return whole[1] if whole else cell


def _delimiter(text: str) -> str:
    """The delimiter that most of the first lines have equally often; a comma where none is to be seen."""
    lines = [line for line in text[: SAMPLE_BYTES * 4].splitlines() if line.strip()][:SAMPLE_LINES]

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines if delimiter in line]
        usual = max(set(counts), key=counts.count, default=0)
        return counts.count(usual) if usual else 0, usual

    return max(DELIMITERS, key=agreement) if any(agreement(each)[0] for each in DELIMITERS) else ","
