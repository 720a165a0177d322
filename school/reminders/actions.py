"""Making and closing private reminders. The feature that calls records the event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import insert, select, update

from school.foundation.access import current_actor
from school.foundation.db import db, utc_now
from school.org.models import Student
from school.reminders import queries, rules
from school.reminders.models import Reminder


def remind(topic: str, student_ids: Iterable[int], now: dt.datetime | None = None) -> list[int]:
    """Remind those whom the limits still allow; returns their ids, sorted.

    Nothing is sent: the reminder stands on the student's own page until it is answered.
    """
    moment = now or utc_now()
    allowed = _allowed(topic, student_ids, moment)
    if allowed:
        close(topic, allowed, moment)
        account_id = current_actor().account_id
        rows = [{"topic": topic, "student_id": each, "account_id": account_id, "at": moment} for each in allowed]
        db.session.execute(insert(Reminder), rows)
    return allowed


def pass_on(topic: str, student: Student, now: dt.datetime | None = None) -> Reminder | None:
    """Count one reminder that a person passes on to this student's family; None where the limits say no.

    It rests from the start: nothing waits for it on the student's own page.
    """
    moment = now or utc_now()
    if not _allowed(topic, [student.id], moment):
        return None
    made = Reminder(
        topic=topic, student_id=student.id, account_id=current_actor().account_id, at=moment, closed_at=moment
    )
    db.session.add(made)
    db.session.flush()
    return made


def close(topic: str, student_ids: Iterable[int], now: dt.datetime | None = None) -> None:
    """Let open reminders of these students rest: they have answered."""
    ids = list(student_ids)
    db.session.execute(
        update(Reminder)
        .where(Reminder.topic == topic, Reminder.student_id.in_(ids), Reminder.closed_at.is_(None))
        .values(closed_at=now or utc_now()),
        execution_options={"synchronize_session": False},
    )


def _allowed(topic: str, student_ids: Iterable[int], moment: dt.datetime) -> list[int]:
    """Those whom the limits still allow, held against others who would remind them at the same moment."""
    wanted = sorted(set(student_ids))
    # Two counsellors of one class press at the same moment: the second waits and sees the first.
    db.session.execute(
        select(Student.id).where(Student.id.in_(wanted)).order_by(Student.id).with_for_update(key_share=True)
    )
    earlier = queries.moments(topic, wanted)
    start = queries.term_start(moment)
    return [each for each in wanted if rules.may_remind(earlier.get(each, []), start, moment)]
