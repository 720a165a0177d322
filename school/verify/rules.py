"""How much may be tried within an hour, how typed numbers are read, and how a report is called."""

from __future__ import annotations

import datetime as dt
import secrets
import unicodedata
from dataclasses import dataclass

from school.links.rules import NUMBER_LENGTH, read_number

WINDOW = 3600  # seconds; counts begin anew with every hour
REFERENCE_LENGTH = 8


@dataclass(frozen=True)
class Limit:
    """How often one thing may be tried within ``WINDOW``.

    ``of_place`` from one place: a campus sits behind one address, so it is generous. Once everybody
    together has used up ``strained_from``, places that try a lot have ``when_strained`` only, and
    those that have not tried are not held up. ``of_all`` ends it for everybody until the hour is over.
    """

    name: str
    of_place: int
    when_strained: int
    strained_from: int
    of_all: int

    def has_room(self, place: int, everywhere: int) -> bool:
        """Whether one more may be tried after ``place`` here and ``everywhere`` altogether."""
        allowed = self.when_strained if everywhere >= self.strained_from else self.of_place
        return place < allowed and everywhere < self.of_all


# Numbers that fit their check character and are not ours; what is found costs nothing. With half a million
# papers out, one number in 70,000 exists: 30 an hour find one in three months, 3,000 an hour one a day.
NUMBERS = Limit("numbers", of_place=30, when_strained=3, strained_from=600, of_all=3000)
# Reports cost the office's time and may carry a picture.
REPORTS = Limit("reports", of_place=60, when_strained=10, strained_from=300, of_all=1200)


def window_of(now: dt.datetime) -> tuple[int, dt.datetime]:
    """The number of the present hour, and when it ends."""
    number = int(now.timestamp()) // WINDOW
    return number, dt.datetime.fromtimestamp((number + 1) * WINDOW, dt.UTC)


def typed_number(text: str) -> str | None:
    """A printed number as typed, full-width characters too; None if it cannot be one: that costs no try."""
    return read_number(unicodedata.normalize("NFKC", text))


def shown_number(text: str) -> str:
    """What was typed, in two groups of four where it has eight characters."""
    plain = "".join(each for each in unicodedata.normalize("NFKC", text).upper() if each.isalnum())
    return f"{plain[:4]}-{plain[4:]}" if len(plain) == NUMBER_LENGTH else text


def new_reference() -> str:
    """Eight digits to name a report by on the phone; they say nothing of how many there are."""
    return f"{secrets.randbelow(10**REFERENCE_LENGTH):0{REFERENCE_LENGTH}d}"


def digits_of(phone: str) -> str:
    """A phone as typed, without spaces, hyphens and brackets."""
    return "".join(str(int(each)) for each in phone if each.isdecimal())
