"""What a page is about: the campus, a college or a class, as far as somebody's scope reaches."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from school.foundation.access import CAMPUS, Scope, visible
from school.foundation.db import db
from school.letters.queries.places import Place as NamedPlace
from school.letters.queries.places import place_named
from school.org.models import SchoolClass, Unit, UnitKind


@dataclass(frozen=True)
class Place:
    """A scope, and the college or class that narrows the lists behind its numbers."""

    scope: Scope
    college_id: int | None = None
    class_id: int | None = None


def everything(scope: Scope) -> Place:
    """All that is within reach, without narrowing."""
    return Place(scope)


def college_place(scope: Scope, unit: Unit) -> Place:
    """A college as far as ``scope`` reaches: a counsellor sees the own classes of it. NotFound for a department."""
    college: Unit = db.one_or_404(visible(Unit, scope).where(Unit.id == unit.id, Unit.kind == UnitKind.COLLEGE))
    if scope.campus or college.id in scope.colleges:
        return Place(Scope(colleges=frozenset({college.id})), college_id=college.id)
    own = select(SchoolClass.id).where(SchoolClass.id.in_(scope.classes), SchoolClass.college_id == college.id)
    return Place(Scope(classes=frozenset(db.session.scalars(own))), college_id=college.id)


def class_place(school_class: SchoolClass) -> Place:
    """One class that was looked up within reach."""
    return Place(Scope(classes=frozenset({school_class.id})), class_id=school_class.id)


def named_place(college_name: str | None, class_name: str | None) -> Place:
    """The place of names given on the command line; PlaceUnknown when there is none."""
    whole_name = f"{college_name}/{class_name}" if college_name and class_name and "/" not in class_name else class_name
    found: NamedPlace = place_named(college_name, whole_name)
    for class_id in found.class_ids:
        return Place(Scope(classes=frozenset({class_id})), class_id=class_id)
    for college_id in found.college_ids:
        return Place(Scope(colleges=frozenset({college_id})), college_id=college_id)
    return Place(CAMPUS)
