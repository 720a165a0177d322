"""Reading reminders: one's own open ones, and how often somebody was reminded."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select

from school.foundation.db import db
from school.org.models import Student, Term
from school.reminders.models import Reminder
from school.reminders.rules import Allowance, allowance

# Without a term in the calendar, half a year is taken for one.
WITHOUT_TERM = dt.timedelta(days=180)


def open_for(student: Student, topic: str) -> Reminder | None:
    """The newest open reminder of one topic: for the student's own page and nobody else's."""
    statement = select(Reminder).where(
        Reminder.student_id == student.id, Reminder.topic == topic, Reminder.closed_at.is_(None)
    )
    return db.session.scalar(statement.order_by(Reminder.id.desc()).limit(1))


def moments(topic: str, student_ids: Sequence[int]) -> dict[int, list[dt.datetime]]:
    """When each of these students was reminded of ``topic``, ever."""
    statement = select(Reminder.student_id, Reminder.at).where(
        Reminder.topic == topic, Reminder.student_id.in_(student_ids)
    )
    found: dict[int, list[dt.datetime]] = defaultdict(list)
    for student_id, moment in db.session.execute(statement):
        found[student_id].append(moment)
    return found


def allowances(topic: str, student_ids: Sequence[int], now: dt.datetime) -> dict[int, Allowance]:
    """What the limits leave for each of these students."""
    earlier, start = moments(topic, student_ids), term_start(now)
    return {each: allowance(earlier.get(each, []), start) for each in student_ids}


def history(topic: str, student: Student) -> list[Reminder]:
    """Every reminder of one topic to one student or their family, the first one first."""
    statement = select(Reminder).where(Reminder.student_id == student.id, Reminder.topic == topic)
    return list(db.session.scalars(statement.order_by(Reminder.at, Reminder.id)))


def term_start(now: dt.datetime) -> dt.datetime:
    """When the present term began: reminders are counted from there."""
    zone = ZoneInfo(current_app.config["TIMEZONE"])
    statement = select(Term.starts_on).where(Term.starts_on <= now.astimezone(zone).date())
    day = db.session.scalar(statement.order_by(Term.starts_on.desc()).limit(1))
    return dt.datetime.combine(day, dt.time(), zone) if day else now - WITHOUT_TERM
