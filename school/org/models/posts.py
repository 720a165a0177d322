"""Posts held from one day to another. A post is what gives a role: there is no second list."""

from __future__ import annotations

import datetime as dt
import enum
from typing import ClassVar

from sqlalchemy import BindParameter, CheckConstraint, ColumnElement, ForeignKey, String, and_, exists, or_
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from school.foundation.db import db
from school.org.models.people import StaffMember, Student
from school.org.models.units import SchoolClass, Unit
from school.org.placing import PlacedInCollegeOrClass


class PostKind(enum.StrEnum):
    """Posts that the software knows; those without a role are for the record (组长, 组员 …)."""

    OFFICE = "office"
    OFFICE_LEAD = "office_lead"
    DUTY_OFFICER = "duty_officer"
    COLLEGE_CONTACT = "college_contact"
    COUNSELLOR = "counsellor"
    MONITOR = "monitor"
    CLASS_OFFICER = "class_officer"
    ORGANISER = "organiser"
    DEPARTMENT_READER = "department_reader"
    ADMINISTRATOR = "administrator"
    TEAM_LEADER = "team_leader"
    TEAM_MEMBER = "team_member"
    OTHER = "other"


Day = dt.date | BindParameter[dt.date]


class Post(PlacedInCollegeOrClass, db.Model):
    """One person in one post at one place. Exactly one of ``staff_id`` and ``student_id`` is set."""

    __tablename__ = "post"
    url_name: ClassVar[str] = "post"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PostKind] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(60), default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    student_id: Mapped[int | None] = mapped_column(ForeignKey("student.id"), index=True)
    college_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"), index=True)
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date | None]

    staff: Mapped[StaffMember | None] = relationship(lazy="raise_on_sql")
    student: Mapped[Student | None] = relationship(lazy="raise_on_sql")
    college: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    school_class: Mapped[SchoolClass | None] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        CheckConstraint("(staff_id IS NULL) <> (student_id IS NULL)", name="one_holder"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_start"),
        CheckConstraint(
            "kind NOT IN ('counsellor', 'monitor', 'class_officer') OR class_id IS NOT NULL",
            name="class_posts_have_a_class",
        ),
        CheckConstraint("kind <> 'college_contact' OR college_id IS NOT NULL", name="college_posts_have_a_college"),
    )

    @classmethod
    def held_on(cls, day: Day) -> ColumnElement[bool]:
        """Posts held on ``day``; ``to_on`` is the last day."""
        return and_(cls.from_on <= day, or_(cls.to_on.is_(None), cls.to_on >= day))

    @classmethod
    def in_force_on(cls, day: Day) -> ColumnElement[bool]:
        """Posts held on ``day`` in a class or college that is open then: what gives a role, and whom to call.

        A post outlives its class on paper only, so that opening the class again restores it. Correlated on
        purpose: few posts are looked at, and closed classes become many.
        """
        place, college = aliased(SchoolClass), aliased(Unit)
        class_closed = exists().where(place.id == cls.class_id, place.closed_on <= day)
        college_closed = exists().where(college.id == cls.college_id, college.closed_on <= day)
        return and_(cls.held_on(day), ~class_closed, ~college_closed)

    @classmethod
    def not_over(cls, day: dt.date) -> ColumnElement[bool]:
        """Posts held on ``day`` or later: whoever holds one must not be taken for less."""
        return or_(cls.to_on.is_(None), cls.to_on >= day)
