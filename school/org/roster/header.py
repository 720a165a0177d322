"""Find the row of headings below title rows, also where it is two rows high."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from school.foundation.sheets import Cell, Table
from school.org.roster.headings import AnyField, HeadingBook, plain_heading

ROWS_LOOKED_AT = 30
LONGEST_HEADING = 60
# A group heading over two sub-headings: 家长信息 over 姓名 and 电话.
GROUP_ENDINGS = ("基本信息", "个人信息", "联系方式", "信息", "情况", "资料")
GROUPS_OF_THE_PERSON = ("学生", "本人", "个人", "基本", "")


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """Where the headings stand (``index`` into the table's rows, ``height`` 1 or 2) and what they mean.

    ``columns`` maps column indexes to fields. ``left_out`` are columns whose heading is known but taken by a
    clearer one, or unclear in its place; a person may map them. All other headings are ``unmapped``.
    """

    index: int
    height: int
    headings: dict[int, str]
    columns: dict[int, AnyField]
    left_out: dict[int, AnyField] = field(default_factory=dict)
    missing: tuple[AnyField, ...] = ()

    @property
    def first_data_row(self) -> int:
        """Index of the first row below the headings."""
        return self.index + self.height

    @property
    def unmapped(self) -> list[str]:
        """Headings whose columns are not read, in their order."""
        return [text for column, text in self.headings.items() if column not in self.columns]

    @property
    def mapping(self) -> dict[str, str]:
        """Heading → field, as it is shown and printed."""
        return {self.headings[column]: str(field) for column, field in self.columns.items()}

    def column_of(self, wanted: AnyField) -> int | None:
        """The column that holds a field."""
        return next((column for column, field in self.columns.items() if field == wanted), None)


def find_header(
    table: Table, book: HeadingBook, saved: Mapping[str, AnyField | None] | None = None
) -> HeaderMatch | None:
    """The best header among the first rows, the upper of two equals; None where no row has two known headings.

    ``saved`` is what a person decided before, by plain heading; it goes first.
    """
    best: HeaderMatch | None = None
    chosen = saved or {}
    for index in range(min(ROWS_LOOKED_AT, len(table.rows))):
        for height in _heights(table, index):
            match = match_header(table, index, height, book, chosen)
            if best is None or len(match.columns) > len(best.columns):
                best = match
    return best if best and len(best.columns) > 1 else None


def _heights(table: Table, index: int) -> tuple[int, ...]:
    """A second row of headings can only stand below a first; a title or a blank row is none."""
    is_heading_row = len(set(_single(table.rows[index]).values())) > 1
    return (1, 2) if is_heading_row and index + 1 < len(table.rows) else (1,)


def best_sheet(
    tables: Sequence[Table], book: HeadingBook, saved: Mapping[str, AnyField | None] | None = None
) -> tuple[Table, HeaderMatch] | None:
    """The first worksheet whose header has all that is needed, else the one that has most of it."""
    found = [(table, match) for table in tables if (match := find_header(table, book, saved))]
    complete = [pair for pair in found if not pair[1].missing]
    return complete[0] if complete else max(found, key=lambda pair: len(pair[1].columns), default=None)


def match_header(
    table: Table, index: int, height: int, book: HeadingBook, saved: Mapping[str, AnyField | None]
) -> HeaderMatch:
    """Read the rows from ``index`` as headings; also how a person points at the right row."""
    headings = _single(table.rows[index]) if height == 1 else _double(table.rows[index], table.rows[index + 1])
    candidates = {column: field for column, text in headings.items() if (field := book.field_of(text, saved))}
    columns, left_out = _settle(headings, candidates, book, saved)
    missing = tuple(field for field in book.required if field not in columns.values())
    return HeaderMatch(index, height, headings, columns, left_out, missing)


def _single(row: Sequence[Cell]) -> dict[int, str]:
    return {column: text for column, cell in enumerate(row) if (text := _heading(cell))}


def _double(upper: Sequence[Cell], lower: Sequence[Cell]) -> dict[int, str]:
    """Headings of two rows, the upper one a group where the lower one divides it."""
    headings: dict[int, str] = {}
    group = ""
    for column, (above, below) in enumerate(zip(upper, lower, strict=True)):
        top, sub = _heading(above), _heading(below)
        group = top or (group if sub else "")
        if text := _joined(group if sub else top, sub):
            headings[column] = text
    return headings


def _joined(top: str, sub: str) -> str:
    if not sub or plain_heading(top) == plain_heading(sub):
        return top
    whose = plain_heading(top)
    for ending in GROUP_ENDINGS:
        if whose.endswith(ending):
            whose = whose.removesuffix(ending)
            break
    return sub if whose in GROUPS_OF_THE_PERSON else whose + sub


def _heading(cell: Cell) -> str:
    if not isinstance(cell, str) or len(cell) > LONGEST_HEADING:
        return ""
    return " ".join(cell.split())


def _settle(
    headings: Mapping[int, str],
    candidates: Mapping[int, AnyField],
    book: HeadingBook,
    saved: Mapping[str, AnyField | None],
) -> tuple[dict[int, AnyField], dict[int, AnyField]]:
    """One column for each field: what a person chose, then the clear heading, then the first vague one."""

    def rank(column: int) -> tuple[int, int]:
        text = headings[column]
        chosen = any(plain_heading(text) == known for known in saved)
        return (0 if chosen else 2 if book.is_vague(text) else 1), column

    people = [column for column, field in candidates.items() if field in book.of_others or field in book.of_person]
    columns: dict[int, AnyField] = {}
    for column in sorted(candidates, key=rank):
        field = candidates[column]
        before = max((place for place in people if place < column), default=None)
        unclear = rank(column)[0] == 2 and before is not None and candidates[before] in book.of_others
        if field not in columns.values() and not (unclear and field not in book.of_person):
            columns[column] = field
    left_out = {column: field for column, field in candidates.items() if column not in columns}
    return dict(sorted(columns.items())), left_out
