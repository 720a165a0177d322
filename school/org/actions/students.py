"""Students and their families: kept, moved, gone, back. History is never overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, select

from school.foundation.audit import record
from school.foundation.clock import today
from school.foundation.db import db, next_id
from school.org.events import (
    FAMILY_CHANGED,
    NAME_ON_PAPER_SET,
    PHONE_SHOWN,
    STUDENT_LEFT,
    STUDENT_MOVED,
    STUDENT_RETURNED,
    STUDENT_SAVED,
)
from school.org.models import Enrolment, FamilyMember, Gender, Level, SchoolClass, Student
from school.org.rules import Purpose


class Relative(NamedTuple):
    """One family member as typed; the phone is digits only, or empty."""

    name: str
    relationship_word: str
    phone: str


def add_student(
    school_class: SchoolClass, *, student_number: str, name: str, gender: Gender | None, level: Level, phone: str
) -> Student:
    """A student who came outside the roster."""
    student = Student(
        id=next_id(Student),
        student_number=student_number,
        name=name,
        gender=gender,
        level=level,
        class_id=school_class.id,
    )
    student.set_phone(phone or None)
    db.session.add(student)
    db.session.flush()
    db.session.add(Enrolment(student_id=student.id, class_id=school_class.id, from_on=today()))
    record(STUDENT_SAVED, student.id, class_id=school_class.id)
    return student


def save_student(
    student: Student, *, student_number: str, name: str, gender: Gender | None, level: Level, phone: str | None
) -> None:
    """Correct what is known of a student. ``phone`` None keeps the number on file, "" forgets it."""
    if name != student.name:
        student.name_on_paper = None  # it was a spelling of the other name
    student.student_number, student.name, student.gender, student.level = student_number, name, gender, level
    if phone is not None:
        student.set_phone(phone or None)
    record(STUDENT_SAVED, student.id, class_id=student.class_id)


def set_name_on_paper(student: Student, name: str) -> None:
    """How letters spell the name from now on; empty takes the other spelling back."""
    student.name_on_paper = name or None
    record(NAME_ON_PAPER_SET, student.id, class_id=student.class_id, removed=not name)


def move_student(student: Student, to_class: SchoolClass) -> None:
    """The student changes class today; the old enrolment ends, a new one begins."""
    record(STUDENT_MOVED, student.id, from_class_id=student.class_id, to_class_id=to_class.id)
    end_enrolment(student)
    begin_enrolment(student, to_class.id)


def leave(student: Student, on: dt.date) -> None:
    """The student leaves the school; figures no longer count them from now on."""
    record(STUDENT_LEFT, student.id, class_id=student.class_id)
    end_enrolment(student)
    student.left_on = on


def come_back(student: Student, to_class: SchoolClass) -> None:
    """A student who had left belongs again."""
    record(STUDENT_RETURNED, student.id, class_id=to_class.id)
    student.left_on = None
    begin_enrolment(student, to_class.id)


def end_enrolment(student: Student) -> None:
    """Close the open enrolment, if there is one."""
    statement = select(Enrolment).where(Enrolment.student_id == student.id, Enrolment.to_on.is_(None))
    for enrolment in db.session.scalars(statement):
        enrolment.to_on = max(today(), enrolment.from_on)
    db.session.flush()


def begin_enrolment(student: Student, class_id: int) -> None:
    """Open an enrolment in a class from today."""
    student.class_id = class_id
    db.session.add(Enrolment(student_id=student.id, class_id=class_id, from_on=today()))
    db.session.flush()


def set_family(student: Student, relatives: Sequence[Relative]) -> None:
    """Replace the family on file; whoever was there before is forgotten."""
    db.session.execute(delete(FamilyMember).where(FamilyMember.student_id == student.id))
    for position, relative in enumerate(relatives, 1):
        member = FamilyMember(
            id=next_id(FamilyMember),
            student_id=student.id,
            position=position,
            name=relative.name,
            relationship_word=relative.relationship_word,
        )
        member.set_phone(relative.phone or None)
        db.session.add(member)
        db.session.flush()
    record(FAMILY_CHANGED, student.id, members=len(relatives))


def show_phones(student: Student, purpose: Purpose) -> dict[str, str]:
    """The numbers in clear, label → number. Who looked, and why, is kept in the log."""
    shown = {student.name: student.phone} | {
        f"{member.relationship_word} {member.name}".strip(): member.phone for member in student.family
    }
    found = {label: number for label, number in shown.items() if number}
    record(PHONE_SHOWN, student.id, numbers=len(found), purpose=purpose)
    return found
