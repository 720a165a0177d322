"""Signing in and out."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select, update

from school.accounts import queries
from school.accounts.codes.queries import good_code, is_good
from school.accounts.events import SIGN_IN_FAILED, SIGNED_IN, SIGNED_OUT
from school.accounts.models import Account, EndedSession, SignInCode
from school.accounts.passwords import hash_password, is_password, needs_new_hash
from school.accounts.rules import TRIES_OF_CLASS_CODES, is_class_code, plain_code, plain_username
from school.accounts.sign_in import throttle
from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.clock import today
from school.foundation.db import db, unit_of_work, utc_now
from school.foundation.db.conflicts import insert_into
from school.org.models import Student


class Way(enum.StrEnum):
    """With what somebody signed in."""

    PASSWORD = "password"  # noqa: S105 (a word, not a secret)
    CODE = "code"


class Failure(enum.StrEnum):
    """Why somebody was not let in: for the log; the page tells only NO_ROLE."""

    UNKNOWN = "unknown"
    WRONG = "wrong"
    DISABLED = "disabled"
    NO_ROLE = "no_role"


@dataclass(frozen=True)
class Attempt:
    """What somebody typed, and from where."""

    username: str
    secret: str
    address: str


@dataclass(frozen=True)
class Answer:
    """The account that is in, or why not, or how many seconds to wait."""

    account: Account | None = None
    failure: Failure | None = None
    wait: int = 0


@dataclass(frozen=True)
class _Found:
    """What the database knows of a username, as plain values that outlive the transaction."""

    username: str
    account_id: int | None
    password_hash: str | None
    code_id: int | None


def sign_in(attempt: Attempt, now: dt.datetime | None = None) -> Answer:
    """Let somebody in, or say why not. The password is compared outside of any transaction."""
    now = now or utc_now()
    username = plain_username(attempt.username)
    with unit_of_work():
        wait = throttle.reserve(username, attempt.address, now)
        found = _find(username, attempt.secret, now)
    if wait:
        return Answer(wait=wait)
    if found.code_id is not None:
        account = _use_code(found.code_id, now)
        way = Way.CODE
    else:
        right = is_password(attempt.secret, found.password_hash)
        account = _known(found, attempt.secret) if right else None
        way = Way.PASSWORD
    return _let_in(account, way, attempt, now) if account else _refuse(found, now)


def sign_out(session_key: str) -> None:
    """End a session for every copy of its cookie; the account's other sessions go on."""
    end_session(session_key)
    record(SIGNED_OUT, current_actor().id)


def end_session(session_key: str) -> None:
    """Let no cookie with this key in again. Two copies that leave at the same moment end it once."""
    new = insert_into(EndedSession).values(key=session_key, ended_at=utc_now())
    db.session.execute(new.on_conflict_do_nothing())


def _find(username: str, secret: str, now: dt.datetime) -> _Found:
    row = db.session.execute(select(Account.id, Account.password_hash).where(Account.username == username)).first()
    code = plain_code(secret)
    worn_out = is_class_code(code) and throttle.failures_everywhere(username, now) >= TRIES_OF_CLASS_CODES
    code_id = None if worn_out else good_code(username, code, now)
    return _Found(username, row.id if row else None, row.password_hash if row else None, code_id)


def _known(found: _Found, password: str) -> Account:
    """The account whose password it was; its hash follows the library's parameters."""
    new_hash = hash_password(password) if needs_new_hash(found.password_hash or "") else None
    account = db.session.get_one(Account, found.account_id)
    if new_hash:
        account.password_hash = new_hash
    return account


def _use_code(code_id: int, now: dt.datetime) -> Account | None:
    """The account of the code's student, made on the first sign-in; None if the code was just used."""
    statement = update(SignInCode).where(SignInCode.id == code_id, is_good(now))
    student_id = db.session.scalar(statement.values(used_at=now).returning(SignInCode.student_id))
    if student_id is None:
        return None
    account = db.session.scalar(select(Account).where(Account.student_id == student_id))
    return account or _first_account(db.session.get_one(Student, student_id))


def _first_account(student: Student) -> Account:
    taken = db.session.scalar(select(Account.id).where(Account.username == student.student_number.lower()))
    username = f"student-{student.id}" if taken else student.student_number.lower()
    account = Account(username=username, student_id=student.id)
    db.session.add(account)
    db.session.flush()
    return account


def _let_in(account: Account, way: Way, attempt: Attempt, now: dt.datetime) -> Answer:
    failure = None
    if not account.may_sign_in(current_app.config["PRODUCTION"]):
        failure = Failure.DISABLED
    elif not queries.grants(account, today()):
        failure = Failure.NO_ROLE
    if failure:
        record(SIGN_IN_FAILED, account.id, reason=failure)
        return Answer(failure=failure)
    throttle.forgive(plain_username(attempt.username), attempt.address)
    account.last_sign_in_at = now
    record(SIGNED_IN, account.id, way=way)
    return Answer(account=account)


def _refuse(found: _Found, now: dt.datetime) -> Answer:
    throttle.fail(found.username, now)
    failure = Failure.WRONG if found.account_id else Failure.UNKNOWN
    record(SIGN_IN_FAILED, found.account_id, reason=failure)
    return Answer(failure=failure)
