"""What happens in the story, as plain values: each act is one audit event and moves the rows it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from school.appstatus.rules import Given, Voice
from school.demo.dates import TICKS_PER_DAY
from school.foundation.audit import EventKind
from school.letters.models import Confirmation, ExemptReason, SignatureKind, Verb
from school.links.rules import SecondThing


@dataclass(frozen=True, slots=True)
class Act:
    """Something at a moment of the story's clock. ``account`` is who did it, where an account did."""

    tick: int
    account: int | None

    @property
    def day(self) -> int:
        """The day of the story."""
        return self.tick // TICKS_PER_DAY


@dataclass(frozen=True, slots=True)
class Noted(Act):
    """An event that changes no row of a class."""

    kind: EventKind
    subject: int | None
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AnswersSet(Act):
    """The same answer for some students of a class."""

    voice: Voice
    given: Given
    seats: Sequence[int]


@dataclass(frozen=True, slots=True)
class Answered(Act):
    """A student's own answer."""

    given: Given
    seat: int


@dataclass(frozen=True, slots=True)
class Reminded(Act):
    """A private reminder to those not asked."""

    seats: Sequence[int]


@dataclass(frozen=True, slots=True)
class Moved(Act):
    """Letters of a class taken one step in one batch."""

    verb: Verb
    seats: Sequence[int]
    settles: bool = False
    reason: ExemptReason | None = None


@dataclass(frozen=True, slots=True)
class OfOne(Act):
    """Something about one student's letter."""

    seat: int


@dataclass(frozen=True, slots=True)
class SignedIn(OfOne):
    """The student signs in with a one-time code."""


@dataclass(frozen=True, slots=True)
class Confirmed(OfOne):
    """The student says where the letter is."""

    confirmation: Confirmation


@dataclass(frozen=True, slots=True)
class Refused(OfOne):
    """Four wrong digits at the door."""


@dataclass(frozen=True, slots=True)
class Opened(OfOne):
    """Four right digits at the door."""

    second_thing: SecondThing


@dataclass(frozen=True, slots=True)
class FamilyAnswered(OfOne):
    """Signed or declined on the phone. ``member`` is the place in the family."""

    kind: SignatureKind
    member: int
    second_thing: SecondThing
    device: str
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Assisted(OfOne):
    """The counsellor notes the receipt for a family that was reached by telephone."""


@dataclass(frozen=True, slots=True)
class Asked(OfOne):
    """The family asks a question: the number of its text."""

    text: int


@dataclass(frozen=True, slots=True)
class QuestionAnswered(OfOne):
    """The counsellor has answered it."""


@dataclass(frozen=True, slots=True)
class Reissued(OfOne):
    """A new copy with a new number; the old one is void."""


@dataclass(frozen=True, slots=True)
class ChangedClass(OfOne):
    """The student came from another class of the college."""


@dataclass(frozen=True, slots=True)
class Left(OfOne):
    """The student leaves the school."""
