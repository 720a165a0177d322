"""Colleges, departments and classes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from school.foundation.audit import record
from school.foundation.clock import today
from school.foundation.db import db
from school.org.events import CLASS_SAVED, UNIT_SAVED, UNITS_ORDERED
from school.org.models import SchoolClass, Unit, UnitKind


def save_unit(unit: Unit, *, kind: UnitKind, name: str) -> Unit:
    """Keep a unit; a new one stands last in the school's order."""
    unit.kind, unit.name = kind, name
    if unit not in db.session:
        unit.position = (db.session.scalar(select(func.max(Unit.position))) or 0) + 1
    db.session.add(unit)
    db.session.flush()
    record(UNIT_SAVED, unit.id, kind=kind)
    return unit


def order_units(units: Sequence[Unit]) -> None:
    """Put units into the order given: the order of every list and report."""
    for position, unit in enumerate(units, 1):
        unit.position = position
    record(UNITS_ORDERED, None, unit_ids=[unit.id for unit in units])


def move_unit(unit: Unit, steps: int) -> None:
    """Move a unit up (-1) or down (1) among the units of its kind."""
    statement = select(Unit).where(Unit.kind == unit.kind).order_by(Unit.position, Unit.id)
    units = list(db.session.scalars(statement))
    place = units.index(unit)
    units.insert(max(0, place + steps), units.pop(place))
    order_units(units)


def close_unit(unit: Unit, *, closed: bool) -> None:
    """A closed unit leaves lists and choices; its history stays. Opening it again undoes that."""
    unit.closed_on = today() if closed else None
    record(UNIT_SAVED, unit.id, kind=unit.kind)


def save_class(school_class: SchoolClass, *, college: Unit, name: str, grade: int | None) -> SchoolClass:
    """Keep a class, new or changed."""
    school_class.college_id, school_class.name, school_class.grade = college.id, name, grade
    db.session.add(school_class)
    db.session.flush()
    record(CLASS_SAVED, school_class.id, college_id=college.id)
    return school_class


def close_class(school_class: SchoolClass, *, closed: bool) -> None:
    """A closed class (graduated) leaves lists; its students and letters stay where they are."""
    school_class.closed_on = today() if closed else None
    record(CLASS_SAVED, school_class.id, college_id=school_class.college_id)
