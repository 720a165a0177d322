"""At most three private reminders a term, a week apart, and gone once answered."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.foundation.db import db, unit_of_work
from school.org.models import Student
from school.reminders import actions, queries
from school.reminders.rules import DAYS_APART, PER_TERM, may_remind
from tests.campus import OWN_CLASS, TERM_START, Campus

TERM = dt.datetime(2026, 9, 6, 16, tzinfo=dt.UTC)  # the first moment of 7 September in Shanghai
DAY = dt.timedelta(days=1)


@given(st.lists(st.integers(0, 130), max_size=60))
def test_however_often_it_is_tried_the_limits_hold(days: list[int]) -> None:
    made: list[dt.datetime] = []
    for day in sorted(days):
        moment = TERM + day * DAY
        if may_remind(made, TERM, moment):
            made.append(moment)
    assert len(made) <= PER_TERM
    assert all(later - earlier >= DAYS_APART * DAY for earlier, later in itertools.pairwise(made))


def test_a_new_term_begins_to_count_anew_but_the_week_stands() -> None:
    last_term = [TERM - days * DAY for days in (30, 20, 3)]
    assert not may_remind(last_term, TERM, TERM + DAY)
    assert may_remind(last_term, TERM, TERM + 5 * DAY)


def test_one_open_reminder_per_topic_until_it_is_answered(campus: Campus) -> None:
    ids = campus.students_of(OWN_CLASS)[:2]
    student = db.session.get_one(Student, ids[0])
    start = dt.datetime.combine(TERM_START, dt.time(8), dt.UTC)
    for week, expected in ((1, ids), (1.5, []), (3, ids), (5, ids), (9, [])):
        with unit_of_work():
            assert actions.remind("topic", ids, start + dt.timedelta(weeks=week)) == expected
    reminder = queries.open_for(student, "topic")
    assert reminder is not None
    assert reminder.at == start + dt.timedelta(weeks=5)
    assert queries.open_for(student, "other topic") is None
    with unit_of_work():
        actions.close("topic", ids[:1])
    assert queries.open_for(student, "topic") is None
    assert queries.open_for(db.session.get_one(Student, ids[1]), "topic") is not None


@pytest.mark.parametrize(("now", "start"), [(dt.datetime(2026, 11, 24, tzinfo=dt.UTC), TERM)])
def test_the_term_begins_at_midnight_of_the_school(campus: Campus, now: dt.datetime, start: dt.datetime) -> None:
    assert queries.term_start(now) == start
    before_any_term = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    assert queries.term_start(before_any_term) == before_any_term - queries.WITHOUT_TERM
