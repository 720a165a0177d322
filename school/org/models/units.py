"""Colleges, departments and classes."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, false, or_, select, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access import Scope
from school.foundation.db import db


class UnitKind(enum.StrEnum):
    """A college has classes; a department has only staff."""

    COLLEGE = "college"
    DEPARTMENT = "department"


class Unit(db.Model):
    """A college or department, in the school's own order (``position``), never ranked."""

    __tablename__ = "unit"
    url_name: ClassVar[str] = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[UnitKind]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    closed_on: Mapped[dt.date | None]

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """The colleges of ``scope``, and the college of each class in it."""
        if scope.campus:
            return true()
        parts: list[ColumnElement[bool]] = []
        if scope.colleges:
            parts.append(cls.id.in_(scope.colleges))
        if scope.classes:
            of_classes = select(SchoolClass.college_id).where(SchoolClass.id.in_(scope.classes))
            parts.append(cls.id.in_(of_classes))
        return or_(*parts) if parts else false()


class SchoolClass(db.Model):
    """A class (行政班级) of a college. ``grade`` is the year its students came."""

    __tablename__ = "school_class"
    url_name: ClassVar[str] = "class"
    view_name: ClassVar[str] = "school_class"

    id: Mapped[int] = mapped_column(primary_key=True)
    college_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    grade: Mapped[int | None]
    closed_on: Mapped[dt.date | None]

    college: Mapped[Unit] = relationship(lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("college_id", "name"),)

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """The classes of ``scope`` and of its colleges."""
        if scope.campus:
            return true()
        parts: list[ColumnElement[bool]] = []
        if scope.classes:
            parts.append(cls.id.in_(scope.classes))
        if scope.colleges:
            parts.append(cls.college_id.in_(scope.colleges))
        return or_(*parts) if parts else false()

    def lies_within(self, scope: Scope) -> bool:
        """The same of a row at hand: templates do not ask the database."""
        return scope.campus or self.college_id in scope.colleges or self.id in scope.classes
