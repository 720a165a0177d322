"""The box at the top of every page: a student, a class, or what another feature knows by a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import joinedload

from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.org.models import SchoolClass, Student
from school.org.queries import people

MOST = 50


@dataclass(frozen=True)
class Hit:
    """Something another feature found: a title and where it is."""

    title: str
    url: str


@dataclass(frozen=True)
class Found:
    """What was found for a text, within reach."""

    text: str
    students: list[Student] = field(default_factory=list)
    classes: list[SchoolClass] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


_finders: list[Callable[[str], list[Hit]]] = []


def add_finder(finder: Callable[[str], list[Hit]]) -> None:
    """Let a feature look for its own numbers; it must respect the actor's reach itself."""
    if finder not in _finders:
        _finders.append(finder)


def find(scope: Scope, text: str) -> Found:
    """Students by number, name or phone; classes by name; hits of other features."""
    text = text.replace("\x00", "").strip()
    if not text:
        return Found(text)
    students = people.matching(people.students(scope), text).order_by(Student.student_number).limit(MOST)
    classes = (
        visible(SchoolClass, scope)
        .where(SchoolClass.name.contains(text, autoescape=True))
        .options(joinedload(SchoolClass.college))
        .order_by(SchoolClass.name)
        .limit(MOST)
    )
    hits = [hit for finder in _finders for hit in finder(text)]
    return Found(text, list(db.session.scalars(students)), list(db.session.scalars(classes)), hits)
