"""A worksheet as data: raw cells with the row numbers that the spreadsheet shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

MEGABYTE = 1 << 20
LETTERS = 26


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell whose formula failed: ``text`` is what the spreadsheet shows, such as "#REF!"."""

    text: str

    def __str__(self) -> str:
        """As the spreadsheet shows it."""
        return self.text


# An empty cell is "". Spreadsheets keep every number as float, so an id typed as a number is a float here.
Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | CellError


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before it can hurt: more than ``size`` bytes or ``rows`` rows, all sheets together."""

    size: int = 20 * MEGABYTE
    rows: int = 200_000


@dataclass(frozen=True, slots=True)
class Table:
    """The used area of one worksheet. Every row has the same length; blank rows within it are kept."""

    sheet: str
    rows: list[list[Cell]]
    first_row: int = 1
    first_column: int = 1
    hidden: bool = field(default=False, kw_only=True)

    @property
    def width(self) -> int:
        """Columns of every row."""
        return len(self.rows[0]) if self.rows else 0

    def numbered(self, start: int = 0) -> Iterator[tuple[int, list[Cell]]]:
        """Rows from index ``start`` on, each with the number that the spreadsheet shows beside it."""
        return enumerate(self.rows[start:], start=self.first_row + start)

    def column_letter(self, index: int) -> str:
        """The letters above the column at ``index``: 0 is "A" where the used area begins in A."""
        number, letters = self.first_column + index, ""
        while number:
            number, rest = divmod(number - 1, LETTERS)
            letters = chr(ord("A") + rest) + letters
        return letters

    def mended(self, changes: Mapping[tuple[int, int], str]) -> Table:
        """A copy in which cells have new texts, by (row number as shown, column index)."""
        rows = list(self.rows)
        for (number, column), text in changes.items():
            index = number - self.first_row
            rows[index] = [*rows[index][:column], text, *rows[index][column + 1 :]]
        return replace(self, rows=rows)
