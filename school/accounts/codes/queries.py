"""Which one-time code is meant, and which are still good."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac

from sqlalchemy import ColumnElement, and_, select

from school.accounts.models import SignInCode
from school.foundation.db import db
from school.foundation.keys import key
from school.org.models import Student


def code_hash(student_number: str, code: str) -> bytes:
    """What is kept of a code: short codes need a key that is not in the database."""
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
            Student.student_number == student_number,
            Student.current(),
            SignInCode.code_hash == code_hash(student_number, code),
            is_good(now),
        )
    )
    return db.session.scalar(statement.limit(1))
