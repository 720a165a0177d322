"""What is done with a class's letters: handed out, back, settled, checked, archived, exempt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from school.foundation.db import utc_now
from school.letters.actions.moves import Moved, lock_letters, move_letters
from school.letters.models import Confirmation, ExemptReason, Letter, LetterState, Mailing, Verb
from school.letters.queries.classes import letter_ids_of_class
from school.letters.rules import OPEN
from school.org.models import SchoolClass


@dataclass(frozen=True)
class Settled:
    """``missing`` say they handed in a slip that is not in the hand: somebody asks them."""

    moved: Moved
    missing: list[Letter]


def hand_out_class(school_class: SchoolClass, mailing: Mailing, exceptions: Collection[int] = ()) -> Moved:
    """All letters of the class handed out, except those with these ids."""
    letters = _letters(school_class, mailing)
    handed = [letter for letter in letters if letter.id not in exceptions and letter.state is LetterState.ISSUED]
    return move_letters(Verb.HAND_OUT, handed, school_class.id)


def move_in_class(verb: Verb, school_class: SchoolClass, mailing: Mailing, letter_ids: Collection[int]) -> Moved:
    """Move the named letters of one class; ids of other classes are not looked at."""
    chosen = [letter for letter in _letters(school_class, mailing) if letter.id in letter_ids]
    return move_letters(verb, chosen, school_class.id)


def exempt_in_class(
    school_class: SchoolClass, mailing: Mailing, letter_ids: Collection[int], reason: ExemptReason
) -> Moved:
    """No letter for these families of one class, all for the same reason; as ``exempt_letter`` for one."""
    chosen = [letter for letter in _letters(school_class, mailing) if letter.id in letter_ids]
    return move_letters(Verb.EXEMPT, chosen, school_class.id, exempt_reason=reason)


def settle_confirmations(school_class: SchoolClass, mailing: Mailing, in_hand: Collection[int]) -> Settled:
    """Compare what students say with the slips in the hand, for the whole class in one step.

    Slips in the hand are back. A student who says "handed in" and whose slip is not there is
    returned in ``missing`` and stays open: a claim never counts by itself.
    """
    letters = _letters(school_class, mailing)
    held = [letter for letter in letters if letter.id in in_hand]
    moved = move_letters(Verb.TICK_BACK, held, school_class.id, settled_at=utc_now())
    missing = [letter for letter in letters if claims_without_slip(letter)]
    return Settled(moved, missing)


def claims_without_slip(letter: Letter) -> bool:
    """Whether the student says the slip was handed in and no answer is there."""
    return letter.confirmation is Confirmation.HANDED_IN and letter.state in OPEN


def _letters(school_class: SchoolClass, mailing: Mailing) -> list[Letter]:
    return lock_letters(letter_ids_of_class(school_class.id, mailing.id))
