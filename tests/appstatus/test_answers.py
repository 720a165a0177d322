"""Setting, undoing and counting answers, on the small campus."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select

from school.appstatus import actions, queries
from school.appstatus.models import Answer, AppStatus, AppStatusEntry, Source, UnableReason
from school.appstatus.queries import Figure
from school.appstatus.rules import LEVELS, Given, NotTheirs, Rates, Voice
from school.foundation.access import CAMPUS, Gate, Scope
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work, utc_now
from school.org.models import SchoolClass, Student
from school.reminders.models import Reminder
from tests.campus import OWN_CLASS, SIBLING_CLASS, Campus

ALL_THREE_SEEN = Given(Answer.MARKS, LEVELS[3], source=Source.SEEN)
ALL_THREE_SAID = Given(Answer.MARKS, LEVELS[3], source=Source.SAID)
INSTALLED_SAID = Given(Answer.MARKS, LEVELS[1], source=Source.SAID)
DECLINED = Given(Answer.DECLINED, source=Source.SAID)
UNABLE = Given(Answer.UNABLE, reason=UnableReason.FEATURE_PHONE, source=Source.SEEN)


@pytest.fixture
def own_class(campus: Campus) -> SchoolClass:
    return db.session.get_one(SchoolClass, campus.own_class)


@pytest.fixture
def students(campus: Campus) -> list[Student]:
    ids = campus.students_of(OWN_CLASS)
    return list(db.session.scalars(select(Student).where(Student.id.in_(ids)).order_by(Student.student_number)))


def set_answers(
    school_class: SchoolClass, students: list[Student], given: Given, voice: Voice = Voice.COUNSELLOR
) -> int:
    with unit_of_work():
        return actions.set_answers(school_class, students, given, voice)


def undo(school_class: SchoolClass, event_id: int, voice: Voice = Voice.COUNSELLOR) -> list[int]:
    with unit_of_work():
        return actions.undo(school_class, event_id, voice).student_ids


def answers(school_class: SchoolClass) -> list[tuple]:
    """What stands, without moments: (answer, marks, source) per student."""
    return [
        (status.answer, (status.installed, status.real_name, status.alerts), status.source)
        if status
        else (Answer.NOT_ASKED, (False, False, False), None)
        for _, status in queries.rows_of_class(school_class)
    ]


def test_one_event_for_many_and_it_never_says_what_was_answered(
    own_class: SchoolClass, students: list[Student]
) -> None:
    event_id = set_answers(own_class, students[:4], DECLINED)
    event = db.session.get_one(AuditEvent, event_id)
    assert event.subject_id == own_class.id
    assert all(f"{student.id}" in event.data for student in students[:4])
    assert "declined" not in event.data
    assert db.session.scalar(select(func.count()).select_from(AppStatusEntry)) == 4


def test_the_newest_answer_counts_and_history_keeps_the_rest(own_class: SchoolClass, students: list[Student]) -> None:
    for given in (INSTALLED_SAID, DECLINED, ALL_THREE_SEEN):
        set_answers(own_class, students[:1], given)
    assert answers(own_class)[0] == (Answer.MARKS, (True, True, True), Source.SEEN)
    kept = [entry.answer for entry, _ in queries.history_of(students[0])]
    assert kept == [Answer.MARKS, Answer.DECLINED, Answer.MARKS]


def test_a_monitor_cannot_tell_or_learn_a_no(own_class: SchoolClass, students: list[Student]) -> None:
    """Somebody who declined, who cannot, and who was not asked look and answer the same."""
    set_answers(own_class, students[:1], DECLINED)
    set_answers(own_class, students[1:2], UNABLE)
    set_answers(own_class, students[2:3], Given(Answer.MARKS, source=Source.SEEN))

    def seen_by_monitor() -> set[tuple]:
        return {tuple(row)[2:] for row in queries.told_rows_of_class(own_class)[:4]}

    assert seen_by_monitor() == {(False, False, False)}
    event_id = set_answers(own_class, students[:4], ALL_THREE_SAID, Voice.CLASS_POST)
    assert seen_by_monitor() == {(True, True, True)}
    assert queries.rates_told(Scope(classes=frozenset({own_class.id}))) == Rates(6, 4, 4, 4)
    assert [answer for answer, *_ in answers(own_class)[:4]] == [
        Answer.DECLINED,
        Answer.UNABLE,
        Answer.MARKS,
        Answer.MARKS,
    ]
    assert undo(own_class, event_id, Voice.CLASS_POST) == [student.id for student in students[:4]]
    assert seen_by_monitor() == {(False, False, False)}
    assert [answer for answer, *_ in answers(own_class)[:4]] == [
        Answer.DECLINED,
        Answer.UNABLE,
        Answer.MARKS,
        Answer.NOT_ASKED,
    ]
    with pytest.raises(NotTheirs):
        set_answers(own_class, students[:1], DECLINED, Voice.CLASS_POST)


def test_a_student_who_declines_after_a_monitor_told_looks_unchanged_to_the_monitor(
    own_class: SchoolClass, students: list[Student]
) -> None:
    event_id = set_answers(own_class, students[:2], ALL_THREE_SAID, Voice.CLASS_POST)
    before = queries.told_rows_of_class(own_class)
    with unit_of_work():
        actions.answer_for_oneself(students[0], DECLINED)
    assert queries.told_rows_of_class(own_class) == before
    undo(own_class, event_id, Voice.CLASS_POST)
    assert {tuple(row)[2:] for row in queries.told_rows_of_class(own_class)} == {(False, False, False)}
    assert answers(own_class)[0][0] is Answer.DECLINED


def test_undo_brings_back_source_person_and_moment(own_class: SchoolClass, students: list[Student]) -> None:
    set_answers(own_class, students, ALL_THREE_SEEN)
    first = [(status.account_id, status.at) for _, status in queries.rows_of_class(own_class)]
    before = answers(own_class)
    event_id = set_answers(own_class, students, DECLINED)
    assert undo(own_class, event_id) == [student.id for student in students]
    assert answers(own_class) == before
    assert [(status.account_id, status.at) for _, status in queries.rows_of_class(own_class)] == first


def test_undo_leaves_newer_answers_alone(own_class: SchoolClass, students: list[Student]) -> None:
    event_id = set_answers(own_class, students, ALL_THREE_SEEN)
    with unit_of_work():
        actions.answer_for_oneself(students[2], DECLINED)
    assert students[2].id not in undo(own_class, event_id)
    assert [answer for answer, *_ in answers(own_class)].count(Answer.NOT_ASKED) == 5
    assert answers(own_class)[2][0] is Answer.DECLINED


STEPS = st.lists(
    st.tuples(
        st.sets(st.integers(0, 5), min_size=1),
        st.sampled_from([INSTALLED_SAID, ALL_THREE_SEEN, DECLINED, UNABLE, Given(Answer.MARKS, source=Source.SAID)]),
        st.sampled_from([Voice.COUNSELLOR, Voice.CLASS_POST]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_all(STEPS)
def test_undoing_everything_backwards_passes_through_every_state(
    own_class: SchoolClass, students: list[Student], steps: list
) -> None:
    with unit_of_work():
        db.session.execute(delete(AppStatusEntry))
        db.session.execute(delete(AppStatus))
    states, events = [answers(own_class)], []
    for who, given, voice in steps:
        tellable = given in (INSTALLED_SAID, Given(Answer.MARKS, source=Source.SAID))
        speaker = voice if tellable else Voice.COUNSELLOR
        events.append((set_answers(own_class, [students[each] for each in sorted(who)], given, speaker), speaker))
        states.append(answers(own_class))
    trend = queries.rates_by_day(CAMPUS, utc_now().date())
    assert trend[-1][1] == queries.rates(CAMPUS)
    for (event_id, voice), state in zip(reversed(events), reversed(states[:-1]), strict=True):
        undo(own_class, event_id, voice)
        assert answers(own_class) == state


def test_rates_count_current_students_with_and_without_a_row(
    own_class: SchoolClass, students: list[Student], campus: Campus
) -> None:
    set_answers(own_class, students[:3], ALL_THREE_SEEN)
    set_answers(own_class, students[3:4], DECLINED)
    set_answers(own_class, students[4:5], UNABLE)
    with unit_of_work():
        students[0].left_on = dt.date(2026, 10, 1)
    scope = Scope(classes=frozenset({own_class.id}))
    assert queries.rates(scope) == Rates(5, 2, 2, 2, declined=1, unable=1, not_asked=1)
    assert queries.rates(scope).figures()["installed"] == {"count": 2, "of_all": 0.4, "of_willing": 2 / 3}
    by_class = queries.rates(CAMPUS, "class")
    by_college = queries.rates(CAMPUS, "college")
    assert by_class[own_class.id] == queries.rates(scope)
    assert by_class[campus.classes[SIBLING_CLASS]] == Rates(6, not_asked=6)
    assert sum(by_class.values(), Rates()) == sum(by_college.values(), Rates()) == queries.rates(CAMPUS)
    assert by_college[own_class.college_id].students == 11
    assert queries.rates(Scope()) == Rates()


def test_every_number_opens_as_many_rows(own_class: SchoolClass, students: list[Student]) -> None:
    set_answers(own_class, students[:2], INSTALLED_SAID)
    set_answers(own_class, students[2:3], DECLINED)
    set_answers(own_class, students[3:4], UNABLE)
    found = queries.rates(CAMPUS)
    for figure in Figure:
        rows = db.session.execute(queries.students_behind(CAMPUS, figure)).all()
        if figure is not Figure.UNFINISHED:
            assert len(rows) == getattr(found, figure.value)


def test_only_the_unasked_are_reminded_and_only_so_often(own_class: SchoolClass, students: list[Student]) -> None:
    set_answers(own_class, students[:2], DECLINED)
    with unit_of_work():
        assert actions.remind(own_class, students) == [student.id for student in students[2:]]
    with unit_of_work():
        assert actions.remind(own_class, students) == []
    with unit_of_work():
        actions.answer_for_oneself(students[2], INSTALLED_SAID)
    still_open = db.session.scalars(select(Reminder.student_id).where(Reminder.closed_at.is_(None)))
    assert sorted(still_open) == [student.id for student in students[3:]]


def test_the_trend_places_answers_on_school_days(own_class: SchoolClass, students: list[Student]) -> None:
    """23:59 and 00:01 in Shanghai are 15:59 and 16:01 UTC of one UTC day, yet two school days."""
    shared = {"answer": Answer.MARKS, "installed": True, "source": Source.SAID, "counted": True}
    today = utc_now().date()
    day = dt.datetime.combine(today - dt.timedelta(days=3), dt.time(15, 59), dt.UTC)
    moments = (day, day + dt.timedelta(minutes=2))
    with unit_of_work():
        rows = [shared | {"student_id": each.id, "at": at} for each, at in zip(students, moments, strict=False)]
        db.session.execute(insert(AppStatusEntry.__table__), rows)
    trend = queries.rates_by_day(CAMPUS, day.date() - dt.timedelta(days=1))
    assert [rates.installed for _, rates in trend][:3] == [0, 1, 2]
    assert {rates.installed for _, rates in trend[2:]} == {2}
    assert trend[0][1] == Rates(24, not_asked=24)
    assert trend[-1][1].not_asked == 22


@pytest.fixture
def crowd(app: Gate, campus: Campus) -> Callable[[int], None]:
    def make(count: int) -> None:
        classes = list(campus.classes.values())
        with unit_of_work():
            start = (db.session.scalar(select(func.max(Student.id))) or 0) + 1
            people = [
                {"id": start + each, "student_number": f"Q{each:07}", "name": "某同学", "class_id": classes[each % 4]}
                for each in range(count)
            ]
            db.session.execute(insert(Student.__table__), people)
            marks = {"answer": Answer.MARKS, "installed": True, "real_name": True, "source": Source.SAID}
            rows = [{"student_id": start + each, **marks} for each in range(0, count, 2)]
            db.session.execute(insert(AppStatus.__table__), rows)

    return make


def test_fifty_thousand_students_in_a_tenth_of_a_second(crowd: Callable[[int], None]) -> None:
    crowd(50_000)
    took = []
    for _ in range(3):
        started = time.perf_counter()
        found = queries.rates(CAMPUS, "college")
        took.append(time.perf_counter() - started)
    assert sum(found.values(), Rates()).installed == 25_000
    print(f"rates of 50,000 students: {min(took) * 1000:.0f} ms")
    assert min(took) < 0.5, "five times what was measured on a quiet machine"
