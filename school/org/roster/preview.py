"""What a person sees of a plan before it is saved: plain lists that are kept sealed beside the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from school.foundation.db.phone import mask
from school.org.models import FamilyMember, ImportBatch, ImportKind, Student
from school.org.roster import staff_preview
from school.org.roster.compare import Changed, RosterPlan
from school.org.roster.header import HeaderMatch
from school.org.roster.headings import AnyField, Field, StaffField
from school.org.roster.planning import AnyPlan
from school.org.roster.queries import masked_phones
from school.org.roster.reasons import Problem, Reason, RejectedRow, sentence, shown
from school.org.roster.staff_compare import StaffPlan
from school.org.roster.staging import Staged, opened, sealed

Lists = dict[str, list[Any]]
# What is shown of a row beside the cells that are to be mended.
SHOWN: dict[ImportKind, tuple[AnyField, ...]] = {
    ImportKind.STUDENTS: (Field.STUDENT_NUMBER, Field.NAME, Field.CLASS),
    ImportKind.STAFF: (StaffField.NAME, StaffField.POST, StaffField.COLLEGE, StaffField.CLASS),
}


class Cell(NamedTuple):
    """A cell of a rejected row. ``sentence`` says why it is refused; "" where nothing is the matter."""

    place: int | None
    heading: str
    text: str
    sentence: str = ""


class Rejected(NamedTuple):
    """A row to be mended."""

    row: int
    about: list[Cell]
    bad: list[Cell]


class MendedRow(NamedTuple):
    """A row that was mended: which list it is in now."""

    row: int
    outcome: str
    name: str
    cells: list[str]


def keep_preview(batch: ImportBatch, plan: AnyPlan, staged: Staged, header: HeaderMatch) -> None:
    """Keep what the page shows, so that looking at it neither reads nor compares again."""
    content = staff_preview.lists(plan) if isinstance(plan, StaffPlan) else _lists(plan)
    content["ignored"] = [[row.row, row.reason, row.params] for row in plan.ignored]
    content["mended"] = _mended(content, staged)
    content["rejected"] = [_rejected(row, staged, header, SHOWN[batch.kind]) for row in plan.rejected]
    batch.preview = sealed(batch, "preview", content)


def _lists(plan: RosterPlan) -> Lists:
    """Students: each entry begins with row, number and name."""
    phones = _old_phones(plan.changed)
    return {
        "created": [
            [new.row.row, new.row.student_number, new.row.name, new.place.school_class] for new in plan.created
        ],
        "updated": [[*_who(each), list(_changes(each, phones))] for each in plan.changed],
        "unchanged": [[row.row, row.student_number, row.name, row.class_name] for row in plan.unchanged],
    }


def preview_of(batch: ImportBatch) -> Lists:
    """The lists by name: created, updated, unchanged, ignored, rejected, mended."""
    kept: Lists = opened(batch, "preview") or {}
    return kept


def rejected_rows(kept: Sequence[Any]) -> list[Rejected]:
    """Entries of "rejected" with their sentences in the reader's language."""
    return [
        Rejected(
            row,
            [Cell(*cell) for cell in about],
            [Cell(place, heading, text, sentence(Reason(why), params)) for place, heading, text, why, params in bad],
        )
        for row, about, bad in kept
    ]


def mended_rows(kept: Sequence[Any]) -> list[MendedRow]:
    """Entries of "mended"."""
    return [MendedRow(*each) for each in kept]


def ignored_rows(kept: Sequence[Any]) -> list[tuple[int, str]]:
    """Entries of "ignored": row and why, in the reader's language."""
    return [(row, sentence(Reason(why), params)) for row, why, params in kept]


def _who(each: Changed) -> list[Any]:
    return [each.row.row, each.row.student_number, each.row.name]


def _changes(each: Changed, phones: dict[tuple[str, int], str]) -> Iterator[list[str]]:
    for change in each.changes:
        if change.field is Field.PHONE:
            yield [change.field, phones.get(("student", each.student.id), ""), mask(change.new)]
        else:
            yield [change.field, str(change.old if change.old is not None else ""), str(change.new)]
    for found in each.family.changes:
        is_phone = found.field is Field.FAMILY_PHONE
        old = phones.get(("family_member", found.relative.id), "") if is_phone else found.old
        yield [found.field, old, mask(found.new) if is_phone else found.new]
    for person in each.family.added:
        yield [Field.FAMILY_NAME, "", " ".join(filter(None, (person.relationship, person.name, mask(person.phone))))]
    if each.returns:
        yield ["returns", "", ""]


def _old_phones(changed: Sequence[Changed]) -> dict[tuple[str, int], str]:
    """The masked numbers that would be replaced, by table and row: only these are opened."""
    students = [each.student.id for each in changed if any(change.field is Field.PHONE for change in each.changes)]
    relatives = [
        found.relative.id for each in changed for found in each.family.changes if found.field is Field.FAMILY_PHONE
    ]
    return {**masked_phones(Student, students), **masked_phones(FamilyMember, relatives)}


def _rejected(row: RejectedRow, staged: Staged, header: HeaderMatch, fields: Sequence[AnyField]) -> list[Any]:
    cells = staged.table.rows[row.row - staged.table.first_row]
    bad = {problem.place for problem in row.problems}
    about = []
    for field in fields:
        place = header.column_of(field)
        if place is not None and place not in bad:
            about.append([place, header.headings[place], shown(cells[place])])
    return [row.row, about, [_problem(problem) for problem in row.problems]]


def _problem(problem: Problem) -> list[Any]:
    return [problem.place, problem.column, problem.value, problem.reason, dict(problem.params)]


def _mended(lists: Lists, staged: Staged) -> list[list[Any]]:
    """Rows with mended cells that are not rejected any more."""
    outcomes = {
        entry[0]: (outcome, "" if outcome == "ignored" else entry[2])
        for outcome, entries in lists.items()
        for entry in entries
    }
    rows: dict[int, list[str]] = {}
    for cell in staged.mended:
        if cell.row in outcomes:
            rows.setdefault(cell.row, []).append(cell.now)
    return [[row, *outcomes[row], cells] for row, cells in rows.items()]
