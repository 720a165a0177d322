"""What is decided before anything is written, for any seed and on any day of any year."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from school.appstatus.rules import Given, Voice, check
from school.demo.acts import Act, Answered, AnswersSet, Moved
from school.demo.campus import COLLEGES, class_sizes, plan_campus, share_classes
from school.demo.dates import WEEK, Days
from school.demo.log import Timeline
from school.demo.numbering import Accounts, printed_number
from school.demo.people import students_of
from school.demo.staff import all_staff, count_staff
from school.demo.story import class_story
from school.links.rules import read_number
from school.org.roster.identifiers import read_phone
from school.org.rules import teaching_week

ZONE = ZoneInfo("Asia/Shanghai")
SEEDS = st.integers(0, 2**31)
TODAYS = st.dates(dt.date(2024, 1, 1), dt.date(2035, 12, 31))
LIMIT = settings(max_examples=12, deadline=None)


@given(SEEDS, st.integers(10, 500_000))
@settings(max_examples=40, deadline=None)
def test_class_sizes_add_up_and_are_of_a_size(seed: int, students: int) -> None:
    sizes = class_sizes(students, seed)
    assert sum(sizes) == students
    assert max(sizes) <= 50
    assert min(sizes) >= 30 or students < 60
    assert sum(share_classes(len(sizes))) == len(sizes)


def test_every_college_has_classes_on_a_campus_of_600() -> None:
    assert all(share_classes(len(class_sizes(600, 1))))


@given(SEEDS, TODAYS)
@LIMIT
def test_a_campus_of_200_is_whole(seed: int, today: dt.date) -> None:
    days = Days(today, ZONE)
    campus = plan_campus(200, seed, days.academic_year)
    people = [student for plan in campus.classes for student in students_of(seed, plan)]
    assert [student.id for student in people] == list(range(1, len(people) + 1))
    assert sum(not student.left for student in people) == 200
    assert len({student.number for student in people}) == len(people)
    assert all(2 <= len(student.name) <= 20 for student in people)
    phones = [member.phone for student in people for member in student.family if member.phone]
    assert all(read_phone(phone) == phone for phone in phones)
    staff = list(all_staff(campus, days.start))
    assert [member.id for member in staff] == list(range(1, count_staff(campus) + 1))
    assert {plan.counsellor for plan in campus.classes} <= {member.id for member in staff}
    assert len({(plan.college, plan.name) for plan in campus.classes}) == len(campus.classes)
    assert {plan.college for plan in campus.classes} <= set(range(1, len(COLLEGES) + 1))


@given(SEEDS, TODAYS)
@LIMIT
def test_all_that_happened_is_over_and_was_theirs_to_do(seed: int, today: dt.date) -> None:
    days = Days(today, ZONE)
    campus = plan_campus(200, seed, days.academic_year)
    accounts = Accounts(count_staff(campus))
    for plan in campus.classes:
        students = students_of(seed, plan)
        acts = class_story(seed, plan, students, days, accounts)
        assert acts == class_story(seed, plan, students, days, accounts)
        assert [act.tick for act in acts] == sorted(act.tick for act in acts)
        assert all(0 <= act.tick < days.ticks for act in acts)
        for act in acts:
            _is_theirs(act)


def _is_theirs(act: Act) -> None:
    if isinstance(act, AnswersSet):
        check(act.voice, act.given)
        assert act.seats
    elif isinstance(act, Answered):
        check(Voice.STUDENT, act.given)
        assert isinstance(act.given, Given)
    elif isinstance(act, Moved):
        assert len(set(act.seats)) == len(act.seats) > 0


@given(TODAYS)
def test_it_is_always_the_tenth_week(today: dt.date) -> None:
    days = Days(today, ZONE)
    assert teaching_week(today, days.start) == WEEK
    assert days.start.weekday() == 0
    assert days.date(days.count) == today
    assert all(first <= last for _, first, last in days.holidays)
    assert days.academic_year in (today.year, today.year - 1)
    assert len({name for name, _, _ in days.terms}) == 2
    worked = [days.working(number) for number in range(days.count)]
    assert all(day is None or (day >= number and days.date(day).weekday() < 5) for number, day in enumerate(worked))


@given(SEEDS, st.integers(1, 2**31))
def test_printed_numbers_are_numbers_and_never_alike(seed: int, link_id: int) -> None:
    numbers = {printed_number(seed, link_id + more) for more in range(200)}
    assert len(numbers) == 200
    assert all(read_number(number) == number for number in numbers)


@given(st.lists(st.integers(0, 99), max_size=60))
def test_a_timeline_numbers_events_in_order_of_time(ticks: list[int]) -> None:
    timeline = Timeline(100)
    timeline.count(ticks)
    timeline.number(8)
    ids = {}
    for place, tick in enumerate(ticks):
        ids[timeline.take(tick)] = (tick, place)
    assert sorted(ids) == list(range(8, 8 + len(ticks)))
    assert [ids[number] for number in sorted(ids)] == sorted(ids.values())
