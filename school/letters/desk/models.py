"""Slips that came back: a batch of files or photos, its files, and every page with what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    false,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access import Scope
from school.foundation.db import db, utc_now
from school.foundation.files import StoredFile
from school.foundation.scans.layout import Mark, Trouble
from school.letters.desk.rules import Reason, Result, Settling
from school.letters.models import Letter, Mailing, SlipSource
from school.org.placing import classes_within


class ScanBatch(db.Model):
    """Pages sent together by one person.

    Its place is the campus, one college (``college_id``), or the classes of its ``ScanBatchClass``
    rows: the letters it may file, and who may settle its pages.
    """

    __tablename__ = "scan_batch"
    url_name: ClassVar[str] = "scan_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int | None] = mapped_column(ForeignKey("mailing.id"))
    college_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    of_classes: Mapped[bool] = mapped_column(default=False)
    source: Mapped[SlipSource] = mapped_column(default=SlipSource.SCANNED)
    expected: Mapped[int | None]
    account_id: Mapped[int | None] = mapped_column(index=True)
    job_id: Mapped[int | None]
    made_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    read_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]

    mailing: Mapped[Mailing | None] = relationship(lazy="raise_on_sql")
    classes: Mapped[list[ScanBatchClass]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")

    __table_args__ = (
        CheckConstraint("expected IS NULL OR expected >= 0", name="expected_is_a_count"),
        CheckConstraint("college_id IS NULL OR NOT of_classes", name="one_kind_of_place"),
    )

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """Batches whose whole place lies in ``scope``: its pages may be of any class of it."""
        if scope.campus:
            return true()
        if not (scope.colleges or scope.classes):
            return false()
        places = select(ScanBatchClass.batch_id)
        outside = places.where(ScanBatchClass.class_id.not_in(classes_within(scope)))
        of_college = cls.college_id.in_(scope.colleges) if scope.colleges else false()
        return or_(of_college, and_(cls.of_classes, cls.id.in_(places), cls.id.not_in(outside)))


class ScanBatchClass(db.Model):
    """One class of a batch's place."""

    __tablename__ = "scan_batch_class"

    batch_id: Mapped[int] = mapped_column(ForeignKey("scan_batch.id", ondelete="CASCADE"), primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("school_class.id"), primary_key=True, index=True)


class ScanFile(db.Model):
    """One file of a batch, in the order sent. The upload itself is let go when the batch is closed."""

    __tablename__ = "scan_file"

    batch_id: Mapped[int] = mapped_column(ForeignKey("scan_batch.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    stored_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    trouble: Mapped[Trouble | None]

    stored: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")


class ScannedPage(db.Model):
    """One slip of one page, or a page without any: what was read, and how it was settled.

    ``file``, ``page`` and ``part`` count from 1 (``part``: slips of the same page). ``picture`` is here
    until the slip is filed; then it is the letter's ``SlipPicture``. ``question_id`` is what "please
    contact me", ticked on the slip, put on the counsellor's list.
    """

    __tablename__ = "scanned_page"
    url_name: ClassVar[str] = "scanned_page"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("scan_batch.id", ondelete="CASCADE"))
    file: Mapped[int]
    page: Mapped[int]
    part: Mapped[int] = mapped_column(default=1)
    result: Mapped[Result]
    reason: Mapped[Reason | None]
    trouble: Mapped[Trouble | None]
    number: Mapped[str] = mapped_column(String(8), default="")
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"), index=True)
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    move_batch_id: Mapped[int | None] = mapped_column(ForeignKey("letter_batch.id", ondelete="SET NULL"), index=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("family_question.id", ondelete="SET NULL"), index=True)
    settled_as: Mapped[Settling | None]
    settled_at: Mapped[dt.datetime | None]
    account_id: Mapped[int | None]

    batch: Mapped[ScanBatch] = relationship(lazy="raise_on_sql")
    letter: Mapped[Letter | None] = relationship(lazy="raise_on_sql")
    picture: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        UniqueConstraint("batch_id", "file", "page", "part"),
        CheckConstraint("(settled_as IS NULL) = (settled_at IS NULL)", name="settled_at_a_moment"),
        # The desk counts what waits on every page of the menu: a handful of rows among all that were ever scanned.
        Index(
            "ix_scanned_page_at_desk",
            "batch_id",
            sqlite_where=text("settled_as IS NULL"),
            postgresql_where=text("settled_as IS NULL"),
        ),
    )

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """Pages of the batches in ``scope``."""
        return cls.batch_id.in_(select(ScanBatch.id).where(ScanBatch.within(scope)))

    @property
    def read(self) -> dict[str, Mark]:
        """What was seen in each box, by its name."""
        return {name: Mark(value) for name, value in self.marks.items()}

    def settle(self, how: Settling, account_id: int | None) -> None:
        """Note what was done with the page; raises ValueError where something was done already."""
        if self.settled_as is not None:
            raise ValueError(f"page {self.id} is settled as {self.settled_as}")
        self.settled_as, self.settled_at, self.account_id = how, utc_now(), account_id

    def reopen(self) -> None:
        """Put the page back on the desk."""
        self.settled_as = self.settled_at = self.account_id = self.move_batch_id = None
