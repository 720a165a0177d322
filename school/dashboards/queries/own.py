"""A student's own page, and what a class post sees of the class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from school.appstatus.queries import rates, rates_told
from school.appstatus.rules import Rates
from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.letters.models import Mailing
from school.letters.queries.classes import ClassLetters, class_letters
from school.letters.queries.mailings import newest_mailing
from school.letters.rules import Verb
from school.org.models import SchoolClass, Student
from school.org.queries import units
from school.reminders.models import Reminder


def own_student(scope: Scope) -> Student:
    """The student whose scope this is, with class and college."""
    with_class = joinedload(Student.school_class).joinedload(SchoolClass.college)
    student: Student = db.session.scalars(visible(Student, scope).options(with_class)).one()
    return student


def own_marks(student: Student) -> Rates:
    """One's own answer, as counts of 0 and 1 of a class of one."""
    return rates(Scope(students=frozenset({student.id})))


def open_reminders(student: Student) -> Sequence[Reminder]:
    """Private reminders that wait for an answer; nobody else sees them."""
    statement = select(Reminder).where(Reminder.student_id == student.id, Reminder.closed_at.is_(None))
    return db.session.scalars(statement.order_by(Reminder.id.desc())).all()


@dataclass(frozen=True)
class ClassPost:
    """A class as its monitor sees it: how many students, where the paper is, what was told. Never why."""

    school_class: SchoolClass
    told: Rates
    mailing: Mailing | None
    letters: ClassLetters

    @property
    def to_hand_out(self) -> int:
        """Letters that still lie with the class."""
        return len(self.letters.to(Verb.HAND_OUT))

    @property
    def to_collect(self) -> int:
        """Slips that have not come back."""
        return len(self.letters.to(Verb.TICK_BACK))

    @property
    def confirmed(self) -> int:
        """Students who have said where their letter is."""
        return sum(row.letter is not None and row.letter.confirmation is not None for row in self.letters.rows)


def class_posts(scope: Scope) -> list[ClassPost]:
    """The classes of somebody who holds a post in them, with the newest mailing."""
    mailing = newest_mailing(scope)
    return [_class_post(row, mailing) for row in db.session.scalars(units.classes(scope)).all()]


def _class_post(school_class: SchoolClass, mailing: Mailing | None) -> ClassPost:
    letters = class_letters(school_class, mailing, full=False) if mailing else ClassLetters([], [])
    told = rates_told(Scope(classes=frozenset({school_class.id})))
    return ClassPost(school_class, told, mailing, letters)
