"""Reads of imports: what is on file beside a sheet, remembered columns, batches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from school.foundation.access import Scope, visible
from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.db.bulk import rows_among
from school.foundation.db.phone import mask
from school.foundation.db.sealing import unseal
from school.org.models import (
    ColumnMapping,
    FamilyMember,
    ImportBatch,
    ImportKind,
    ImportState,
    Post,
    PostKind,
    School,
    SchoolClass,
    StaffMember,
    Student,
    Unit,
)
from school.org.roster.families import KnownRelative
from school.org.roster.headings import AnyField, Field, StaffField
from school.org.roster.known import HeldPost, Known, KnownClass, KnownStaff, KnownStudent, KnownUnit, Places

LEFT_OUT = ""


def places() -> Places:
    """Every college, department and class, of the whole school: a name may not be given twice."""
    units = db.session.execute(select(Unit.id, Unit.name, Unit.kind, Unit.closed_on.is_not(None)))
    columns = (SchoolClass.id, SchoolClass.name, SchoolClass.college_id, SchoolClass.grade)
    classes = db.session.execute(select(*columns, SchoolClass.closed_on.is_not(None)))
    return Places((KnownUnit(*row) for row in units), (KnownClass(*row) for row in classes))


def known_of(numbers: Sequence[str], *, with_staff: bool) -> Known:
    """What is on file of the students with these numbers: a few queries, whatever their count."""
    known = Known(places())
    columns = [getattr(Student, name) for name in KnownStudent._fields]
    typed = [*numbers, *(number.lower() for number in numbers if not number.isdigit())]
    for row in rows_among(select(*columns), Student.student_number, typed):
        known.students[row.student_number.upper()] = KnownStudent(*row)  # as sheets are read
    columns = [
        FamilyMember.id,
        FamilyMember.student_id,
        FamilyMember.position,
        FamilyMember.name,
        FamilyMember.relationship_word,
        FamilyMember.phone_lookup,
    ]
    ids = [student.id for student in known.students.values()]
    for row in rows_among(select(*columns).order_by(FamilyMember.position), FamilyMember.student_id, ids):
        known.families.setdefault(row.student_id, []).append(KnownRelative(*row))
    if with_staff:
        add_staff(known)
    return known


def add_staff(known: Known) -> None:
    """Staff by number, those who work here by name within the unit, and who looks after which class."""
    columns = [getattr(StaffMember, name) for name in KnownStaff._fields]
    for row in db.session.execute(select(*columns)):
        member = KnownStaff(*row)
        if member.staff_number:
            known.staff_of_number[member.staff_number.upper()] = member  # as sheets are read
        if member.left_on is None:
            known.staff_of_name.setdefault((member.unit_id, member.name), []).append(member)
    held = select(Post.class_id, Post.staff_id).where(Post.kind == PostKind.COUNSELLOR, Post.held_on(today()))
    known.counsellors = {(row.class_id, row.staff_id) for row in db.session.execute(held)}


def known_of_staff(student_numbers: Sequence[str]) -> Known:
    """What is on file beside a staff sheet; students only where their numbers stand in it."""
    known = known_of(student_numbers, with_staff=True)
    columns = [getattr(Post, name) for name in HeldPost._fields]
    known.posts = {HeldPost(*row) for row in db.session.execute(select(*columns).where(Post.held_on(today())))}
    return known


def office_name() -> str:
    """What the security office is called: the unit of those of whom no unit is said."""
    return db.session.scalar(select(School.office_name)) or "保卫处"


def present_students(class_ids: Sequence[int]) -> list[Any]:
    """(id, student_number, name, class_id) of everybody who belongs to these classes now, in their order."""
    columns = (Student.id, Student.student_number, Student.name, Student.class_id)
    statement = select(*columns).where(Student.current())
    return sorted(
        rows_among(statement, Student.class_id, class_ids), key=lambda row: (row.class_id, row.student_number)
    )


def remembered_columns(kind: ImportKind, college_id: int | None) -> dict[str, AnyField | None]:
    """What people decided about headings before: for the campus, and above that for this college."""
    fields: type[Field] | type[StaffField] = Field if kind is ImportKind.STUDENTS else StaffField
    statement = select(ColumnMapping).where(ColumnMapping.kind == kind)
    statement = statement.where(ColumnMapping.college_id.is_(None) | (ColumnMapping.college_id == college_id))
    rows = sorted(db.session.scalars(statement), key=lambda row: row.college_id is not None)
    return {row.heading: fields(row.field) if row.field != LEFT_OUT else None for row in rows}


def batches(scope: Scope, kind: ImportKind) -> Select[ImportBatch]:
    """The imports of a kind in scope, newest first; what was thrown away unsaved is not shown."""
    shown = visible(ImportBatch, scope).where(ImportBatch.kind == kind, ImportBatch.state != ImportState.DISCARDED)
    return shown.order_by(ImportBatch.id.desc())


def masked_phones(
    model: type[Student] | type[FamilyMember] | type[StaffMember], ids: Sequence[int]
) -> dict[tuple[str, int], str]:
    """The masked numbers of these rows by (table, id); only these are opened."""
    table = model.__tablename__
    return {
        (table, row.id): mask(unseal(row.phone_sealed, table=table, column="phone", row_id=row.id))
        for row in rows_among(select(model.id, model.phone_sealed), model.id, ids)
        if row.phone_sealed
    }


def units_of_staff(staff_ids: Sequence[int]) -> list[int]:
    """The colleges and departments that these people belong to."""
    found = rows_among(select(StaffMember.unit_id).distinct(), StaffMember.id, staff_ids)
    return sorted({row.unit_id for row in found})


def units_of_batch(batch: ImportBatch) -> list[Unit]:
    """The colleges and departments of the people of a saved staff sheet, in the school's order."""
    statement = select(Unit).where(Unit.id.in_(batch.counts.get("unit_ids", ())))
    return list(db.session.scalars(statement.order_by(Unit.position, Unit.id)))


def missing_students(scope: Scope, ids: Sequence[int]) -> Select[Student]:
    """Of these students, those within reach who still belong: at most a page of them."""
    found = visible(Student, scope).where(Student.id.in_(ids), Student.current())
    found = found.options(joinedload(Student.school_class))
    return found.order_by(Student.class_id, Student.student_number)


def college_name(batch: ImportBatch) -> str:
    """The college that a sheet was sent for, "" for the whole school."""
    statement = select(Unit.name).where(Unit.id == batch.college_id)
    return (db.session.scalar(statement) or "") if batch.college_id else ""
