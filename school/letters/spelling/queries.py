"""Whose names cannot be printed, and whose are printed in another spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from school.foundation.access import Scope
from school.foundation.db import db
from school.foundation.db.bulk import rows_among
from school.foundation.press.fonts import TextProblem
from school.letters.models import Letter, LetterState, Mailing
from school.letters.queries.addressees import addressees
from school.letters.spelling.rules import problem_of
from school.org.models import SchoolClass, StaffMember, Student, Unit
from school.org.queries import people, units


@dataclass(frozen=True)
class Unprintable:
    """A student whose letters are held back, and the characters that are to blame."""

    student: Student
    problem: TextProblem


@dataclass(frozen=True)
class UnprintablePlace:
    """A class, college or counsellor whose name stands on letters and cannot be printed."""

    row: SchoolClass | Unit | StaffMember
    problem: TextProblem


def unprintable(scope: Scope, mailing: Mailing, class_id: int | None = None) -> list[Unprintable]:
    """Those a mailing is for whose printed name cannot be printed; of one class if asked for."""
    wanted = select(Student.id, Student.printed_name).where(_meant(scope, mailing, class_id))
    found = {
        student_id: problem
        for student_id, name in db.session.execute(wanted.execution_options(scope=scope))
        if (problem := problem_of(name))
    }
    return [Unprintable(student, found[student.id]) for student in _in_order(found)]


def spelled_otherwise(scope: Scope, mailing: Mailing, class_id: int | None = None) -> list[Student]:
    """Those a mailing is for who are printed in another spelling than their name's."""
    wanted = select(Student.id).where(Student.name_on_paper.is_not(None), _meant(scope, mailing, class_id))
    return _in_order(db.session.scalars(wanted.execution_options(scope=scope)))


def unprintable_places(scope: Scope) -> list[UnprintablePlace]:
    """Colleges, classes and counsellors within reach whose names cannot be printed."""
    classes = list(db.session.scalars(units.classes(scope)))
    counsellors = people.counsellors_by_class([row.id for row in classes])
    members = {member.id: member for group in counsellors.values() for member in group}
    colleges = {row.college_id: row.college for row in classes}
    rows: Iterator[SchoolClass | Unit | StaffMember] = iter([*colleges.values(), *classes, *members.values()])
    return [UnprintablePlace(row, problem) for row in rows if (problem := problem_of(row.name))]


def with_place(student: Student) -> Student:
    """The student with class and college."""
    return _in_order([student.id])[0]


def _meant(scope: Scope, mailing: Mailing, class_id: int | None) -> ColumnElement[bool]:
    """Present students within reach who have a letter of ``mailing``, or will get one."""
    letters = select(Letter.student_id).where(Letter.mailing_id == mailing.id)
    written_to = Student.id.in_(letters.where(Letter.state != LetterState.EXEMPT))
    left_out = Student.id.in_(letters.where(Letter.state == LetterState.EXEMPT))
    to_come = and_(Student.id.in_(addressees(scope, mailing.audience)), ~left_out)
    own_class: Any = Student.class_id == class_id if class_id else Student.class_id.is_not(None)
    return and_(Student.within(scope), Student.current(), own_class, or_(written_to, to_come))


def _in_order(ids: Iterable[int]) -> list[Student]:
    """These students with class and college, by class and number."""
    place = joinedload(Student.school_class).joinedload(SchoolClass.college)
    statement = select(Student).options(place)
    students = [row[0] for row in rows_among(statement, Student.id, list(ids))]
    return sorted(students, key=lambda row: (row.school_class.college_id, row.school_class.name, row.student_number))
