"""Colleges, departments and classes, in the school's own order."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.org.models import SchoolClass, Student, Unit, UnitKind


class UnitRow(NamedTuple):
    """A unit with how many open classes and present students it has."""

    unit: Unit
    classes: int
    students: int


def colleges(scope: Scope) -> Select[Unit]:
    """Open colleges in scope, in their own order."""
    return (
        visible(Unit, scope)
        .where(Unit.kind == UnitKind.COLLEGE, Unit.closed_on.is_(None))
        .order_by(Unit.position, Unit.id)
    )


def units(scope: Scope) -> list[UnitRow]:
    """All units in scope with their sizes."""
    classes = (
        select(SchoolClass.college_id, func.count().label("count"))
        .where(SchoolClass.closed_on.is_(None))
        .group_by(SchoolClass.college_id)
        .subquery()
    )
    students = (
        select(SchoolClass.college_id, func.count().label("count"))
        .join(Student, Student.class_id == SchoolClass.id)
        .where(Student.current())
        .group_by(SchoolClass.college_id)
        .subquery()
    )
    statement = (
        visible(Unit, scope)
        .add_columns(func.coalesce(classes.c.count, 0), func.coalesce(students.c.count, 0))
        .outerjoin(classes, classes.c.college_id == Unit.id)
        .outerjoin(students, students.c.college_id == Unit.id)
        .order_by(Unit.kind, Unit.closed_on.is_not(None), Unit.position, Unit.id)
    )
    return [UnitRow(*row) for row in db.session.execute(statement)]


def classes(scope: Scope, *, closed: bool = False) -> Select[SchoolClass]:
    """Classes in scope with their college: by college, grade and name."""
    statement = visible(SchoolClass, scope).options(joinedload(SchoolClass.college)).join(SchoolClass.college)
    if not closed:
        statement = statement.where(SchoolClass.closed_on.is_(None))
    return statement.order_by(Unit.position, Unit.id, SchoolClass.grade.desc(), SchoolClass.name)


def grades(scope: Scope) -> list[int]:
    """The grades that open classes in scope have, the newest first."""
    found = classes(scope).with_only_columns(SchoolClass.grade).where(SchoolClass.grade.is_not(None)).distinct()
    return [grade for grade in db.session.scalars(found.order_by(None).order_by(SchoolClass.grade.desc())) if grade]


def class_sizes(scope: Scope) -> dict[int, int]:
    """Present students per class in scope."""
    statement = (
        select(Student.class_id, func.count())
        .where(Student.current(), Student.within(scope))
        .group_by(Student.class_id)
        .execution_options(scope=scope)
    )
    return dict(db.session.execute(statement).all())


def open_units(scope: Scope) -> Select[Unit]:
    """Open colleges and departments in scope, as a choice."""
    return visible(Unit, scope).where(Unit.closed_on.is_(None)).order_by(Unit.kind, Unit.position, Unit.id)


def classes_of(unit: Unit, scope: Scope) -> list[SchoolClass]:
    """A college's open classes in scope."""
    return list(db.session.scalars(classes(scope).where(SchoolClass.college_id == unit.id)))


def class_card(school_class: SchoolClass) -> SchoolClass:
    """A class with its college."""
    statement = select(SchoolClass).where(SchoolClass.id == school_class.id).options(joinedload(SchoolClass.college))
    return db.session.scalars(statement, execution_options={"populate_existing": True}).one()
