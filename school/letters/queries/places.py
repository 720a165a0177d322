"""Colleges and classes as somebody names them on the command line."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from school.foundation.db import db
from school.org.models import SchoolClass, Unit, UnitKind


class PlaceUnknown(LookupError):
    """No such college or class, or two classes of that name."""


@dataclass(frozen=True)
class Place:
    """The campus, one college, or one class."""

    college_ids: tuple[int, ...] = ()
    class_ids: tuple[int, ...] = ()


def place_named(college_name: str | None = None, class_name: str | None = None) -> Place:
    """The place of a name. A class may be named 学院/班级; raises PlaceUnknown with what to do."""
    if class_name:
        return Place(class_ids=(_class_named(class_name),))
    if not college_name:
        return Place()
    statement = select(Unit.id).where(Unit.kind == UnitKind.COLLEGE, Unit.name == college_name)
    college_id = db.session.scalar(statement)
    if college_id is None:
        raise PlaceUnknown(f"There is no college {college_name}.")
    return Place(college_ids=(college_id,))


def _class_named(text: str) -> int:
    college_name, _, name = text.rpartition("/")
    statement = select(SchoolClass.id).join(Unit, Unit.id == SchoolClass.college_id).where(SchoolClass.name == name)
    if college_name:
        statement = statement.where(Unit.name == college_name)
    found = db.session.scalars(statement).all()
    if not found:
        raise PlaceUnknown(f"There is no class {text}.")
    if len(found) > 1:
        raise PlaceUnknown(f"{len(found)} classes are called {name}: name it as college/class.")
    return found[0]
