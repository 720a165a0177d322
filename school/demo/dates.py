"""When everything happened: ten teaching weeks that end yesterday.

The story's clock counts ticks of five seconds since the first midnight of the term. Whatever the day
on which the demo is loaded, it is teaching week 10 and the campaign is half way through.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

WEEK = 10
SECONDS_PER_TICK = 5
TICKS_PER_HOUR = 3600 // SECONDS_PER_TICK
TICKS_PER_DAY = 24 * TICKS_PER_HOUR
LATE_SUMMER = 7  # a term begun in July or later is an autumn term
SPORTS_WEEK = 8
FEASTS = (
    ("元旦", (1, 1), 1),
    ("清明节", (4, 4), 3),
    ("劳动节", (5, 1), 5),
    ("国庆节", (10, 1), 7),
)


class Days:
    """The days of the story by number: 0 is the term's first Monday, ``count`` is today."""

    def __init__(self, today: dt.date, zone: ZoneInfo) -> None:
        self.today = today
        self.zone = zone
        self.start = today - dt.timedelta(days=today.weekday() + 7 * (WEEK - 1))
        self.count = (today - self.start).days
        self.origin = int(dt.datetime.combine(self.start, dt.time(), zone).timestamp())

    @property
    def ticks(self) -> int:
        """How many ticks the story has: all of them are over."""
        return self.count * TICKS_PER_DAY

    @property
    def academic_year(self) -> int:
        """The year in which the newest students came."""
        return self.start.year if self.start.month >= LATE_SUMMER else self.start.year - 1

    @property
    def term_name(self) -> str:
        """2026年秋季."""
        return f"{self.start.year}年{'秋季' if self.start.month >= LATE_SUMMER else '春季'}"

    @property
    def terms(self) -> list[tuple[str, dt.date, dt.date]]:
        """Name, first and last day of this term and the one before."""
        before = self.start - dt.timedelta(weeks=26)
        autumn = self.start.month >= LATE_SUMMER
        year = self.start.year if autumn else self.start.year - 1
        former = f"{year}年{'春季' if autumn else '秋季'}"
        return [
            (former, before, before + dt.timedelta(weeks=18, days=-1)),
            (self.term_name, self.start, self.start + dt.timedelta(weeks=18, days=-1)),
        ]

    @cached_property
    def holidays(self) -> list[tuple[str, dt.date, dt.date]]:
        """Feasts that fall into this term, and the sports meeting, by day."""
        end = self.terms[1][2]
        found = []
        for year in (self.start.year, self.start.year + 1):
            for name, (month, day), length in FEASTS:
                first = dt.date(year, month, day)
                if self.start <= first <= end:
                    found.append((name, first, first + dt.timedelta(days=length - 1)))
        meeting = self.start + dt.timedelta(weeks=SPORTS_WEEK - 1, days=3)
        return sorted([*found, ("校运动会", meeting, meeting + dt.timedelta(days=1))], key=lambda row: row[1])

    @cached_property
    def _working(self) -> list[int | None]:
        """For each day the first working day from then on, None when that is not over yet."""
        free = {
            first + dt.timedelta(days=more)
            for _, first, last in self.holidays
            for more in range((last - first).days + 1)
        }
        following: list[int | None] = []
        found: int | None = None
        for number in range(self.count - 1, -1, -1):
            day = self.date(number)
            if day.weekday() < 5 and day not in free:
                found = number
            following.append(found)
        return following[::-1]

    def working(self, number: int) -> int | None:
        """The first working day from day ``number`` on, None if it lies in the future."""
        return self._working[number] if 0 <= number < self.count else None

    @property
    def last_working(self) -> int:
        """The working day before today."""
        return max(day for day in self._working if day is not None)

    def over(self, number: int) -> bool:
        """Whether day ``number`` is over."""
        return number < self.count

    def date(self, number: int) -> dt.date:
        """The date of day ``number``."""
        return self.start + dt.timedelta(days=number)

    def moment(self, tick: int) -> dt.datetime:
        """A tick as an aware UTC moment."""
        return dt.datetime.fromtimestamp(self.origin + tick * SECONDS_PER_TICK, dt.UTC)


def week_day(week: int, weekday: int) -> int:
    """The number of a day: teaching week from 1, Monday is 0."""
    return (week - 1) * 7 + weekday


def between(random: Random, number: int, from_hour: float, to_hour: float) -> int:
    """A tick of day ``number`` between two hours of the clock."""
    hour = from_hour + (to_hour - from_hour) * random.random()
    return number * TICKS_PER_DAY + int(hour * TICKS_PER_HOUR)
