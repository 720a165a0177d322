"""How the figures came to where they are, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func

from school.appstatus.queries import rates_by_day
from school.dashboards.queries.kept import kept
from school.foundation.access import Scope
from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.ui.filters import local
from school.letters.models import Letter, Mailing
from school.letters.queries.figures import figure_where, letter_trend, letters_counted
from school.org.queries.settings import current_term

LONGEST = dt.timedelta(days=140)
WITHOUT_TERM = dt.timedelta(days=60)


@dataclass(frozen=True)
class Day:
    """The end of one day: shares from 0 to 100, None before there was anything to count."""

    day: dt.date
    answered: float | None
    alerts: float | None


@dataclass(frozen=True)
class Trend:
    """Every day from the first day of the term until today, and when the first letters were issued."""

    days: tuple[Day, ...]
    issued_on: dt.date | None

    @property
    def begun(self) -> bool:
        """Whether there is anything to see: a line along zero is nothing yet."""
        return any(day.answered is not None or day.alerts for day in self.days)


def trend(scope: Scope, mailing: Mailing | None = None) -> Trend:
    """Receipts in of the letters issued so far, alerts on of today's students."""
    return kept(("trend", scope, mailing.id if mailing else None), lambda: _trend(scope, mailing))


def first_day() -> dt.date:
    """Where the trend begins: the first day of the term, or some weeks ago."""
    term = current_term()
    return max(term.starts_on, today() - LONGEST) if term else today() - WITHOUT_TERM


def _trend(scope: Scope, mailing: Mailing | None) -> Trend:
    issued, first_issue = _issued(scope, mailing)
    new = letter_trend(scope, mailing)
    marks = rates_by_day(scope, first_day())
    answered = running([day for day, _rates in marks], new["signed"], new["back"], new["assisted"])
    days = []
    for (day, rates), count in zip(marks, answered, strict=True):
        begun = first_issue is not None and day >= first_issue
        alerts = rates.of_all("alerts")
        share = _percent(count / issued) if begun and issued else None
        days.append(Day(day, share, _percent(alerts) if alerts is not None else None))
    return Trend(tuple(days), first_issue)


def running(days: list[dt.date], *new: Mapping[dt.date, int]) -> list[int]:
    """How many there were at the end of each of ``days``, from what was new each day, also before the first."""
    if not days:
        return []
    total = sum(count for each in new for day, count in each.items() if day < days[0])
    found = []
    for day in days:
        total += sum(each.get(day, 0) for each in new)
        found.append(total)
    return found


def _issued(scope: Scope, mailing: Mailing | None) -> tuple[int, dt.date | None]:
    """How many letters there are, and the day of the first."""
    statement = letters_counted(scope, mailing).add_columns(func.count(Letter.id), func.min(Letter.issued_at))
    count, first = db.session.execute(statement.where(figure_where("issued"))).one()
    return count, local(first).date() if first else None


def _percent(share: float) -> float:
    return round(share * 100, 1)
