"""Where the slip's small boxes are: one source for who draws them and who reads them back."""

from __future__ import annotations

from dataclasses import dataclass

from school.foundation.press.drawing import MM
from school.foundation.press.fonts import Fonts
from school.letters.paper import LetterLabels

TICK = 4.4
RELATION_ROW, TICKS_ROW = 242.0, 251.0
_LEFT, _SIZE = 57.0, 11


@dataclass(frozen=True)
class TickPlace:
    """One small box of the slip: its name, its words, its left edge and the middle of its row (mm)."""

    name: str
    words: str
    x: float
    middle: float


def tick_places(fonts: Fonts, labels: LetterLabels) -> list[TickPlace]:
    """The slip's small boxes in reading order: one a relation, "read", "please contact me".

    Their places follow from how wide the words are; who reads a slip that came back asks here, too.
    """
    x = _LEFT + fonts.sans.width(labels.relation, _SIZE) / MM + 4
    places = []
    for number, words in enumerate(labels.relations):
        places.append(TickPlace(f"relation_{number}", words, x, RELATION_ROW))
        x = _after_tick(fonts, x, words)
    read = TickPlace("read", labels.have_read, _LEFT, TICKS_ROW)
    contact = TickPlace("please_contact", labels.please_contact, _after_tick(fonts, read.x, read.words), TICKS_ROW)
    return [*places, read, contact]


def _after_tick(fonts: Fonts, x: float, words: str) -> float:
    """Where the next box may begin."""
    return x + TICK + 1.6 + fonts.sans.width(words, _SIZE) / MM + 5
