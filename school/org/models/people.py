"""Students with their families and enrolments, and staff."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    false,
    func,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access import Scope
from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.db.phone import PhoneHolder
from school.org.models.units import SchoolClass, Unit
from school.org.placing import PlacedByStudent, PlacedInClass


class Gender(enum.StrEnum):
    """As the roster says it."""

    MALE = "male"
    FEMALE = "female"


class Level(enum.StrEnum):
    """Undergraduate includes junior college (专科); graduate is master's and doctoral."""

    UNDERGRADUATE = "undergraduate"
    GRADUATE = "graduate"


class Student(PlacedInClass, PhoneHolder, db.Model):
    """A student. ``class_id`` is the present class, or the last one after ``left_on``.

    ``name_on_paper`` is another spelling for letters, where no font draws the name; screens show the name.
    """

    __tablename__ = "student"
    url_name: ClassVar[str] = "student"
    student_column: ClassVar[str | None] = "id"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_number: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    name_on_paper: Mapped[str | None] = mapped_column(String(60))
    gender: Mapped[Gender | None]
    level: Mapped[Level] = mapped_column(default=Level.UNDERGRADUATE)
    freshman: Mapped[bool] = mapped_column(default=False)
    class_id: Mapped[int] = mapped_column(ForeignKey("school_class.id"))
    left_on: Mapped[dt.date | None]

    school_class: Mapped[SchoolClass] = relationship(lazy="raise_on_sql")
    family: Mapped[list[FamilyMember]] = relationship(
        back_populates="student", lazy="raise_on_sql", order_by="FamilyMember.position"
    )

    # Every figure counts the present students of a class: this index alone answers it.
    __table_args__ = (Index("ix_student_class_id_left_on", "class_id", "left_on"),)

    @classmethod
    def current(cls) -> ColumnElement[bool]:
        """Those who belong now: the denominator of every figure."""
        return cls.left_on.is_(None)

    @hybrid_property
    def printed_name(self) -> str:
        """What stands on everything printed."""
        return self.name_on_paper or self.name

    @printed_name.inplace.expression
    @classmethod
    def _printed_name(cls) -> ColumnElement[str]:
        return func.coalesce(cls.name_on_paper, cls.name)


class Enrolment(PlacedByStudent, db.Model):
    """A student in a class from one day to another: history that figures can be checked against."""

    __tablename__ = "enrolment"
    url_name: ClassVar[str] = "enrolment"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id", ondelete="CASCADE"), index=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("school_class.id"), index=True)
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date | None]

    school_class: Mapped[SchoolClass] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_start"),
        Index(
            "uq_enrolment_open",
            "student_id",
            unique=True,
            sqlite_where=text("to_on IS NULL"),
            postgresql_where=text("to_on IS NULL"),
        ),
    )


class FamilyMember(PlacedByStudent, PhoneHolder, db.Model):
    """Somebody of a student's family who may be written to."""

    __tablename__ = "family_member"
    url_name: ClassVar[str] = "family_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(60), default="")
    relationship_word: Mapped[str] = mapped_column(String(20), default="")

    student: Mapped[Student] = relationship(back_populates="family", lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("student_id", "position"),)


class StaffMember(PhoneHolder, db.Model):
    """Somebody who works at the school. Name, gender, phone and WeChat id are all that is kept."""

    __tablename__ = "staff_member"
    url_name: ClassVar[str] = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_number: Mapped[str | None] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    gender: Mapped[Gender | None]
    wechat_id: Mapped[str] = mapped_column(String(60), default="")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    group_name: Mapped[str] = mapped_column(String(60), default="")
    left_on: Mapped[dt.date | None]

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """Those who work in the units of ``scope`` now, and who hold or will hold a post in its classes.

        Whoever left, or held a post once, and their number, is known to the campus only.
        """
        from school.org.models.posts import Post  # posts name their holders

        if scope.campus:
            return true()
        parts: list[ColumnElement[bool]] = []
        if scope.colleges:
            parts.append(cls.unit_id.in_(scope.colleges))
        if scope.classes:
            holders = select(Post.staff_id).where(Post.class_id.in_(scope.classes), Post.not_over(today()))
            parts.append(cls.id.in_(holders))
        return and_(cls.left_on.is_(None), or_(*parts)) if parts else false()
