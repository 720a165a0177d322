"""Giving students their one-time codes."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete

from school.accounts.codes.queries import code_hash
from school.accounts.events import CLASS_CODES_RELEASED, CODE_SLIPS_ASKED, CODE_SLIPS_MADE
from school.accounts.models import SignInCode
from school.accounts.rules import CLASS_CODE_LENGTH, CODE_LETTERS, SLIP_CODE_LENGTH, plain_username
from school.accounts.sign_in import throttle
from school.foundation import jobs
from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.foundation.jobs import Job
from school.org.models import SchoolClass, Student

RELEASED_FOR = dt.timedelta(minutes=15)
PRINTED_FOR = dt.timedelta(days=30)
CODE_SLIPS = "accounts.code_slips"


class StudentCode(NamedTuple):
    """A student's new code in clear, to be shown or printed once."""

    student: Student
    code: str


def release(school_class: SchoolClass, present: Sequence[Student], now: dt.datetime | None = None) -> list[StudentCode]:
    """Six digits for each student present, good for a quarter of an hour; codes released before are void."""
    now = now or utc_now()
    codes = [StudentCode(student, _digits()) for student in present]
    _keep(codes, now + RELEASED_FOR, SignInCode.expires_at <= now + RELEASED_FOR)
    throttle.forgive_everywhere([plain_username(student.student_number) for student in present])
    record(CLASS_CODES_RELEASED, school_class.id, student_ids=[student.id for student in present])
    return codes


def start_slips(classes: Sequence[SchoolClass]) -> Job:
    """Print slips with new codes for the present students of these classes."""
    ids = [school_class.id for school_class in classes]
    job = jobs.start(CODE_SLIPS, class_ids=ids)
    record(CODE_SLIPS_ASKED, ids[0] if len(ids) == 1 else None, class_ids=ids, job_id=job.id)
    return job


def make_slip_codes(class_id: int, students: Sequence[Student]) -> list[StudentCode]:
    """Eight letters and digits for each student, good for thirty days; older slips are void."""
    codes = [StudentCode(student, _letters()) for student in students]
    _keep(codes, utc_now() + PRINTED_FOR, SignInCode.expires_at > utc_now())
    record(CODE_SLIPS_MADE, class_id, students=len(codes))
    return codes


def _keep(codes: list[StudentCode], expires_at: dt.datetime, replaced: ColumnElement[bool]) -> None:
    ids = [row.student.id for row in codes]
    unused = (SignInCode.student_id.in_(ids), SignInCode.used_at.is_(None), replaced)
    db.session.execute(delete(SignInCode).where(*unused))
    giver = current_actor().account_id
    db.session.add_all(
        SignInCode(
            student_id=student.id,
            code_hash=code_hash(plain_username(student.student_number), code),
            expires_at=expires_at,
            account_id=giver,
        )
        for student, code in codes
    )
    db.session.flush()


def _digits() -> str:
    return f"{secrets.randbelow(10**CLASS_CODE_LENGTH):0{CLASS_CODE_LENGTH}d}"


def _letters() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(SLIP_CODE_LENGTH))
