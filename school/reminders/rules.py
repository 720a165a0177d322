"""How often one person may be reminded: politely means seldom (R1: at most n times)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

PER_TERM = 3
DAYS_APART = 7


@dataclass(frozen=True)
class Allowance:
    """How often somebody was reminded this term, when last, and from when once more (None: not this term)."""

    given: int
    last: dt.datetime | None
    next_at: dt.datetime | None

    @property
    def used_up(self) -> bool:
        """Whether this term's reminders are all written: now somebody rings."""
        return self.next_at is None

    def open_at(self, now: dt.datetime) -> bool:
        """Whether one more fits now."""
        return self.next_at is not None and self.next_at <= now


def allowance(earlier: Sequence[dt.datetime], term_start: dt.datetime) -> Allowance:
    """What the limits leave: fewer than PER_TERM since the term began, DAYS_APART since the last."""
    given = sum(moment >= term_start for moment in earlier)
    last = max(earlier, default=None)
    if given >= PER_TERM:
        return Allowance(given, last, None)
    return Allowance(given, last, term_start if last is None else last + dt.timedelta(days=DAYS_APART))


def may_remind(earlier: Sequence[dt.datetime], term_start: dt.datetime, now: dt.datetime) -> bool:
    """Whether one more reminder fits now."""
    return allowance(earlier, term_start).open_at(now)
