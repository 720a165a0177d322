"""Tries of one place in one hour, and what people told the school of fakes."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, LargeBinary, String, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access import Scope
from school.foundation.db import db, utc_now
from school.foundation.db.phone import PhoneHolder
from school.foundation.files import StoredFile
from school.links.rules import printed_number


class VerifyTries(db.Model):
    """How often one place, or everybody together, used up a try within one hour.

    ``key`` is a keyed hash of what is counted, where and in which hour: no address stands here, and
    the row goes the night after ``until``.
    """

    __tablename__ = "verify_tries"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    until: Mapped[dt.datetime] = mapped_column(index=True)


class ReportKind(enum.StrEnum):
    """What somebody holds for a fake."""

    LETTER = "letter"
    MESSAGE = "message"
    CALL = "call"
    CHAT_GROUP = "chat_group"
    OTHER = "other"


class Asked(enum.StrEnum):
    """What the fake asks for; each is a column ``asks_…`` of the report."""

    MONEY = "money"
    CODES = "codes"
    REMOTE_CONTROL = "remote_control"
    APP = "app"
    PERSONAL_DATA = "personal_data"


class ReportState(enum.StrEnum):
    """How far the office is with a report."""

    NEW = "new"
    SEEN = "seen"
    HANDLING = "handling"
    CLOSED = "closed"


class FakeReport(PhoneHolder, db.Model):
    """One report of a fake. Whoever sent it said no more than they liked; the phone is for calling back.

    ``reference`` is what they were given to name it by; ``number`` what they had typed as a paper's number.
    """

    __tablename__ = "fake_report"
    url_name: ClassVar[str] = "fake_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    kind: Mapped[ReportKind]
    number: Mapped[str] = mapped_column(String(20), default="")
    seen_where: Mapped[str] = mapped_column(String(200), default="")
    asks_money: Mapped[bool] = mapped_column(default=False)
    asks_codes: Mapped[bool] = mapped_column(default=False)
    asks_remote_control: Mapped[bool] = mapped_column(default=False)
    asks_app: Mapped[bool] = mapped_column(default=False)
    asks_personal_data: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(String(2000), default="")
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    state: Mapped[ReportState] = mapped_column(default=ReportState.NEW, index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str] = mapped_column(String(1000), default="")
    sent_at: Mapped[dt.datetime] = mapped_column(default=utc_now, index=True)
    seen_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]

    picture: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_a_moment"),
        CheckConstraint("state <> 'closed' OR note <> ''", name="closed_has_a_note"),
        CheckConstraint("(state = 'new') = (seen_at IS NULL)", name="seen_has_a_moment"),
        CheckConstraint("state <> 'handling' OR account_id IS NOT NULL", name="somebody_handles"),
    )

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """A fake may be aimed at anybody: reports are of the whole school."""
        return true() if scope.campus else false()

    @property
    def printed_reference(self) -> str:
        """4819-3702, as it is shown and told."""
        return printed_number(self.reference)

    @property
    def asks(self) -> list[Asked]:
        """What it asks for."""
        return [each for each in Asked if getattr(self, f"asks_{each.value}")]

    def see(self, at: dt.datetime) -> bool:
        """Note that somebody has looked; False if somebody had before."""
        if self.state is not ReportState.NEW:
            return False
        self.state, self.seen_at = ReportState.SEEN, at
        return True

    def take(self, account_id: int, at: dt.datetime) -> None:
        """Give it to one account to handle, also from somebody else's hands, also after closing."""
        self.state, self.account_id, self.closed_at = ReportState.HANDLING, account_id, None
        self.seen_at = self.seen_at or at

    def close(self, account_id: int | None, note: str, at: dt.datetime) -> None:
        """End it, with what came of it. Closing a closed one corrects the note."""
        self.state, self.note = ReportState.CLOSED, note
        self.account_id = self.account_id or account_id
        self.seen_at, self.closed_at = self.seen_at or at, self.closed_at or at
