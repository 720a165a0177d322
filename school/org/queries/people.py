"""Students, staff and the posts they hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from school.foundation.access import Scope, visible
from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.db.phone import last_four_lookup, phone_lookup
from school.org.models import (
    Enrolment,
    FamilyMember,
    Post,
    PostKind,
    SchoolClass,
    StaffMember,
    Student,
    Unit,
)
from school.org.rules import Belonging

WHOLE_NUMBER = 7


def students(scope: Scope, *, left: bool = False) -> Select[Student]:
    """Students in scope with class and college; those who left only when asked for."""
    statement = visible(Student, scope).options(joinedload(Student.school_class).joinedload(SchoolClass.college))
    return statement.where(Student.left_on.is_not(None) if left else Student.current())


def matching(statement: Select[Student], text: str) -> Select[Student]:
    """Narrow students to a typed number, name, whole phone, or last four digits of a phone."""
    text = text.strip()
    conditions = [
        Student.student_number.startswith(text, autoescape=True),
        Student.name.contains(text, autoescape=True),
    ]
    if text.isdecimal():
        column, value = (
            ("phone_lookup", phone_lookup(text))
            if len(text) > WHOLE_NUMBER
            else ("phone_last_four", last_four_lookup(text))
        )
        of_family = select(FamilyMember.student_id).where(getattr(FamilyMember, column) == value)
        conditions += [getattr(Student, column) == value, Student.id.in_(of_family)]
    return statement.where(or_(*conditions))


def filtered(scope: Scope, wanted: dict[str, Any]) -> Select[Student]:
    """What the list of students shows for a filter: q, college, school_class, level, state."""
    statement = students(scope, left=wanted.get("state") is Belonging.LEFT)
    if wanted.get("q"):
        statement = matching(statement, wanted["q"])
    if wanted.get("school_class"):
        statement = statement.where(Student.class_id == wanted["school_class"].id)
    if wanted.get("college"):
        of_college = select(SchoolClass.id).where(SchoolClass.college_id == wanted["college"].id)
        statement = statement.where(Student.class_id.in_(of_college))
    return statement.where(Student.level == wanted["level"]) if wanted.get("level") else statement


def students_of_class(school_class: SchoolClass) -> Select[Student]:
    """A class's present students, as a choice."""
    statement = select(Student).where(Student.class_id == school_class.id, Student.current())
    return statement.order_by(Student.student_number)


def class_students(school_class: SchoolClass) -> list[Student]:
    """A class's present students in student-number order, with their families."""
    statement = (
        select(Student)
        .where(Student.class_id == school_class.id, Student.current())
        .options(selectinload(Student.family))
        .order_by(Student.student_number)
    )
    return list(db.session.scalars(statement))


def student_card(student: Student) -> Student:
    """The student with everything its page shows."""
    options = (selectinload(Student.family), joinedload(Student.school_class).joinedload(SchoolClass.college))
    statement = select(Student).where(Student.id == student.id).options(*options)
    return db.session.scalars(statement, execution_options={"populate_existing": True}).unique().one()


def enrolments(student: Student) -> list[Enrolment]:
    """Where the student was, newest first."""
    statement = (
        select(Enrolment)
        .where(Enrolment.student_id == student.id)
        .options(joinedload(Enrolment.school_class).joinedload(SchoolClass.college))
        .order_by(Enrolment.from_on.desc(), Enrolment.id.desc())
    )
    return list(db.session.scalars(statement))


def staff(scope: Scope) -> Select[StaffMember]:
    """Staff in scope who still work here, with their unit."""
    return visible(StaffMember, scope).options(joinedload(StaffMember.unit)).where(StaffMember.left_on.is_(None))


def filtered_staff(scope: Scope, wanted: dict[str, Any]) -> Select[StaffMember]:
    """What the list of staff shows for a filter: q, unit."""
    statement = staff(scope)
    if text := wanted.get("q"):
        fits = or_(StaffMember.name.contains(text, autoescape=True), StaffMember.staff_number == text)
        statement = statement.where(fits)
    return statement.where(StaffMember.unit_id == wanted["unit"].id) if wanted.get("unit") else statement


def staff_of(unit: Unit, scope: Scope) -> list[StaffMember]:
    """A unit's staff by group and name."""
    statement = staff(scope).where(StaffMember.unit_id == unit.id)
    return list(db.session.scalars(statement.order_by(StaffMember.group_name, StaffMember.name)))


def staff_card(member: StaffMember) -> StaffMember:
    """A member of staff with the unit."""
    statement = select(StaffMember).where(StaffMember.id == member.id).options(joinedload(StaffMember.unit))
    return db.session.scalars(statement, execution_options={"populate_existing": True}).one()


def _with_places() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Post.staff),
        joinedload(Post.student),
        joinedload(Post.college),
        joinedload(Post.school_class).joinedload(SchoolClass.college),
    )


def posts_of_staff(member: StaffMember) -> list[Post]:
    """Every post a member of staff held, present ones first."""
    statement = select(Post).where(Post.staff_id == member.id).options(*_with_places())
    return list(db.session.scalars(statement.order_by(Post.to_on.is_not(None), Post.from_on.desc())))


def posts_of_class(school_class: SchoolClass, *kinds: PostKind) -> list[Post]:
    """Who holds which post in a class today."""
    statement = (
        select(Post)
        .where(Post.class_id == school_class.id, Post.held_on(today()))
        .options(*_with_places())
        .order_by(Post.kind, Post.from_on)
    )
    return list(db.session.scalars(statement.where(Post.kind.in_(kinds)) if kinds else statement))


def counsellors_by_class(class_ids: list[int]) -> dict[int, list[StaffMember]]:
    """The counsellors of many classes in one query: for letters, covers and lists."""
    statement = (
        select(Post.class_id, StaffMember)
        .join(StaffMember, StaffMember.id == Post.staff_id)
        .where(Post.kind == PostKind.COUNSELLOR, Post.class_id.in_(class_ids), Post.in_force_on(today()))
        .order_by(Post.class_id, Post.from_on, Post.id)
    )
    found: dict[int, list[StaffMember]] = {}
    for class_id, member in db.session.execute(statement):
        if class_id is not None:
            found.setdefault(class_id, []).append(member)
    return found


def directory(scope: Scope) -> Select[Post]:
    """The contact directory: who holds which post where, today."""
    return visible(Post, scope).where(Post.in_force_on(today())).options(*_with_places())


def filtered_directory(scope: Scope, wanted: dict[str, Any]) -> Select[Post]:
    """What the directory shows for a filter: kind, college (its own posts and those of its classes)."""
    statement = directory(scope)
    if wanted.get("kind"):
        statement = statement.where(Post.kind == wanted["kind"])
    if wanted.get("college"):
        college_id = wanted["college"].id
        of_college = select(SchoolClass.id).where(SchoolClass.college_id == college_id)
        statement = statement.where(or_(Post.college_id == college_id, Post.class_id.in_(of_college)))
    return statement
