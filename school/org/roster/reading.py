"""What student and staff sheets share: every row below the headings is parsed, ignored or rejected, never lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from school.foundation.sheets import Cell, Table
from school.org.roster.header import HeaderMatch
from school.org.roster.headings import AnyField, HeadingBook, plain_heading
from school.org.roster.identifiers import PLAIN
from school.org.roster.reasons import IgnoredRow, Problem, Reason, Refused, RejectedRow, shown

Row = TypeVar("Row")
Reader = Callable[[Cell], Any]
CACHE_LIMIT = 20_000

_TOTAL = re.compile(
    r"(?:合计|总计|小计|共计|累计|汇总|总人数|人数|本页|男生人数|女生人数|总数|total|subtotal|sum)", re.IGNORECASE
)
_HEADS = re.compile(r"共\d+[人名条行位]")
_NOTE = re.compile(
    r"(?:注|备注|说明|附注|填表说明|提示|注意|附)(?:\d|[:：、.]|$)|(?:制表|填表|审核|审批|打印|填报|报送|统计|导出|经办|联系)"
    r"(?:人|时间|日期|单位|部门)|以上(?:为|共|人员|名单|信息)"
)
_RUNNING = frozenset({"序号", "编号", "序", "no", "号", "行号", "index", "id", ""})
_PLAIN_NUMBER = re.compile(r"[\s']{0,9}[0-9A-Za-z-]{0,40}\d[0-9A-Za-z.+-]{0,40}\s{0,9}")


@dataclass(slots=True)
class Reading(Generic[Row]):
    """A whole sheet: ``rows == len(parsed) + len(ignored) + len(rejected)``. ``fields`` are what it says at all."""

    parsed: list[Row] = field(default_factory=list)
    ignored: list[IgnoredRow] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    fields: frozenset[AnyField] = frozenset()

    @property
    def rows(self) -> int:
        """All rows below the headings."""
        return len(self.parsed) + len(self.ignored) + len(self.rejected)

    def add(self, outcome: Row | IgnoredRow | RejectedRow) -> None:
        """Put a row where it belongs."""
        if isinstance(outcome, IgnoredRow):
            self.ignored.append(outcome)
        elif isinstance(outcome, RejectedRow):
            self.rejected.append(outcome)
        else:
            self.parsed.append(outcome)

    def in_order(self) -> Reading[Row]:
        """The same with both lists by row number."""
        self.ignored.sort(key=lambda each: each.row)
        self.rejected.sort(key=lambda each: each.row)
        return self


class Plan:
    """Which column is read how: made once for a sheet, used for each row.

    ``often_same`` are fields with few different words (class, college, gender …), read once for each word.
    """

    def __init__(
        self,
        header: HeaderMatch,
        book: HeadingBook,
        readers: Mapping[AnyField, Reader],
        often_same: frozenset[AnyField],
        key: AnyField,
    ) -> None:
        self.header = header
        self.book = book
        self.key_place = header.column_of(key)
        self._columns: list[tuple[int, AnyField, Reader, dict[str, Any] | None]] = [
            (place, field, readers[field], {} if field in often_same else None)
            for place, field in header.columns.items()
        ]
        self._running = {place for place, text in header.headings.items() if plain_heading(text) in _RUNNING}

    def values(self, cells: Sequence[Cell]) -> tuple[dict[AnyField, Any], list[Problem]]:
        """What the cells of a row say, and what of it is refused. A field that is not said is not there."""
        said: dict[AnyField, Any] = {}
        problems: list[Problem] = []
        for place, name, reader, cache in self._columns:
            cell = cells[place]
            if cell == "":
                continue
            try:
                value = reader(cell) if cache is None or not isinstance(cell, str) else _cached(cache, cell, reader)
            except Refused as refused:
                problems.append(self.problem(name, cell, refused.reason, refused.params))
                said[name] = None
            else:
                if value is not None and value != "":
                    said[name] = value
        return said, problems

    def missing(self, said: Mapping[AnyField, Any]) -> list[Problem]:
        """A problem for each required field of which nothing is said."""
        return [self.problem(field, "", Reason.MISSING) for field in self.book.required if field not in said]

    def problem(
        self, name: AnyField, cell: Cell, reason: Reason, params: Mapping[str, object] | None = None
    ) -> Problem:
        """A refused cell, by the heading above it."""
        place = self.header.column_of(name)
        heading = self.header.headings[place] if place is not None else str(name)
        return Problem(heading, place, shown(cell), reason, params or {})

    def why_ignored(self, cells: Sequence[Cell]) -> Reason | None:
        """Why a row is nobody's; None where it is somebody's."""
        key = cells[self.key_place] if self.key_place is not None else ""
        if isinstance(key, float) or (isinstance(key, str) and _PLAIN_NUMBER.fullmatch(key.translate(PLAIN))):
            return None
        texts = {
            place: text
            for place, cell in enumerate(cells)
            if (text := "".join(shown(cell).split()).strip("\ufeff\u200b"))
        }
        if not texts:
            return Reason.BLANK
        if texts.keys() <= self._running and all(text.isdigit() for text in texts.values()):
            return Reason.ONLY_RUNNING_NUMBER
        if self._is_header(texts):
            return Reason.REPEATED_HEADER
        return self._kind_of_line(texts)

    def _kind_of_line(self, texts: Mapping[int, str]) -> Reason | None:
        first = next((text for place, text in texts.items() if place not in self._running), next(iter(texts.values())))
        lines = [first, texts[min(texts)]]
        if any(_TOTAL.match(line) or _HEADS.search(line) for line in lines):
            return Reason.TOTAL
        if any(_NOTE.match(line) for line in lines) and not self._names_somebody(texts):
            return Reason.NOTE
        if len(texts) > 2 and len(set(texts.values())) == 1:
            return Reason.SECTION_TITLE
        return None

    def _names_somebody(self, texts: Mapping[int, str]) -> bool:
        """Whether all that is required stands in the row, each in its own words."""
        said = [texts.get(place, "") for place, field in self.header.columns.items() if field in self.book.required]
        return all(said) and len(set(said)) == len(said)

    def _is_header(self, texts: Mapping[int, str]) -> bool:
        same = sum(
            plain_heading(texts[place]) == plain_heading(text)
            or self.book.field_of(texts[place], {}) == self.header.columns.get(place, "")
            for place, text in self.header.headings.items()
            if place in texts
        )
        return same > 1 and same * 2 >= len(texts)


def _cached(cache: dict[str, Any], cell: str, reader: Reader) -> Any:
    try:
        return cache[cell]
    except KeyError:
        value = reader(cell)
        if len(cache) < CACHE_LIMIT:
            cache[cell] = value
        return value


def read_rows(
    table: Table, plan: Plan, read_row: Callable[[int, Sequence[Cell], Plan], Row | IgnoredRow | RejectedRow]
) -> Reading[Row]:
    """Every row below the headings, each on its own."""
    reading: Reading[Row] = Reading(fields=frozenset(plan.header.columns.values()))
    for number, cells in table.numbered(plan.header.first_data_row):
        reading.add(read_row(number, cells, plan))
    return reading
