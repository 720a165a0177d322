"""How the three 100 % of one class came about: weekly rounds, own answers, a reminder."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from school.appstatus.models import Answer, Source, UnableReason
from school.appstatus.rules import LEVELS, NOT_ASKED, Given, Voice, counts
from school.demo.acts import Act, Answered, AnswersSet, Reminded, SignedIn
from school.demo.campus import ClassPlan
from school.demo.chance import chance
from school.demo.dates import TICKS_PER_HOUR, Days, between, week_day
from school.demo.numbering import Accounts
from school.demo.people import STUDENT

FIRST_WEEK, LAST_WEEK = 3, 10
REMINDER_WEEKS = (7, 9)
ASKED_IN_A_ROUND, FURTHER_IN_A_ROUND, OWN_ANSWER = 0.34, 0.26, 0.012
DECLINES, CANNOT = 0.045, 0.075
# How far a phone is when somebody is first asked: nothing, installed, and so on.
FIRST_LEVELS = (0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3)

_SAID, _SEEN = Source.SAID, Source.SEEN
_MARKS = {source: [Given(Answer.MARKS, level, source=source) for level in LEVELS] for source in Source}
_DECLINED = Given(Answer.DECLINED, source=_SAID)
_UNABLE = [Given(Answer.UNABLE, reason=reason, source=_SAID) for reason in UnableReason]


class _Willing:
    """What one student would say, and how far the phone has come (-1: not asked)."""

    __slots__ = ("level", "other")

    def __init__(self, random: Random) -> None:
        self.level = -1
        self.other: Given | None = None
        draw = random.random()
        if draw < DECLINES:
            self.other = _DECLINED
        elif draw < CANNOT:
            self.other = random.choice(_UNABLE)

    def goes_on(self, random: Random) -> None:
        """The next stage, or the first."""
        self.level = random.choice(FIRST_LEVELS) if self.level < 0 else min(3, self.level + random.choice((1, 1, 2)))


def marks_story(seed: int, plan: ClassPlan, days: Days, accounts: Accounts) -> list[Act]:
    """Everything about the marks of a class, not yet in order of time."""
    random = chance(seed, "marks", plan.index)
    seats = {seat: _Willing(random) for seat in range(plan.size)}
    if plan.is_first:
        del seats[STUDENT]  # the demo's student has not been asked, and may answer
    acts: list[Act] = []
    weekday = random.randrange(5)
    for week in range(FIRST_WEEK, LAST_WEEK + 1):
        acts += _own_answers(random, plan, days, accounts, seats, week)
        day = days.working(week_day(week, weekday))
        if day is None or not plan.pace:
            continue
        tick = between(random, day, 9, 17)
        acts += _round(random, plan, accounts, seats, tick, told=week % 4 == plan.index % 4)
        if week in REMINDER_WEEKS:
            unasked = [seat for seat in range(plan.size) if seat not in seats or seats[seat].level < 0]
            acts.append(Reminded(tick + TICKS_PER_HOUR // 2, accounts.of_staff(plan.counsellor), unasked))
    return acts


def standing_after(acts: Iterable[Act]) -> dict[int, Given]:
    """The newest answer by seat; a classmate's word never overrules a "no"."""
    standing: dict[int, Given] = {}
    for act in acts:
        if isinstance(act, Answered):
            standing[act.seat] = act.given
        elif isinstance(act, AnswersSet):
            for seat in act.seats:
                if counts(act.voice, standing.get(seat, NOT_ASKED).answer):
                    standing[seat] = act.given
    return standing


def _round(
    random: Random, plan: ClassPlan, accounts: Accounts, seats: dict[int, _Willing], tick: int, *, told: bool
) -> list[Act]:
    """One evening's round: the same answer is set for many at once. Monitors pass on marks only."""
    source = _SAID if told or random.random() < 0.55 else _SEEN
    groups: dict[Given, list[int]] = {}
    for seat, student in seats.items():
        given = _answer(random, plan, student, source, told=told)
        if given is not None:
            groups.setdefault(given, []).append(seat)
    voice = Voice.CLASS_POST if told else Voice.COUNSELLOR
    account = accounts.of_class_post(plan) if told else accounts.of_staff(plan.counsellor)
    return [AnswersSet(tick + 12 * place, account, voice, *group) for place, group in enumerate(groups.items())]


def _answer(random: Random, plan: ClassPlan, student: _Willing, source: Source, *, told: bool) -> Given | None:
    """What is noted of one student in this round, None if nothing."""
    draw = random.random()
    if student.other is not None:
        if student.level >= 0:  # answered already; now and then a classmate passes on something else
            return _MARKS[_SAID][1] if told and draw < 0.02 else None
        if told or draw >= ASKED_IN_A_ROUND * plan.pace:
            return None
        student.level = 0
        return student.other
    chance_now = ASKED_IN_A_ROUND if student.level < 0 else FURTHER_IN_A_ROUND if student.level < 3 else 0.0
    if draw >= chance_now * plan.pace:
        return None
    student.goes_on(random)
    return _MARKS[source][student.level]


def _own_answers(
    random: Random, plan: ClassPlan, days: Days, accounts: Accounts, seats: dict[int, _Willing], week: int
) -> list[Act]:
    """A few answer for themselves, in the evening before the round."""
    acts: list[Act] = []
    day = week_day(week, 0) - 1
    for seat, student in seats.items():
        if student.level >= 0 or random.random() >= OWN_ANSWER or not days.over(day):
            continue
        if student.other is None:
            student.goes_on(random)
        given = student.other or _MARKS[_SAID][student.level]
        student.level = max(0, student.level)
        tick = between(random, day, 18, 22.5)
        account = accounts.of_student(plan.first_student + seat)
        acts += [SignedIn(tick - 12, account, seat), Answered(tick, account, given, seat)]
    return acts
