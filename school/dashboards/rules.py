"""Which home belongs to whom, how urgent a day is, and how shares are rounded. No database, no Flask."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection, Iterable

from school.foundation.access import Role

# Ratios of ``flask figures --json`` and of exports.
DECIMALS = 4
# A question may wait this long before it is overdue.
DAYS_TO_ANSWER = 3
# What is due later than this is not yet something to do.
DAYS_AHEAD = 7
PRINTED_LETTERS_AT_LEAST = 10


class Home(enum.StrEnum):
    """A home page; in the order in which one is chosen for somebody with several roles."""

    OFFICE = "office"
    COLLEGE = "college"
    COUNSELLOR = "counsellor"
    READER = "reader"
    DUTY = "duty"
    ADMINISTRATOR = "administrator"
    ORGANISER = "organiser"
    CLASS = "class"
    STUDENT = "student"


ROLES_OF: dict[Home, frozenset[Role]] = {
    Home.OFFICE: frozenset({Role.OFFICE, Role.OFFICE_LEAD}),
    Home.COLLEGE: frozenset({Role.COLLEGE_CONTACT}),
    Home.COUNSELLOR: frozenset({Role.COUNSELLOR}),
    Home.READER: frozenset({Role.DEPARTMENT_READER}),
    Home.DUTY: frozenset({Role.DUTY_OFFICER}),
    Home.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR}),
    Home.ORGANISER: frozenset({Role.ORGANISER}),
    Home.CLASS: frozenset({Role.MONITOR, Role.CLASS_OFFICER}),
    Home.STUDENT: frozenset({Role.STUDENT}),
}


def homes_of(roles: Collection[Role]) -> list[Home]:
    """The homes of somebody with ``roles``, the strongest first."""
    return [home for home, wanted in ROLES_OF.items() if wanted & set(roles)]


def chosen_home(homes: Iterable[Home], wanted: str = "") -> Home | None:
    """The home asked for if it is theirs, else the strongest; None for somebody without any."""
    own = list(homes)
    return next((home for home in own if home.value == wanted), own[0] if own else None)


def ratio(count: int, whole: int) -> float | None:
    """A share from 0 to 1 with four decimals; None of nothing. Only all is 1 and only none is 0."""
    if not whole:
        return None
    smallest = 10**-DECIMALS
    rounded = round(count / whole, DECIMALS)
    if 0 < count < whole:
        rounded = min(max(rounded, smallest), 1 - smallest)
    return rounded


def days_until(due_on: dt.date, today: dt.date) -> int:
    """Days left until ``due_on``; negative when it has passed."""
    return (due_on - today).days
