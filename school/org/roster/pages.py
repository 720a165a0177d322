"""What the pages of an import show: one list at a time, a page of it at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from school.foundation.access import Scope
from school.foundation.db import db
from school.foundation.ui.pager import SIZE, Page
from school.org.models import ImportBatch, ImportKind, Student
from school.org.roster import preview, queries
from school.org.roster.header import HeaderMatch
from school.org.roster.labels import LISTS, NEW_POSTS
from school.org.roster.preview import MendedRow
from school.org.roster.reasons import shown
from school.org.roster.staging import Staged

MISSING = "missing"
FEW = 5
ROWS_LOOKED_AT = 20


@dataclass(frozen=True)
class Look:
    """A batch as its page shows it. ``page`` holds rows of the list ``here``."""

    batch: ImportBatch
    here: str
    page: Page
    mended: Sequence[MendedRow]
    few_changes: Sequence[Any]

    @property
    def counters(self) -> list[tuple[str, Any, str, int]]:
        """(list, label, icon, count): the counts add up to all rows."""
        staff = self.batch.kind is ImportKind.STAFF
        lists = [NEW_POSTS if staff and each[0] == "created" else each for each in LISTS]
        return [(name, label, symbol, self.batch.counts.get(name, 0)) for name, label, symbol in lists]

    @property
    def good(self) -> int:
        """Rows that can be saved."""
        counts = self.batch.counts
        return int(counts["created"] + counts["updated"] + counts["unchanged"])

    @property
    def rejected(self) -> int:
        """Rows to be mended or skipped."""
        return int(self.batch.counts["rejected"])


def look_at(batch: ImportBatch, wanted: str, page: int) -> Look:
    """The staged batch with the list asked for, else the first that has anything in it, rejected rows before all."""
    kept = preview.preview_of(batch)
    names = [name for name, _label, _symbol in LISTS]
    first = next((name for name in names if batch.counts.get(name)), "rejected")
    here = wanted if wanted in (*names, MISSING) else first
    rows = sliced(missing_ids(batch) if here == MISSING else kept[here], page)
    shown: list[Any] = rows.items
    if here == "rejected":
        shown = preview.rejected_rows(rows.items)
    elif here == "ignored":
        shown = preview.ignored_rows(rows.items)
    mended = preview.mended_rows(kept["mended"]) if here == "rejected" else []
    return Look(batch, here, Page(shown, rows.number, rows.size, rows.total), mended, kept["updated"][:FEW])


def sliced(rows: Sequence[Any], number: int, size: int = SIZE) -> Page:
    """One page of a list that is already here; a page past the end is the last."""
    number = min(max(number, 1), max(1, -(-len(rows) // size)))
    return Page(list(rows[(number - 1) * size : number * size]), number, size, len(rows))


def missing_ids(batch: ImportBatch) -> list[int]:
    """Who belongs to the classes of the sheet but does not stand in it."""
    ids: list[int] = batch.counts.get("missing_ids", [])
    return ids


def missing_page(batch: ImportBatch, scope: Scope, number: int) -> tuple[Page, list[Student]]:
    """A page of those who are missing, and of these the ones who still belong, with their classes."""
    page = sliced(missing_ids(batch), number)
    students = list(db.session.scalars(queries.missing_students(scope, page.items)))
    return page, students


def samples(staged: Staged, header: HeaderMatch) -> dict[str, str]:
    """Under each heading the first cell with anything in it, shortened: to see what the column holds."""
    rows = staged.table.rows[header.first_data_row : header.first_data_row + ROWS_LOOKED_AT]
    found: dict[str, str] = {}
    for place, heading in header.headings.items():
        text = next((text for row in rows if (text := shown(row[place]).strip())), "")
        found.setdefault(heading, hidden(text))
    return found


def hidden(text: str) -> str:
    """A sample without its middle: enough to tell a phone from a number, not enough to read one off."""
    return f"{text[:3]}…{text[-2:]}" if len(text) > 6 else text
