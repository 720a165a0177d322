"""Accounts: who can sign in, with what. What they may do comes from posts and enrolments."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, LargeBinary, String, or_, select, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.accounts.rules import AccountState
from school.foundation.access import Scope
from school.foundation.db import db, utc_now
from school.org.models import StaffMember, Student


class Account(UserMixin, db.Model):
    """One person's sign-in. Students sign in by student number and one-time code, staff by password.

    ``epoch`` rises when the password changes or the account is disabled: sessions of an older
    epoch are over.
    """

    __tablename__ = "account"
    url_name: ClassVar[str] = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    epoch: Mapped[int] = mapped_column(default=1)
    disabled_at: Mapped[dt.datetime | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), unique=True)
    student_id: Mapped[int | None] = mapped_column(ForeignKey("student.id"), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    last_sign_in_at: Mapped[dt.datetime | None]

    staff: Mapped[StaffMember | None] = relationship(lazy="joined")
    student: Mapped[Student | None] = relationship(lazy="joined")

    __table_args__ = (CheckConstraint("(staff_id IS NULL) <> (student_id IS NULL)", name="one_holder"),)

    @property
    def holder(self) -> StaffMember | Student:
        """Whose account it is: always exactly one of the two."""
        return self.staff or self.student  # type: ignore[return-value]  # one_holder below

    @property
    def name(self) -> str:
        """The holder's name."""
        return self.holder.name

    def get_id(self) -> str:
        """What a session keeps: it names the epoch, so that raising the epoch ends every session."""
        return f"{self.id}:{self.epoch}"

    def may_sign_in(self, production: bool) -> bool:
        """Whether the account is enabled; accounts of the demo do not exist in production."""
        return self.disabled_at is None and not (self.is_demo and production)

    @property
    def state(self) -> AccountState:
        """How the account stands, for lists and filters."""
        if self.disabled_at:
            return AccountState.DISABLED
        return AccountState.IN_USE if self.last_sign_in_at else AccountState.NEW

    def take_password(self, password_hash: str, *, must_change: bool) -> None:
        """Have another password; every session begun with the former one is over."""
        self.password_hash = password_hash
        self.must_change_password = must_change
        self.end_sessions()

    def end_sessions(self) -> None:
        """Sign out every browser of this account with its next request."""
        self.epoch += 1

    def disable(self, now: dt.datetime) -> None:
        """Let nobody in, at once; posts and records stay."""
        self.disabled_at = self.disabled_at or now
        self.end_sessions()

    def enable(self) -> None:
        """Let its holder in again."""
        self.disabled_at = None

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """Accounts of the staff and students inside ``scope``, and one's own."""
        if scope.campus:
            return true()
        staff = select(StaffMember.id).where(StaffMember.within(scope))
        students = select(Student.id).where(Student.within(scope))
        return or_(cls.id == scope.account_id, cls.staff_id.in_(staff), cls.student_id.in_(students))


class SignInCode(db.Model):
    """A student's one-time code: printed on a slip, or released by the counsellor for 15 minutes."""

    __tablename__ = "sign_in_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)


class EndedSession(db.Model):
    """A session that was signed out, so that a copy of its cookie opens nothing either.

    The few that end early are kept, and not the many that last: signing in writes no row, and the
    look-up finds an almost empty table. A row may go when the cookie is too old anyway.
    """

    __tablename__ = "ended_session"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    ended_at: Mapped[dt.datetime] = mapped_column(default=utc_now)


class SignInDelay(db.Model):
    """How long the next try must wait, per username and place; success forgets it. Nobody is locked out."""

    __tablename__ = "sign_in_delay"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[dt.datetime]
