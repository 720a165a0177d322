"""A mailing and the versions of its wording."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, ForeignKey, String, Text, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access import Scope
from school.foundation.db import db, utc_now
from school.letters.rules.receipts import ReceiptPolicy
from school.letters.rules.wording import Language


class Route(enum.StrEnum):
    """How letters reach the family."""

    PRINTED = "printed"
    ONLINE_ONLY = "online_only"


class Addressee(enum.StrEnum):
    """To whom a mailing goes. A letter to staff is only printed: no codes, no slip, nothing is followed."""

    FAMILIES = "families"
    STAFF = "staff"


class Mailing(db.Model):
    """One letter to many families, due on a day; or a plain one to the staff."""

    __tablename__ = "mailing"
    url_name: ClassVar[str] = "mailing"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    audience: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_on: Mapped[dt.date]
    addressed_to: Mapped[Addressee] = mapped_column(default=Addressee.FAMILIES)
    route: Mapped[Route] = mapped_column(default=Route.PRINTED)
    policy: Mapped[ReceiptPolicy] = mapped_column(default=ReceiptPolicy.ANY)
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    closed_at: Mapped[dt.datetime | None]

    wordings: Mapped[list[Wording]] = relationship(
        back_populates="mailing", lazy="raise_on_sql", order_by="Wording.version"
    )

    __mapper_args__: ClassVar[dict[str, Any]] = {
        "polymorphic_on": "addressed_to",
        "polymorphic_identity": Addressee.FAMILIES,
    }

    @classmethod
    def to_families(cls) -> ColumnElement[bool]:
        """Those that have letters and receipts: what lists, choices, figures and the desk know as a mailing."""
        return cls.addressed_to == Addressee.FAMILIES

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """A mailing to families is no secret to anybody who works with letters; its letters are scoped.

        One to the staff is never among them: it is a ``StaffMailing``, with pages of its own.
        """
        return cls.to_families() if scope.campus or scope.colleges or scope.classes else false()


class StaffMailing(Mailing):
    """A plain letter to everybody who works here. It is printed, and nothing of it is followed."""

    url_name: ClassVar[str] = "staff_mailing"

    __mapper_args__: ClassVar[dict[str, Any]] = {"polymorphic_identity": Addressee.STAFF}

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """The whole school's, or nobody's."""
        return true() if scope.campus else false()


class Wording(db.Model):
    """One version of a mailing's text. Never changed: a new text is a new version."""

    __tablename__ = "wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id", ondelete="CASCADE"))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(60))
    salutation: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)
    signed_by: Mapped[str] = mapped_column(String(80))
    language: Mapped[Language] = mapped_column(default=Language.CHINESE)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    account_id: Mapped[int | None]

    mailing: Mapped[Mailing] = relationship(back_populates="wordings", lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("mailing_id", "version"),)
