"""A private reminder: seen by one person on their own page, or passed on to one family; sent nowhere."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from school.foundation.db import db, utc_now
from school.org.placing import PlacedByStudent


class Reminder(PlacedByStudent, db.Model):
    """One reminder of one topic to one student, or to that student's family.

    It rests once ``closed_at`` is set; one that a person passed on to the family rests from the start.
    """

    __tablename__ = "reminder"
    url_name: ClassVar[str] = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(String(40))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id", ondelete="CASCADE"))
    account_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    closed_at: Mapped[dt.datetime | None]

    __table_args__ = (Index("ix_reminder_student", "student_id", "topic", "at"),)
