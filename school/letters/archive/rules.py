"""Numbers of the archive, and for how long a receipt is kept."""

from __future__ import annotations

import datetime as dt
import enum

# What stands between year and number: the record keeps the language it is kept in.
SERIES_WORD = "家长信"
BOX_WORD = "箱"
# An undergraduate's four years and one more, so that a receipt outlives the studies it belongs to.
YEARS_KEPT = 5
FEWEST_YEARS, MOST_YEARS = 1, 30


class ReceiptStanding(enum.StrEnum):
    """Where an archived receipt is on its way out."""

    KEPT = "kept"
    DUE = "due"
    PROPOSED = "proposed"
    DESTROYED = "destroyed"


class Double(enum.StrEnum):
    """Why somebody should look at a letter's evidence twice."""

    SAME_PICTURE = "same_picture"
    TWO_PICTURES = "two_pictures"
    BOTH_WAYS = "both_ways"


def series_prefix(year: int, place: int) -> str:
    """2026-家长信 for the first mailing archived of a year, 2026-家长信2 for the second: never the mailing's name.

    A mailing's name may change, and what was written on a slip must not.
    """
    return f"{year}-{SERIES_WORD}{place if place > 1 else ''}"


def archive_number(prefix: str, serial: int) -> str:
    """2026-家长信-000123: six places, so that numbers in one series sort as texts; a campus has 50,000."""
    return f"{prefix}-{serial:06d}"


def box_code(prefix: str, serial: int) -> str:
    """2026-家长信-箱03."""
    return f"{prefix}-{BOX_WORD}{serial:02d}"


def destruction_number(year: int, serial: int) -> str:
    """销毁-2026-003."""
    return f"销毁-{year}-{serial:03d}"


def keep_until(archived_on: dt.date, years: int) -> dt.date:
    """The last day of the last year in which the receipt is kept.

    Counted from the first of January after it was archived, as Chinese archives count, so that all
    receipts of a year fall due together and one record of destruction does for them.
    """
    return dt.date(archived_on.year + years, 12, 31)


def standing(keep: dt.date, today: dt.date, *, proposed: bool, destroyed: bool) -> ReceiptStanding:
    """Where a receipt stands on a day."""
    if destroyed:
        return ReceiptStanding.DESTROYED
    if proposed:
        return ReceiptStanding.PROPOSED
    return ReceiptStanding.DUE if keep < today else ReceiptStanding.KEPT
