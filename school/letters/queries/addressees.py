"""Whom a mailing is for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, exists, func, select

from school.foundation.access import Scope
from school.foundation.db import db
from school.letters.models import Letter, Mailing
from school.org.models import Level, SchoolClass, Student


def addressees(
    scope: Scope, audience: dict[str, Any], *, college_ids: Collection[int] = (), class_ids: Collection[int] = ()
) -> Select[int]:
    """Ids of the present students within ``scope`` that ``audience`` describes; of some colleges or classes.

    ``audience`` may have colleges (ids), grades (years), levels (codes) and freshmen (true); what is
    missing or empty does not narrow.
    """
    statement = select(Student.id).join(SchoolClass, SchoolClass.id == Student.class_id)
    statement = statement.where(Student.within(scope), Student.current()).execution_options(scope=scope)
    if college_ids:
        statement = statement.where(SchoolClass.college_id.in_(college_ids))
    if class_ids:
        statement = statement.where(Student.class_id.in_(class_ids))
    if audience.get("colleges"):
        statement = statement.where(SchoolClass.college_id.in_(audience["colleges"]))
    if audience.get("grades"):
        statement = statement.where(SchoolClass.grade.in_(audience["grades"]))
    if audience.get("levels"):
        statement = statement.where(Student.level.in_([Level(level) for level in audience["levels"]]))
    return statement.where(Student.freshman) if audience.get("freshmen") else statement


def without_letter(scope: Scope, mailing: Mailing) -> int:
    """How many students within ``scope`` this mailing is for and has nothing for yet."""
    has_one = exists().where(Letter.mailing_id == mailing.id, Letter.student_id == Student.id)
    missing = addressees(scope, mailing.audience).where(~has_one)
    return db.session.scalar(select(func.count()).select_from(missing.subquery())) or 0
