"""Whose campus this is, and how to sign in to the demo."""

from __future__ import annotations

import enum
import os
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import Table, exists, select

from school.accounts.models import Account
from school.demo.events import DEMO_REMOVED
from school.foundation.access import ROLE_LABELS, Role
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db
from school.letters.models import Letter
from school.links.codes import address_of, check_code
from school.links.models import PersonalLink
from school.org.models import FamilyMember, School, Student

# The log stays whatever happens; the others fill by themselves on a server that nobody has set up.
KEPT = frozenset({"audit_event", "audit_seal"})
BY_ITSELF = frozenset({"job", "sign_in_delay"})


class Campus(enum.StrEnum):
    """Whose people a database holds."""

    NOBODYS = "nobodys"
    DEMO = "demo"
    REAL = "real"


def was_removed() -> bool:
    """Whether a demo was here once and somebody took it away: it does not come back by itself."""
    statement = select(exists().where(AuditEvent.event == DEMO_REMOVED.code))
    return bool(db.session.scalar(statement))


@dataclass(frozen=True)
class SignIn:
    """One account of the demo, named after its role."""

    username: str
    role: str


@dataclass(frozen=True)
class FamilyLink:
    """The letter of the account "student", as its family opens it."""

    address: str
    last_four: str
    check_code: str
    student_number: str
    student_name: str


def campus() -> Campus:
    """Whose people the database holds: a row anywhere means that they are not nobody's."""
    school = db.session.get(School, 1)
    if school is not None and school.is_demo:
        return Campus.DEMO
    filled = any(db.session.execute(select(1).select_from(table).limit(1)).first() for table in tables(BY_ITSELF))
    return Campus.REAL if filled else Campus.NOBODYS


def tables(without: frozenset[str] = frozenset()) -> list[Table]:
    """All tables but the log's, those referred to first."""
    return [table for table in db.metadata.sorted_tables if table.name not in KEPT | without]


def sign_ins() -> list[SignIn]:
    """The accounts that have the demo's password, in the order of the roles."""
    order = {role.value: place for place, role in enumerate(Role)}
    statement = select(Account.username).where(Account.is_demo, Account.password_hash.is_not(None))
    names = [name for name in db.session.scalars(statement) if name in order]
    return [SignIn(name, str(ROLE_LABELS[Role(name)])) for name in sorted(names, key=order.__getitem__)]


def family_link() -> FamilyLink | None:
    """The link of the account "student", unless its letter has gone."""
    statement = (
        select(PersonalLink, Student)
        .join(Letter, Letter.link_id == PersonalLink.id)
        .join(Student, Student.id == Letter.student_id)
        .join(Account, Account.student_id == Student.id)
        .where(Account.username == Role.STUDENT.value, Account.is_demo)
    )
    row = db.session.execute(statement.order_by(Letter.id.desc()).limit(1)).first()
    if row is None:
        return None
    link, student = row
    family = db.session.scalars(select(FamilyMember).where(FamilyMember.student_id == student.id))
    phone = next((member.phone for member in family if member.phone), None) or ""
    return FamilyLink(address_of(link), phone[-4:], check_code(link), student.student_number, student.name)


def kept_password() -> str | None:
    """The password as it was written beside the database, if it still is."""
    file = password_file()
    return file.read_text().strip() if file.exists() else None


def keep_password(password: str) -> None:
    """Write the password where only this account of the machine can read it."""
    file = password_file()
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(password + "\n")


def password_file() -> Path:
    """Where the password of the demo lies."""
    return Path(current_app.config["INSTANCE_DIR"]) / "demo-password"
