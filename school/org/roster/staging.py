"""A sheet on its way in: its cells, where its headings are, and what was mended; kept only sealed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from school.foundation.db.sealing import seal, unseal
from school.foundation.sheets import Cell, CellError, Table
from school.org.models import ImportBatch
from school.org.roster.reasons import shown

TABLE = ImportBatch.__tablename__


class Mended(NamedTuple):
    """A cell that somebody typed anew; ``row`` as the spreadsheet shows it, ``place`` the column's index."""

    row: int
    place: int
    before: Cell
    now: str


@dataclass(frozen=True)
class Staged:
    """One sheet with the place of its headings (``index`` into the rows, ``height`` 1 or 2)."""

    table: Table
    index: int
    height: int
    mended: tuple[Mended, ...] = field(default=())

    def mend(self, cells: dict[tuple[int, int], str]) -> Staged:
        """The same with cells typed anew; a cell typed back to what it was is not mended any more."""
        first = {(each.row, each.place): each for each in self.mended}
        for (row, place), text in cells.items():
            former = first.pop((row, place), None)
            before = former.before if former else self.table.rows[row - self.table.first_row][place]
            if text != shown(before):
                first[row, place] = Mended(row, place, before, text)
        return self._with(cells, tuple(sorted(first.values(), key=lambda each: each[:2])))

    def put_back(self, row: int) -> Staged:
        """The same with one row as it was sent."""
        theirs = {(each.row, each.place): each.before for each in self.mended if each.row == row}
        return self._with(theirs, tuple(each for each in self.mended if each.row != row))

    def _with(self, cells: dict[tuple[int, int], Any], mended: tuple[Mended, ...]) -> Staged:
        return replace(self, table=self.table.mended(cells), mended=mended)

    def knows(self, row: int, place: int) -> bool:
        """Whether there is such a cell below the headings."""
        index = row - self.table.first_row
        return self.index + self.height <= index < len(self.table.rows) and 0 <= place < self.table.width


def sealed(batch: ImportBatch, column: str, content: Any) -> bytes:
    """``content`` as JSON, sealed for one column of this batch's row."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_typed)
    return seal(text, table=TABLE, column=column, row_id=batch.id)


def opened(batch: ImportBatch, column: str) -> Any:
    """What ``sealed`` kept, or None."""
    kept = getattr(batch, column)
    if kept is None:
        return None
    return json.loads(unseal(kept, table=TABLE, column=column, row_id=batch.id), object_hook=_back)


def stage(batch: ImportBatch, staged: Staged) -> None:
    """Keep the sheet with its batch."""
    table = staged.table
    content = [table.sheet, table.first_row, table.first_column, table.rows]
    batch.staged = sealed(batch, "staged", [*content, staged.index, staged.height, staged.mended])


def staged_of(batch: ImportBatch) -> Staged:
    """The sheet kept with a batch that is not saved yet."""
    sheet, first_row, first_column, rows, index, height, mended = opened(batch, "staged")
    table = Table(sheet, rows, first_row, first_column)
    return Staged(table, index, height, tuple(Mended(*each) for each in mended))


def _typed(value: object) -> dict[str, str | float]:
    """Cells that JSON has no word for."""
    if isinstance(value, CellError):
        return {"CellError": value.text}
    if isinstance(value, dt.timedelta):
        return {"seconds": value.total_seconds()}
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return {type(value).__name__: value.isoformat()}
    raise TypeError(type(value).__name__)


_BACK: dict[str, Callable[[Any], Any]] = {
    "CellError": CellError,
    "seconds": lambda seconds: dt.timedelta(seconds=seconds),
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
}


def _back(kept: dict[str, Any]) -> Any:
    """What ``_typed`` wrote; other objects stay."""
    kind = next(iter(kept), "")
    return _BACK[kind](kept[kind]) if len(kept) == 1 and kind in _BACK else kept
