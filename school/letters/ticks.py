"""Where the slip's small boxes are: one source for who draws them and who reads them back."""

from __future__ import annotations

from dataclasses import dataclass

from school.letters.paper import LetterLabels

TICK = 4.4
RELATION_ROW, TICKS_ROW = 242.0, 251.0
RELATION_LEFT, RELATION_ROOM = 57.0, 22.0
# Left edge of each box and the room for its words (mm): set for the Chinese words, and the same in
# every language, because slips of all letters come back in one pile.
RELATIONS = ((80.4, 11.3), (99.15, 11.3), (117.9, 34.5), (159.95, 22.0))
READ, CONTACT = (57.0, 30.6), (95.15, 86.8)


@dataclass(frozen=True)
class TickPlace:
    """One small box of the slip: its name, its words and their room, its left edge and the middle of its row (mm)."""

    name: str
    words: str
    x: float
    middle: float
    room: float


def tick_places(labels: LetterLabels) -> list[TickPlace]:
    """The slip's small boxes in reading order: one a relation, "read", "please contact me"."""
    relations = [
        TickPlace(f"relation_{number}", words, x, RELATION_ROW, room)
        for number, (words, (x, room)) in enumerate(zip(labels.relations, RELATIONS, strict=True))
    ]
    read = TickPlace("read", labels.have_read, READ[0], TICKS_ROW, READ[1])
    contact = TickPlace("please_contact", labels.please_contact, CONTACT[0], TICKS_ROW, CONTACT[1])
    return [*relations, read, contact]
