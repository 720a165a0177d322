"""What a page that came back amounts to, and what a person may do with it: pure, no pictures, no database."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from school.foundation.scans.layout import Mark, PageKind
from school.letters.rules.states import OPEN, LetterState, Verb, allowed
from school.links.rules import ALPHABET, NUMBER_LENGTH, read_number

SIGNATURE, DATE, READ, CONTACT = "signature", "date", "read", "please_contact"


class Result(enum.StrEnum):
    """How a page ends when it is read; every page has exactly one."""

    FILED = "filed"
    UNSIGNED = "unsigned"
    UNCLEAR = "unclear"
    ALREADY = "already"
    REPLACED = "replaced"
    OTHER_MAILING = "other_mailing"
    UNREADABLE = "unreadable"
    NO_SLIP = "no_slip"
    BLANK_BACK = "blank_back"


class Reason(enum.StrEnum):
    """What the result alone does not say."""

    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    TWO_CODES = "two_codes"
    SIGNATURE = "signature"
    CONTACT = "contact"
    EXEMPT = "exempt"
    ANSWERED = "answered"
    TWICE = "twice"
    TROUBLE = "trouble"


class Settling(enum.StrEnum):
    """What was done with a page."""

    FILED = "filed"
    RETURNED = "returned"
    NO_SLIP = "no_slip"
    DUPLICATE = "duplicate"
    BETTER_PICTURE = "better_picture"
    BLANK = "blank"


# Done without anybody's looking.
BY_ITSELF = {Result.FILED: Settling.FILED, Result.BLANK_BACK: Settling.BLANK}


@dataclass(frozen=True)
class Known:
    """What the database knows of a slip's number. ``within`` is the reach of whoever scanned it.

    ``agrees`` says whether the page's other code, where there is one, belongs to the same letter;
    ``twin`` whether a page of this letter lies at the batch's desk already.
    """

    state: LetterState
    mailing_id: int
    within: bool = True
    replaced: bool = False
    agrees: bool = True
    twin: bool = False


@dataclass(frozen=True)
class Verdict:
    """How a page ends, and why where that needs saying."""

    result: Result
    reason: Reason | None = None


WITHOUT_NUMBER = frozenset({Result.UNREADABLE, Result.NO_SLIP, Result.BLANK_BACK})
WITHOUT_SLIP = {
    PageKind.BLANK: Verdict(Result.BLANK_BACK),
    PageKind.UNREADABLE: Verdict(Result.UNREADABLE),
    PageKind.NO_SHEET: Verdict(Result.NO_SLIP),
}


def verdict(known: Known | None, marks: Mapping[str, Mark], mailing_id: int | None = None) -> Verdict:
    """How a slip ends whose code was read. ``mailing_id`` is the batch's mailing, None for any.

    Whether the number is ours and whose comes before what is written on the slip: a slip that is not
    this person's to see tells nothing more.
    """
    if known is None:
        return Verdict(Result.NO_SLIP, Reason.UNKNOWN)
    if not known.within:
        return Verdict(Result.NO_SLIP, Reason.FOREIGN)
    if not known.agrees:
        return Verdict(Result.UNCLEAR, Reason.TWO_CODES)
    if known.replaced:
        return Verdict(Result.REPLACED)
    if mailing_id is not None and known.mailing_id != mailing_id:
        return Verdict(Result.OTHER_MAILING)
    return _of_letter(known, marks)


def _of_letter(known: Known, marks: Mapping[str, Mark]) -> Verdict:
    if known.state is LetterState.EXEMPT:
        return Verdict(Result.UNCLEAR, Reason.EXEMPT)
    if not allowed(known.state, Verb.TICK_BACK):
        return Verdict(Result.ALREADY)
    if known.twin and marks.get(SIGNATURE) is not Mark.INK:
        return Verdict(Result.ALREADY, Reason.TWICE)
    return _by_marks(marks)


def _by_marks(marks: Mapping[str, Mark]) -> Verdict:
    signature = marks.get(SIGNATURE, Mark.LOOK)
    if signature is Mark.BLANK:
        return Verdict(Result.UNSIGNED)
    if signature is Mark.LOOK:
        return Verdict(Result.UNCLEAR, Reason.SIGNATURE)
    if marks.get(CONTACT) is Mark.LOOK:
        return Verdict(Result.UNCLEAR, Reason.CONTACT)
    return Verdict(Result.FILED)


def for_class_post(found: Verdict, state: LetterState) -> Verdict:
    """The same for a class post, who files what is still open and nothing else.

    A slip of a family that declined, or whose receipt was noted for it, is the counsellor's to look at:
    filed here, the class's list would tell that there was no signature.
    """
    if found.result is Result.FILED and state not in OPEN:
        return Verdict(Result.UNCLEAR, Reason.ANSWERED)
    return found


class Answer(enum.StrEnum):
    """What a class post is told of a slip at once."""

    IN = "in"
    IN_ALREADY = "in_already"
    NO_INK = "no_ink"
    LOOKED_AT = "looked_at"
    TYPE_NUMBER = "type_number"
    NOT_THIS_CLASS = "not_this_class"


def answer(found: Verdict, marks: Mapping[str, Mark], state: LetterState | None) -> Answer:
    """What the slip itself says, and nothing of a letter that was answered, declined or exempted elsewhere.

    All these look like an open letter: what is told follows from the ink alone. Only "back on paper",
    which the class post sees on its list, may be told.
    """
    if found.reason in (Reason.FOREIGN, Reason.UNKNOWN):
        return Answer.NOT_THIS_CLASS
    if found.result in WITHOUT_NUMBER:
        return Answer.TYPE_NUMBER
    if found.result in (Result.REPLACED, Result.OTHER_MAILING) or found.reason is Reason.TWO_CODES:
        return Answer.LOOKED_AT
    if state is LetterState.BACK and found.result is Result.ALREADY:
        return Answer.IN_ALREADY
    return _by_ink(marks)


def _by_ink(marks: Mapping[str, Mark]) -> Answer:
    signature = marks.get(SIGNATURE, Mark.LOOK)
    if signature is Mark.BLANK:
        return Answer.NO_INK
    unsure = signature is Mark.LOOK or marks.get(CONTACT) is Mark.LOOK
    return Answer.LOOKED_AT if unsure else Answer.IN


def choices(result: Result, reason: Reason | None, state: LetterState | None) -> tuple[Settling, ...]:
    """What may be done with a page at the desk; the first is what Enter does.

    ``state`` is where the letter is now, None while no letter is known.
    """
    if state is None:
        first = (Settling.NO_SLIP, Settling.FILED) if result is Result.NO_SLIP else (Settling.FILED, Settling.NO_SLIP)
        return (*first, Settling.DUPLICATE)
    if not allowed(state, Verb.TICK_BACK):
        if state is LetterState.EXEMPT:
            return (Settling.RETURNED, Settling.NO_SLIP)
        better = (Settling.BETTER_PICTURE,) if picture_may_change(state) else ()
        return (Settling.DUPLICATE, *better, Settling.RETURNED, Settling.NO_SLIP)
    others = (Settling.DUPLICATE, Settling.NO_SLIP)
    if result is Result.UNSIGNED or reason is Reason.TWICE:
        return (Settling.RETURNED, Settling.FILED, *others)
    return (Settling.FILED, Settling.RETURNED, *others)


def picture_may_change(state: LetterState) -> bool:
    """Whether a received slip's picture may be exchanged: the archive keeps the hash of the one it took in."""
    return state is not LetterState.ARCHIVED and not allowed(state, Verb.TICK_BACK)


class Typed(enum.StrEnum):
    """What is wrong with a number as far as it was typed."""

    FINE = "fine"
    SHORT = "short"
    LONG = "long"
    CHARACTER = "character"
    CHECK = "check"


def typed_number(text: str) -> tuple[Typed, str]:
    """Judge a printed number while it is typed: what is wrong, and the number or the characters in question."""
    plain = "".join(character for character in text.upper() if character.isalnum())
    strange = "".join(dict.fromkeys(character for character in plain if character not in ALPHABET))
    if strange:
        return Typed.CHARACTER, strange
    if len(plain) != NUMBER_LENGTH:
        return (Typed.SHORT if len(plain) < NUMBER_LENGTH else Typed.LONG), plain
    number = read_number(plain)
    return (Typed.FINE, number) if number else (Typed.CHECK, plain)


@dataclass(frozen=True)
class Balance:
    """Slips of a batch: each is settled or at the desk; blank backs stand apart.

    ``expected`` is what somebody counted before scanning.
    """

    filed: int = 0
    returned: int = 0
    otherwise: int = 0
    at_desk: int = 0
    blank: int = 0
    expected: int | None = None

    @property
    def slips(self) -> int:
        """Pages that are no blank backs."""
        return self.filed + self.returned + self.otherwise + self.at_desk

    @property
    def settled(self) -> int:
        """Pages nobody has to look at any more, blank backs with them."""
        return self.filed + self.returned + self.otherwise + self.blank

    @property
    def pages(self) -> int:
        """Every page that came in."""
        return self.settled + self.at_desk

    @property
    def missing(self) -> int | None:
        """How many fewer came than were counted (negative: more); None where nobody counted."""
        return None if self.expected is None else self.expected - self.slips
