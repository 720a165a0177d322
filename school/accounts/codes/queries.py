"""Which one-time code is meant, and which are still good."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from school.accounts.models import Account, SignInCode
from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.foundation.keys import key
from school.org.models import SchoolClass, Student, Unit


def code_hash(student_number: str, code: str) -> bytes:
    """What is kept of a code: short codes need a key that is not in the database.

    The number is written as usernames are, so that capitals make no difference.
    """
    return hmac.digest(key("sign_in"), f"code\0{student_number}\0{code}".encode(), hashlib.sha256)


def is_good(now: dt.datetime) -> ColumnElement[bool]:
    """Codes that nobody has used and that have not run out."""
    return and_(SignInCode.used_at.is_(None), SignInCode.expires_at > now)


def good_code(student_number: str, code: str, now: dt.datetime) -> int | None:
    """The id of the good code that a present student typed, if it is one."""
    statement = (
        select(SignInCode.id)
        .join(Student, Student.id == SignInCode.student_id)
        .where(
            # two ways to write it and not lower(…): that would read every student at each try
            Student.student_number.in_((student_number, student_number.upper())),
            Student.current(),
            SignInCode.code_hash == code_hash(student_number, code),
            is_good(now),
        )
    )
    return db.session.scalar(statement.limit(1))


def present_students(class_id: int) -> Select[tuple[Student]]:
    """The students of a class in the order of their numbers."""
    statement = select(Student).where(Student.class_id == class_id, Student.current())
    return statement.order_by(Student.student_number)


def class_list(class_id: int) -> list[Student]:
    """The same, as rows."""
    return list(db.session.scalars(present_students(class_id)))


def classes(scope: Scope, text: str, college: Unit | None) -> Select[Any]:
    """Rows of (SchoolClass, college, students, been_here): open classes in scope, and how many signed in before."""
    counted = (
        select(Student.class_id, func.count().label("students"), func.count(Account.last_sign_in_at).label("been_here"))
        .outerjoin(Account, Account.student_id == Student.id)
        .where(Student.current())
        .group_by(Student.class_id)
        .subquery()
    )
    statement = (
        visible(SchoolClass, scope)
        .add_columns(
            Unit.name.label("college"),
            func.coalesce(counted.c.students, 0).label("students"),
            func.coalesce(counted.c.been_here, 0).label("been_here"),
        )
        .join(Unit, Unit.id == SchoolClass.college_id)
        .outerjoin(counted, counted.c.class_id == SchoolClass.id)
        .where(SchoolClass.closed_on.is_(None), SchoolClass.name.icontains(text, autoescape=True))
    )
    return statement.where(SchoolClass.college_id == college.id) if college else statement


def open_classes(scope: Scope, college: Unit) -> list[SchoolClass]:
    """The open classes of a college in scope."""
    statement = visible(SchoolClass, scope).where(SchoolClass.college_id == college.id, SchoolClass.closed_on.is_(None))
    return list(db.session.scalars(statement.order_by(SchoolClass.name)))


def classes_with_college(ids: list[int]) -> list[SchoolClass]:
    """Classes by id, with their colleges, in the order of their names."""
    statement = select(SchoolClass).where(SchoolClass.id.in_(ids)).options(joinedload(SchoolClass.college))
    return list(db.session.scalars(statement.order_by(SchoolClass.college_id, SchoolClass.name)))
