"""The one school of this installation, and its calendar."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access import Scope
from school.foundation.db import db
from school.foundation.files import StoredFile


class School(db.Model):
    """Names, numbers and words of the school; exactly one row, made by the first-run page."""

    __tablename__ = "school"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    english_name: Mapped[str] = mapped_column(String(120), default="")
    crest_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    office_name: Mapped[str] = mapped_column(String(40), default="保卫处")
    office_phone: Mapped[str] = mapped_column(String(30), default="")
    office_hours: Mapped[str] = mapped_column(String(60), default="")
    duty_phone: Mapped[str] = mapped_column(String(30), default="")
    campus_alarm_phone: Mapped[str] = mapped_column(String(30), default="")
    counsellor_label: Mapped[str] = mapped_column(String(20), default="辅导员")
    college_label: Mapped[str] = mapped_column(String(20), default="学院")
    is_demo: Mapped[bool] = mapped_column(default=False)
    set_up_at: Mapped[dt.datetime | None]

    crest: Mapped[StoredFile | None] = relationship(lazy="joined")

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class _CampusWide:
    """A row of the whole school: whoever reaches the campus reaches it."""

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        return true() if scope.campus else false()


class Term(_CampusWide, db.Model):
    """A term; its first day begins teaching week 1."""

    __tablename__ = "term"
    url_name: ClassVar[str] = "term"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]

    __table_args__ = (CheckConstraint("ends_on > starts_on", name="ends_after_start"),)


class Holiday(_CampusWide, db.Model):
    """Days on which nothing falls due."""

    __tablename__ = "holiday"
    url_name: ClassVar[str] = "holiday"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]

    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)
