"""Families who have not answered: the counsellor's own list, never a list for a group."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import case, select

from school.foundation.access import Scope
from school.foundation.db import db
from school.letters.models import Confirmation, Letter, Mailing
from school.letters.queries.figures import figure_where, letters_counted
from school.links.models import PersonalLink
from school.org.models import FamilyMember, SchoolClass, Student

MOST = 8


@dataclass(frozen=True)
class Family:
    """One letter without an answer, and what is known of it."""

    letter_id: int
    student: str
    class_name: str
    handed_out_at: dt.datetime | None
    masked_phone: str
    locked: bool
    opened: bool
    claim: Confirmation | None


def without_answer(scope: Scope, mailing: Mailing | None = None) -> list[Family]:
    """The first few: families that need a hand come first (locked out, or the student says they cannot)."""
    needs = case(
        (PersonalLink.needs_unlock, 0),
        (Letter.confirmation == Confirmation.FAMILY_CANNOT, 1),
        (Letter.confirmation == Confirmation.HANDED_IN, 2),
        else_=3,
    )
    statement = (
        letters_counted(scope, mailing)
        .join(PersonalLink, PersonalLink.id == Letter.link_id)
        .add_columns(Letter, Student, SchoolClass.name, PersonalLink.needs_unlock, PersonalLink.opened_at)
        .where(figure_where("outstanding"))
        .order_by(needs, SchoolClass.name, Student.student_number)
        .limit(MOST)
    )
    rows = db.session.execute(statement).all()
    phones = _first_phones([student.id for _, student, *_ in rows])
    return [
        Family(
            letter_id=letter.id,
            student=student.name,
            class_name=class_name,
            handed_out_at=letter.handed_out_at,
            masked_phone=phones.get(student.id, ""),
            locked=locked,
            opened=opened_at is not None,
            claim=letter.confirmation,
        )
        for letter, student, class_name, locked, opened_at in rows
    ]


def _first_phones(student_ids: list[int]) -> dict[int, str]:
    """The number of the family member written to first, with its middle hidden."""
    statement = select(FamilyMember).where(FamilyMember.student_id.in_(student_ids))
    found: dict[int, str] = {}
    for member in db.session.scalars(statement.order_by(FamilyMember.student_id, FamilyMember.position)):
        if member.masked_phone:
            found.setdefault(member.student_id, member.masked_phone)
    return found
