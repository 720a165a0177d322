"""What becomes of letters that were handed out: by chance, and set for the first class."""

from __future__ import annotations

import enum
from itertools import accumulate
from random import Random

from school.demo.people import STUDENT


class Fate(enum.Enum):
    """What becomes of a letter that was handed out."""

    OPEN = enum.auto()
    LOCKED = enum.auto()
    REPLACED = enum.auto()
    DECLINED = enum.auto()
    SIGNED = enum.auto()
    ON_PAPER = enum.auto()
    ASKED = enum.auto()
    CLAIMED = enum.auto()
    CANNOT = enum.auto()
    ASSISTED = enum.auto()
    TAKEN_HOME = enum.auto()


# In the first class every kind is there, whatever the size of the campus.
FIRST_CLASS = {
    STUDENT: Fate.OPEN,
    9: Fate.LOCKED,
    12: Fate.REPLACED,
    13: Fate.ASKED,
    14: Fate.DECLINED,
    15: Fate.SIGNED,
    16: Fate.ON_PAPER,
    17: Fate.CANNOT,
    18: Fate.CLAIMED,
    19: Fate.ASSISTED,
}
# What chance gives, in the order of the shares in ``fate_of``.
DRAWN = (
    Fate.LOCKED,
    Fate.DECLINED,
    Fate.SIGNED,
    Fate.ON_PAPER,
    Fate.ASKED,
    Fate.CLAIMED,
    Fate.CANNOT,
    Fate.ASSISTED,
)
# Receipts that nobody has looked at yet: the demo's counsellor may.
UNCHECKED = frozenset(seat for seat, fate in FIRST_CLASS.items() if fate in (Fate.SIGNED, Fate.ON_PAPER))


def fate_of(random: Random, class_pace: float) -> Fate:
    """One family's; ``class_pace`` says how far the class is, from 0 to 1."""
    pace = 0.45 + class_pace / 2
    shares = (0.0008, 0.025, 0.36 * pace, 0.42 * pace, 0.03, 0.04, 0.02, 0.004)
    draw = random.random()
    for kind, reached in zip(DRAWN, accumulate(shares), strict=True):
        if draw < reached:
            return kind
    return Fate.REPLACED if draw > 0.998 else Fate.OPEN if random.random() < 0.5 else Fate.TAKEN_HOME
