"""What /verify may say of a letter's number: that it is ours, its date and its class. Not whose, not what became of it."""

from __future__ import annotations

import datetime as dt

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from school.foundation.db import db
from school.foundation.ui.filters import local
from school.letters.models import LINK_PURPOSE, Letter, Wording
from school.links.models import PersonalLink
from school.org.models import Enrolment, SchoolClass, Student
from school.verify.kinds import Paper

WHAT = _l("letter to families")


def paper_of_number(number: str) -> Paper | None:
    """The letter that a printed number was given to, with the date and the class that stand on it.

    A copy that was exchanged says only that. A letter that was withdrawn is told like any other: that a
    family gets none is nobody's to learn from a number.
    """
    link = db.session.scalar(
        select(PersonalLink).where(PersonalLink.number == number, PersonalLink.purpose == LINK_PURPOSE)
    )
    if link is None:
        return None
    statement = select(Wording.created_at, Letter.student_id).join(Letter, Letter.wording_id == Wording.id)
    found = db.session.execute(statement.where(Letter.link_id == link.id)).first()
    if link.replaced_by_id is not None or found is None:
        return Paper(WHAT, replaced=True)
    written_at, student_id = found
    return Paper(WHAT, local(written_at).date(), _class_on(student_id, local(link.created_at).date()))


def _class_on(student_id: int, day: dt.date) -> str:
    """The name of the class the student was in when the copy was made; before any enrolment, the present one."""
    then = (
        select(SchoolClass.name)
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .where(Enrolment.student_id == student_id, Enrolment.from_on <= day)
        .where(or_(Enrolment.to_on.is_(None), Enrolment.to_on >= day))
        .order_by(Enrolment.from_on.desc(), Enrolment.id.desc())
    )
    now = select(SchoolClass.name).join(Student, Student.class_id == SchoolClass.id).where(Student.id == student_id)
    return db.session.scalar(then.limit(1)) or db.session.scalars(now).one()
