"""Two examples of spot checks: one of a college that is closed, one of a class that is half way."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from school.appstatus.events import SPOT_CHECK_CLOSED, SPOT_CHECK_DRAWN, SPOT_CHECK_RECORDED
from school.appstatus.models import SpotCheck, SpotCheckEntry, SpotCheckResult
from school.appstatus.rules import LEVELS, OWN_NO, Given, population_digest, sample
from school.demo.acts import Noted
from school.demo.campus import ClassPlan
from school.demo.chance import chance
from school.demo.dates import Days, between, week_day
from school.demo.rows import Rows

COLLEGE_SIZE, CLASS_SIZE, CLASS_SEEN = 30, 10, 4
DRAWN_ON = week_day(9, 1)
# What is seen of a phone by how far it is marked; most of the time the same.
_SHOWN = (SpotCheckResult.NOT_INSTALLED, SpotCheckResult.INSTALLED, SpotCheckResult.REAL_NAME, SpotCheckResult.ALERTS)


class Known(NamedTuple):
    """A student who may be drawn, and how far the phone is marked (0 to 3)."""

    student_id: int
    level: int


class _Sampled(NamedTuple):
    """One student of a check: when and what was seen, None while open."""

    known: Known
    tick: int | None
    result: SpotCheckResult


class SpotCheckStory:
    """Both checks, from who may be drawn in the first college and in the first class."""

    def __init__(self, seed: int, days: Days, college: Sequence[Known], own_class: Sequence[Known]) -> None:
        self._random = chance(seed, "spot checks")
        self._days = days
        self.acts: list[Noted] = []
        self._checks: list[tuple[dict[str, object], list[_Sampled], int]] = []
        self._college, self._own_class = college, own_class

    def plan(self, contact: int, counsellor: int) -> None:
        """Draw and record; ``contact`` and ``counsellor`` are accounts."""
        day = self._days.working(DRAWN_ON)
        if day is not None:
            self._check(self._college, COLLEGE_SIZE, COLLEGE_SIZE, contact, day, {"college_id": 1, "class_id": None})
        own = {"college_id": None, "class_id": 1}
        self._check(self._own_class, CLASS_SIZE, CLASS_SEEN, counsellor, self._days.last_working, own)

    def write(self, rows: Rows) -> None:
        """Hand over the rows; the students must be there."""
        entry_id = 0
        for check, sampled, account in self._checks:
            rows.add(SpotCheck, **check)
            for each in sampled:
                entry_id += 1
                rows.add(
                    SpotCheckEntry,
                    id=entry_id,
                    spot_check_id=check["id"],
                    student_id=each.known.student_id,
                    result=each.result,
                    account_id=account if each.tick is not None else None,
                    seen_at=self._days.moment(each.tick) if each.tick is not None else None,
                )

    def _check(
        self, known: Sequence[Known], size: int, seen: int, account: int, day: int, place: dict[str, int | None]
    ) -> None:
        levels = dict(known)
        seed = self._random.randrange(10**9)
        drawn = [Known(student_id, levels[student_id]) for student_id in sample(seed, levels, size)]
        check_id, tick = len(self._checks) + 1, between(self._random, day, 8.5, 9)
        times = sorted(between(self._random, day, 9.5, 17) for _ in drawn[:seen])
        sampled = [
            _Sampled(each, times[place] if place < seen else None, _result(self._random, each.level, place < seen))
            for place, each in enumerate(drawn)
        ]
        closed = between(self._random, day, 17.2, 17.5) if len(drawn) <= seen else None
        self._note(check_id, account, tick, closed, sampled, (seed, len(drawn), len(levels)))
        check: dict[str, object] = {
            "id": check_id,
            **place,
            "seed": seed,
            "size": len(drawn),
            "population": len(levels),
            "population_digest": population_digest(levels),
            "account_id": account,
            "drawn_at": self._days.moment(tick),
            "closed_at": self._days.moment(closed) if closed else None,
        }
        self._checks.append((check, sampled, account))

    def _note(
        self,
        check_id: int,
        account: int,
        tick: int,
        closed: int | None,
        sampled: list[_Sampled],
        numbers: tuple[int, int, int],
    ) -> None:
        seed, size, population = numbers
        data = {"seed": seed, "size": size, "population": population}
        first_entry = 1 + sum(len(entries) for _, entries, _ in self._checks)
        self.acts.append(Noted(tick, account, SPOT_CHECK_DRAWN, check_id, data))
        for entry_id, each in enumerate(sampled, first_entry):
            if each.tick is not None:
                about = {"spot_check_id": check_id}
                self.acts.append(Noted(each.tick, account, SPOT_CHECK_RECORDED, entry_id, about))
        if closed is not None:
            self.acts.append(Noted(closed, account, SPOT_CHECK_CLOSED, check_id, {}))


def known_of(plan: ClassPlan, standing: dict[int, Given]) -> list[Known]:
    """Those of a class who may be drawn: present, and neither declined nor unable."""
    found = []
    for seat in range(plan.size):
        given = standing.get(seat)
        if given is None or given.answer not in OWN_NO:
            level = LEVELS.index(given.marks) if given is not None else 0
            found.append(Known(plan.first_student + seat, level))
    return found


def _result(random: Random, level: int, seen: bool) -> SpotCheckResult:
    if not seen:
        return SpotCheckResult.OPEN
    draw = random.random()
    if draw < 0.06:
        return SpotCheckResult.ABSENT
    if draw < 0.1:
        return SpotCheckResult.DECLINED_TO_SHOW
    return _SHOWN[max(0, level - 1) if draw < 0.2 else level]
