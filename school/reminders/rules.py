"""How often one person may be reminded: politely means seldom (R1: at most n times)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

PER_TERM = 3
DAYS_APART = 7


def may_remind(earlier: Sequence[dt.datetime], term_start: dt.datetime, now: dt.datetime) -> bool:
    """Whether one more reminder fits: fewer than PER_TERM since the term began, DAYS_APART since the last."""
    this_term = [moment for moment in earlier if moment >= term_start]
    last = max(earlier, default=None)
    rested = last is None or now - last >= dt.timedelta(days=DAYS_APART)
    return len(this_term) < PER_TERM and rested
