"""The box at the top of every page: a student, a colleague, a class, or what another feature knows by a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask_babel.speaklater import LazyString
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.org.models import SchoolClass, StaffMember, Student
from school.org.queries import people

MOST = 20


@dataclass(frozen=True)
class Hit:
    """Something another feature found: its number, whose it is, the class, and where it is."""

    number: str
    name: str
    school_class: str
    url: str


@dataclass(frozen=True)
class First:
    """The first rows of one kind, and how many there are of it."""

    rows: list[Any] = field(default_factory=list)
    total: int = 0


@dataclass(frozen=True)
class Found:
    """What was found for a text, within reach; ``hits`` are other features' by what they call them."""

    text: str
    students: First = First()
    classes: First = First()
    staff: First = First()
    hits: tuple[tuple[LazyString, list[Hit]], ...] = ()

    @property
    def total(self) -> int:
        """Everything together."""
        of_features = sum(len(hits) for _label, hits in self.hits)
        return self.students.total + self.classes.total + self.staff.total + of_features

    @property
    def only(self) -> Any:
        """The one thing found, to be opened at once; None when there are more, or none."""
        rows = (
            *self.students.rows,
            *self.classes.rows,
            *self.staff.rows,
            *(hit for _, hits in self.hits for hit in hits),
        )
        return rows[0] if self.total == 1 else None


Finder = Callable[[str], list[Hit]]
_finders: dict[Finder, LazyString] = {}


def add_finder(label: LazyString, finder: Finder) -> None:
    """Let a feature look for its own numbers, shown as ``label``; it must respect the actor's reach itself."""
    _finders[finder] = label


def find(scope: Scope, text: str) -> Found:
    """Students by number, name or phone; classes by name; staff by name or number; hits of other features."""
    text = text.replace("\x00", "").strip()
    if not text:
        return Found(text)
    classes = visible(SchoolClass, scope).where(SchoolClass.name.contains(text, autoescape=True))
    return Found(
        text,
        students=_first(people.matching(people.students(scope), text).order_by(Student.student_number)),
        classes=_first(classes.options(joinedload(SchoolClass.college)).order_by(SchoolClass.name, SchoolClass.id)),
        staff=_first(people.filtered_staff(scope, {"q": text}).order_by(StaffMember.name, StaffMember.id)),
        hits=tuple((label, hits) for finder, label in _finders.items() if (hits := finder(text))),
    )


def _first(statement: Select[Any]) -> First:
    """Counted only where there are more than are shown."""
    rows = list(db.session.scalars(statement.limit(MOST + 1)))
    if len(rows) <= MOST:
        return First(rows, len(rows))
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery()))
    return First(rows[:MOST], total or 0)
