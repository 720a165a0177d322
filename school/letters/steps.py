"""The steps of a class's page: what is listed, what a tick means, which verb it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.foundation.access import Permission
from school.letters.queries.classes import ClassLetters, ClassRow
from school.letters.rules import TRANSITIONS, Verb

ALL = "all"


@dataclass(frozen=True)
class Step:
    """One step. ``ticked`` says which rows come with a tick already; ``endpoint`` takes the form.

    ``aside`` is a step that is not owed: nobody is led to it, and how many it could move counts for nothing.
    ``needs_reason`` asks for one.
    """

    verb: Verb
    endpoint: str
    label: LazyString
    question: LazyString
    button: LazyString
    nothing: LazyString
    ticked: str = "none"  # none, all, or claims (students who say they handed it in)
    aside: bool = False
    needs_reason: bool = False

    @property
    def permission(self) -> Permission:
        """Who may take this step."""
        return TRANSITIONS[self.verb].permission

    def starts_ticked(self, row: ClassRow) -> bool:
        """Whether the row comes with a tick."""
        return self.ticked == "all" or (self.ticked == "claims" and row.claims_handed_in)


STEPS: dict[str, Step] = {
    "hand_out": Step(
        Verb.HAND_OUT,
        "letters.hand_out",
        _l("Hand out"),
        _l("Tick only those who did not get their letter."),
        _l("All handed out, except those ticked"),
        _l("Every letter has been handed out."),
    ),
    "back": Step(
        Verb.TICK_BACK,
        "letters.settle",
        _l("Slips back"),
        _l(
            "Tick the slips you hold. Students who say they handed theirs in stand first and are ticked: take the tick away where there is no slip."
        ),
        _l("These slips are in my hand"),
        _l("Nobody owes a slip."),
        ticked="claims",
    ),
    "check": Step(
        Verb.CHECK,
        "letters.look_at",
        _l("Check"),
        _l("Look at each receipt: is it signed, and by the family? Take the tick away where you want to ask first."),
        _l("Checked"),
        _l("There is nothing to check."),
        ticked="all",
    ),
    "archive": Step(
        Verb.ARCHIVE,
        "archive.archive_class",
        _l("Archive"),
        _l(
            "Put the slips into the box in this order. Each receipt gets its archive number, each slip its place; receipts signed on the phone need no box."
        ),
        _l("Archived"),
        _l("There is nothing to archive."),
        ticked="all",
    ),
    "exempt": Step(
        Verb.EXEMPT,
        "letters.exempt_several",
        _l("Set to no letter"),
        _l(
            "Tick the students whose families get no letter: there is nobody to write to, or contact is unwise. Their links close at once, and they are counted apart. One reason holds for all those ticked; only counsellors of this class see it."
        ),
        _l("No letter for those ticked"),
        _l("Every family has answered, or gets no letter."),
        aside=True,
        needs_reason=True,
    ),
}


def steps_for(held: Iterable[str]) -> dict[str, Step]:
    """The steps somebody may take, in their order."""
    allowed = set(held)
    return {key: step for key, step in STEPS.items() if key in allowed}


def best_step(wanted: str, offered: dict[str, Step], letters: ClassLetters) -> str:
    """The step asked for, else the first with something to do, else the whole list."""
    if wanted == ALL or wanted in offered:
        return wanted
    return next((key for key, step in offered.items() if not step.aside and letters.to(step.verb)), ALL)
