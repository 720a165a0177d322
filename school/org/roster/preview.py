"""What a person sees of a plan before it is saved: plain lists that are kept sealed beside the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from school.foundation.db.bulk import rows_among
from school.foundation.db.phone import mask
from school.foundation.db.sealing import unseal
from school.org.models import FamilyMember, ImportBatch, Student
from school.org.roster.compare import Changed, RosterPlan
from school.org.roster.header import HeaderMatch
from school.org.roster.headings import Field
from school.org.roster.reasons import Problem, Reason, RejectedRow, sentence, shown
from school.org.roster.staging import Staged, opened, sealed

# What is shown of a row beside the cells that are to be mended.
SHOWN = (Field.STUDENT_NUMBER, Field.NAME, Field.CLASS)


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


def keep_preview(batch: ImportBatch, plan: RosterPlan, staged: Staged, header: HeaderMatch) -> None:
    """Keep what the page shows, so that looking at it neither reads nor compares again."""
    phones = _old_phones(plan.changed)
    content = {
        "created": [
            [new.row.row, new.row.student_number, new.row.name, new.place.school_class] for new in plan.created
        ],
        "updated": [[*_who(each), list(_changes(each, phones))] for each in plan.changed],
        "unchanged": [[row.row, row.student_number, row.name, row.class_name] for row in plan.unchanged],
        "ignored": [[row.row, row.reason, row.params] for row in plan.reading.ignored],
        "rejected": [_rejected(row, staged, header) for row in plan.reading.rejected],
        "mended": _mended(plan, staged),
    }
    batch.preview = sealed(batch, "preview", content)


def preview_of(batch: ImportBatch) -> dict[str, list[Any]]:
    """The lists by name: created, updated, unchanged, ignored, rejected, mended."""
    kept: dict[str, list[Any]] = opened(batch, "preview") or {}
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
    masked: dict[tuple[str, int], str] = {}
    models: tuple[tuple[type[Student] | type[FamilyMember], list[int]], ...] = (
        (Student, students),
        (FamilyMember, relatives),
    )
    for model, ids in models:
        table = model.__tablename__
        for row_id, phone in rows_among(select(model.id, model.phone_sealed), model.id, ids):
            if phone:
                masked[table, row_id] = mask(unseal(phone, table=table, column="phone", row_id=row_id))
    return masked


def _rejected(row: RejectedRow, staged: Staged, header: HeaderMatch) -> list[Any]:
    cells = staged.table.rows[row.row - staged.table.first_row]
    bad = {problem.place for problem in row.problems}
    about = []
    for field in SHOWN:
        place = header.column_of(field)
        if place is not None and place not in bad:
            about.append([place, header.headings[place], shown(cells[place])])
    return [row.row, about, [_problem(problem) for problem in row.problems]]


def _problem(problem: Problem) -> list[Any]:
    return [problem.place, problem.column, problem.value, problem.reason, dict(problem.params)]


def _mended(plan: RosterPlan, staged: Staged) -> list[list[Any]]:
    """Rows with mended cells that are not rejected any more."""
    outcomes: dict[int, tuple[str, str]] = {row.row: ("ignored", "") for row in plan.reading.ignored}
    outcomes |= {row.row: ("unchanged", row.name) for row in plan.unchanged}
    outcomes |= {each.row.row: ("updated", each.row.name) for each in plan.changed}
    outcomes |= {new.row.row: ("created", new.row.name) for new in plan.created}
    rows: dict[int, list[str]] = {}
    for cell in staged.mended:
        if cell.row in outcomes:
            rows.setdefault(cell.row, []).append(cell.now)
    return [[row, *outcomes[row], cells] for row, cells in rows.items()]
