"""The archive: series of numbers, boxes, archived receipts, and records of destruction."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, Text, UniqueConstraint, false, select, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access import Scope
from school.foundation.db import db, utc_now
from school.letters.archive.rules import YEARS_KEPT
from school.letters.models import Letter, Mailing
from school.org.models import SchoolClass, Unit
from school.org.placing import PlacedInCollegeOrClass


class ArchiveSeries(db.Model):
    """The numbers of one mailing's receipts, and for how many years they are kept.

    Its row is held while numbers are taken, so that two who archive at once get neighbours and no gap.
    """

    __tablename__ = "archive_series"

    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id", ondelete="CASCADE"), primary_key=True)
    prefix: Mapped[str] = mapped_column(String(40), unique=True)
    last_serial: Mapped[int] = mapped_column(default=0)
    last_box: Mapped[int] = mapped_column(default=0)
    years_kept: Mapped[int] = mapped_column(default=YEARS_KEPT)

    mailing: Mapped[Mailing] = relationship(lazy="raise_on_sql")

    __table_args__ = (CheckConstraint("years_kept BETWEEN 1 AND 30", name="years_are_sensible"),)


class ArchiveBox(PlacedInCollegeOrClass, db.Model):
    """A box of slips of one mailing: of a college, or of one class. Sealed, it takes no more.

    Until when it is kept follows from what lies in it (queries/boxes): a date of its own could contradict.
    """

    __tablename__ = "archive_box"
    url_name: ClassVar[str] = "archive_box"

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    label: Mapped[str] = mapped_column(String(80), default="")
    college_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"), index=True)
    last_place: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    sealed_at: Mapped[dt.datetime | None]
    account_id: Mapped[int | None]

    mailing: Mapped[Mailing] = relationship(lazy="raise_on_sql")
    college: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    school_class: Mapped[SchoolClass | None] = relationship(lazy="raise_on_sql")

    __table_args__ = (CheckConstraint("(college_id IS NULL) <> (class_id IS NULL)", name="one_place"),)

    def __str__(self) -> str:
        return f"{self.code} {self.label}".rstrip()


class DestructionRecord(db.Model):
    """Who proposed to destroy which receipts and why, and who else approved it. It stays when they are gone."""

    __tablename__ = "destruction_record"
    url_name: ClassVar[str] = "destruction"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    count: Mapped[int]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    carried_out_at: Mapped[dt.datetime | None]

    mailing: Mapped[Mailing] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint("(approved_by_id IS NULL) = (approved_at IS NULL)", name="approvals_have_a_moment"),
        CheckConstraint("approved_at IS NULL OR withdrawn_at IS NULL", name="approved_or_withdrawn"),
        CheckConstraint("carried_out_at IS NULL OR approved_at IS NOT NULL", name="nothing_destroyed_unapproved"),
    )

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """The whole school's, for those who reach all of it."""
        return true() if scope.campus else false()

    @property
    def open(self) -> bool:
        """Whether it still waits for the second person."""
        return self.approved_at is None and self.withdrawn_at is None


class ArchivedReceipt(db.Model):
    """A letter's place in the archive: its number for good, the box where a slip lies, what its picture hashes to.

    A receipt signed on the phone has a number and no box. A letter taken back out of the archive keeps
    its number and gets it again: what was pencilled on the slip stays true. After destruction
    the row stays, with the record that says when, by whom and why.
    """

    __tablename__ = "archived_receipt"
    url_name: ClassVar[str] = "archived_receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), unique=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("archive_series.mailing_id", ondelete="CASCADE"))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(60), unique=True)
    box_id: Mapped[int | None] = mapped_column(ForeignKey("archive_box.id"), index=True)
    place: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    archived_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    keep_until: Mapped[dt.date] = mapped_column(index=True)
    destruction_id: Mapped[int | None] = mapped_column(ForeignKey("destruction_record.id"), index=True)

    letter: Mapped[Letter] = relationship(lazy="raise_on_sql")
    box: Mapped[ArchiveBox | None] = relationship(lazy="raise_on_sql")
    destruction: Mapped[DestructionRecord | None] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        UniqueConstraint("series_id", "serial"),
        UniqueConstraint("box_id", "place"),
        CheckConstraint("(box_id IS NULL) = (place IS NULL)", name="boxes_have_places"),
    )

    @classmethod
    def within(cls, scope: Scope) -> Any:
        """Receipts of the letters in ``scope``."""
        return cls.letter_id.in_(select(Letter.id).where(Letter.within(scope)))
