"""The three 100 % per student: the newest answer, every answer before it, and spot checks."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.db import db, utc_now
from school.org.models import SchoolClass, Student, Unit
from school.org.placing import PlacedByStudent, PlacedInCollegeOrClass


class Answer(enum.StrEnum):
    """What is known. MARKS means asked and willing: the three marks say how far it has come."""

    NOT_ASKED = "not_asked"
    MARKS = "marks"
    DECLINED = "declined"
    UNABLE = "unable"


class UnableReason(enum.StrEnum):
    """Why the app cannot be installed: from a list, never free text."""

    FOREIGN_STORE = "foreign_store"
    FEATURE_PHONE = "feature_phone"
    NO_PHONE = "no_phone"
    OLD_SYSTEM = "old_system"
    FOREIGN_IDENTITY = "foreign_identity"
    OTHER_DEVICE = "other_device"


class Source(enum.StrEnum):
    """How it is known."""

    SAID = "said"
    SEEN = "seen"


class _Answered:
    """The columns that the newest answer and the history share."""

    answer: Mapped[Answer] = mapped_column(default=Answer.NOT_ASKED)
    installed: Mapped[bool] = mapped_column(default=False)
    real_name: Mapped[bool] = mapped_column(default=False)
    alerts: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[UnableReason | None]
    source: Mapped[Source | None]
    account_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(default=utc_now)


def _consistent() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint("installed OR NOT (real_name OR alerts)", name="marks_imply_installed"),
        CheckConstraint("answer = 'marks' OR NOT installed", name="marks_only_with_marks"),
        CheckConstraint("(answer = 'unable') = (reason IS NOT NULL)", name="unable_has_a_reason"),
        CheckConstraint("(answer = 'not_asked') = (source IS NULL)", name="answers_have_a_source"),
    )


class AppStatus(PlacedByStudent, _Answered, db.Model):
    """The newest answer of one student; no row means not asked yet."""

    __tablename__ = "app_status"
    url_name: ClassVar[str] = "app_status"

    student_id: Mapped[int] = mapped_column(ForeignKey("student.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = _consistent()


class AppStatusEntry(PlacedByStudent, _Answered, db.Model):
    """One answer as it was given; undo adds another entry, nothing is taken away."""

    __tablename__ = "app_status_entry"
    url_name: ClassVar[str] = "app_status_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id", ondelete="CASCADE"), index=True)
    # The audit event that wrote it: what one undo takes back.
    event_id: Mapped[int | None] = mapped_column(index=True)
    # False where a classmate passed something on while the student's own "no" stands (docs/adr).
    counted: Mapped[bool] = mapped_column(default=True)
    # An undo brings back an older entry and says which; there may be none.
    restores_id: Mapped[int | None] = mapped_column(ForeignKey("app_status_entry.id", ondelete="CASCADE"))

    __table_args__ = _consistent()


class SpotCheckResult(enum.StrEnum):
    """What a sampled student showed; declining to show is a result like any other."""

    OPEN = "open"
    NOT_INSTALLED = "not_installed"
    INSTALLED = "installed"
    REAL_NAME = "real_name"
    ALERTS = "alerts"
    DECLINED_TO_SHOW = "declined_to_show"
    ABSENT = "absent"


SEEN_RESULTS = frozenset(
    {SpotCheckResult.NOT_INSTALLED, SpotCheckResult.INSTALLED, SpotCheckResult.REAL_NAME, SpotCheckResult.ALERTS}
)


class AlreadyClosed(ValueError):
    """A spot check that is closed takes no more results."""

    def __init__(self, spot_check_id: int) -> None:
        super().__init__(f"spot check {spot_check_id} is closed")
        self.spot_check_id = spot_check_id


class SpotCheck(PlacedInCollegeOrClass, db.Model):
    """A random sample of one college or class, reproducible from its seed.

    ``population`` counts those who could be drawn (current, neither declined nor unable);
    ``population_digest`` is the SHA-256 of their sorted ids, so that a repeated draw can be proved.
    """

    __tablename__ = "spot_check"
    url_name: ClassVar[str] = "spot_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    college_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"))
    seed: Mapped[int]
    size: Mapped[int]
    population: Mapped[int]
    population_digest: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int | None]
    drawn_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    closed_at: Mapped[dt.datetime | None]

    college: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    school_class: Mapped[SchoolClass | None] = relationship(lazy="raise_on_sql")
    entries: Mapped[list[SpotCheckEntry]] = relationship(
        back_populates="spot_check", lazy="raise_on_sql", order_by="SpotCheckEntry.id"
    )

    __table_args__ = (CheckConstraint("(college_id IS NULL) <> (class_id IS NULL)", name="one_place"),)

    def close(self) -> None:
        """Take no more results; raises AlreadyClosed the second time."""
        if self.closed_at is not None:
            raise AlreadyClosed(self.id)
        self.closed_at = utc_now()


class SpotCheckEntry(PlacedByStudent, db.Model):
    """What was seen beside the marks; it never overwrites them."""

    __tablename__ = "spot_check_entry"
    url_name: ClassVar[str] = "spot_check_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    spot_check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id", ondelete="CASCADE"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    result: Mapped[SpotCheckResult] = mapped_column(default=SpotCheckResult.OPEN)
    account_id: Mapped[int | None]
    seen_at: Mapped[dt.datetime | None]

    spot_check: Mapped[SpotCheck] = relationship(back_populates="entries", lazy="raise_on_sql")
    student: Mapped[Student] = relationship(lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("spot_check_id", "student_id"),)

    def record_result(self, result: SpotCheckResult, account_id: int | None) -> None:
        """Note what was seen, as often as needed until the check is closed."""
        if self.spot_check.closed_at is not None:
            raise AlreadyClosed(self.spot_check_id)
        self.result = result
        self.account_id = account_id
        self.seen_at = utc_now()
