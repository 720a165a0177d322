"""Making accounts, closing them, and giving people a way back in."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from werkzeug.exceptions import Forbidden

from school.accounts import queries
from school.accounts.events import (
    ACCOUNT_CREATED,
    ACCOUNT_DISABLED,
    ACCOUNT_ENABLED,
    FIRST_PASSWORDS_ASKED,
    PASSWORD_RESET,
)
from school.accounts.models import Account
from school.accounts.passwords import first_password, hash_password
from school.accounts.rules import plain_username
from school.foundation import jobs
from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.foundation.jobs import Job
from school.org.actions.staff import StaffDetails, give_post, save_staff
from school.org.actions.units import save_unit
from school.org.models import PostKind, School, SchoolClass, StaffMember, Student, Unit, UnitKind
from school.org.rules import posts_given_by

OFFICE_NAME = "保卫处"
FIRST_PASSWORDS = "accounts.first_passwords"


class NewAccount(NamedTuple):
    """Who gets an account, checked by ``queries.faults_of``. ``kind`` None is a student without a post.

    ``staff_number`` and ``student_number`` name somebody who is on file; else ``name`` makes a new
    member of staff in ``unit`` (the class's college or the office by default).
    """

    username: str
    kind: PostKind | None
    name: str = ""
    staff_number: str = ""
    student_number: str = ""
    unit: Unit | None = None
    school_class: SchoolClass | None = None
    password: str | None = None
    must_change: bool = True


class WithPassword(NamedTuple):
    """An account and the password it was just given, to be told once."""

    account: Account
    password: str


def create(new: NewAccount) -> WithPassword:
    """Make the account with its post, and its holder where they are not on file."""
    password = new.password or first_password()
    holder = queries.holder_of(new.kind, new.student_number or new.username, new.staff_number) or _new_staff(new)
    account = Account(
        username=plain_username(new.username),
        staff_id=holder.id if isinstance(holder, StaffMember) else None,
        student_id=holder.id if isinstance(holder, Student) else None,
        password_hash=hash_password(password),
        must_change_password=new.must_change,
    )
    db.session.add(account)
    db.session.flush()
    if new.kind:
        _give_post(new, holder)
    record(ACCOUNT_CREATED, account.id, post=new.kind.value if new.kind else "student")
    return WithPassword(account, password)


def reset_password(account: Account, password: str | None = None, *, must_change: bool = True) -> WithPassword:
    """Give the account another first password; whoever was signed in with it is out."""
    check_rank(account)
    password = password or first_password()
    account.take_password(hash_password(password), must_change=must_change)
    record(PASSWORD_RESET, account.id)
    return WithPassword(account, password)


def disable(account: Account) -> None:
    """Let nobody in with this account, from the next request on."""
    check_rank(account)
    if account.id == current_actor().id and current_actor().kind == "account":
        raise Forbidden("nobody shuts their own door")
    account.disable(utc_now())
    record(ACCOUNT_DISABLED, account.id)


def enable(account: Account) -> None:
    """Let its holder in again, with the password they had."""
    check_rank(account)
    account.enable()
    record(ACCOUNT_ENABLED, account.id)


def start_first_passwords(unit: Unit) -> Job:
    """Make first passwords, and a sheet of slips, for those of ``unit`` who have never signed in."""
    given = posts_given_by(current_actor().roles)
    job = jobs.start(FIRST_PASSWORDS, unit_id=unit.id, given=[kind.value for kind in given])
    record(FIRST_PASSWORDS_ASKED, unit.id, job_id=job.id)
    return job


def check_rank(account: Account) -> None:
    """Whoever resets a password could sign in with it: only for accounts whose posts one may give."""
    if current_actor().kind == "account" and not may_manage(account.holder):
        raise Forbidden


def may_manage(holder: StaffMember | Student) -> bool:
    """Whether the acting account may give every post that ``holder`` holds."""
    return queries.held_posts(holder) <= set(posts_given_by(current_actor().roles))


def _new_staff(new: NewAccount) -> StaffMember:
    college = new.unit or (db.session.get_one(Unit, new.school_class.college_id) if new.school_class else None)
    details = StaffDetails(unit=college or _office(), name=new.name, staff_number=new.staff_number)
    return save_staff(StaffMember(), details)


def _office() -> Unit:
    """The security office as a unit, made when it is the first."""
    school = db.session.get(School, 1)
    name = school.office_name if school else OFFICE_NAME
    office = db.session.scalar(select(Unit).where(Unit.name == name))
    return office or save_unit(Unit(), kind=UnitKind.DEPARTMENT, name=name)


def _give_post(new: NewAccount, holder: StaffMember | Student) -> None:
    school_class = new.school_class
    if school_class is None and isinstance(holder, Student):
        school_class = db.session.get_one(SchoolClass, holder.class_id)
    college = new.unit if new.kind is PostKind.COLLEGE_CONTACT else None
    if new.kind:
        give_post(new.kind, holder=holder, college=college, school_class=school_class)
