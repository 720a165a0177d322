"""Where a letter can be, and who moves it from where to where: the one table.

    issued → handed out → back (paper), signed (phone) or assisted → checked → archived
    declined · exempt;  "replaced" is no state: it is an older, voided copy of the same letter.

The code moves letters only along these rows, the class page offers only these verbs, and
docs/letter-states.md is written from them (``flask letters states``).
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from school.foundation.access.policy import Permission


class LetterState(enum.StrEnum):
    """Where a letter is."""

    ISSUED = "issued"
    HANDED_OUT = "handed_out"
    BACK = "back"
    SIGNED = "signed"
    ASSISTED = "assisted"
    CHECKED = "checked"
    ARCHIVED = "archived"
    DECLINED = "declined"
    EXEMPT = "exempt"


class Verb(enum.StrEnum):
    """What moves a letter."""

    HAND_OUT = "hand_out"
    TICK_BACK = "tick_back"
    UNTICK = "untick"
    SIGN = "sign"
    DECLINE = "decline"
    ASSIST = "assist"
    UNASSIST = "unassist"
    CHECK = "check"
    UNCHECK = "uncheck"
    ARCHIVE = "archive"
    EXEMPT = "exempt"
    LIFT = "lift"
    REISSUE = "reissue"
    UNDO = "undo"


# No answer yet: the family still owes one. And: the receipt is there, on paper, from the phone, or noted for a family
# that could do neither.
OPEN = frozenset({LetterState.ISSUED, LetterState.HANDED_OUT})
RECEIVED = frozenset({LetterState.BACK, LetterState.SIGNED, LetterState.ASSISTED})
COMPLETE = RECEIVED | {LetterState.CHECKED, LetterState.ARCHIVED}
# What shows on the paper itself, and so to a class post. All else looks alike to them: answered, refused, exempt.
ON_PAPER = OPEN | {LetterState.BACK}
_UNANSWERED = OPEN | {LetterState.DECLINED}
# A slip or a signature of the family's own takes the place of what the counsellor noted.
_WITHOUT_OWN = _UNANSWERED | {LetterState.ASSISTED}


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    ``target`` None means "where it was before": the last step is taken back. ``moment`` is the
    column of the letter that notes when; ``clears`` are those that no longer hold.
    """

    verb: Verb
    sources: frozenset[LetterState]
    target: LetterState | None
    permission: Permission
    moment: str | None = None
    clears: tuple[str, ...] = ()
    note: str = ""


_TABLE = (
    Transition(
        Verb.HAND_OUT,
        frozenset({LetterState.ISSUED}),
        LetterState.HANDED_OUT,
        Permission.LETTER_HAND_OUT,
        "handed_out_at",
        note="a whole class in one step, except those named",
    ),
    Transition(
        Verb.TICK_BACK,
        _WITHOUT_OWN,
        LetterState.BACK,
        Permission.LETTER_HAND_OUT,
        "back_at",
        note="a signed slip is in the hand; also settles what the student said",
    ),
    Transition(
        Verb.UNTICK,
        frozenset({LetterState.BACK}),
        None,
        Permission.LETTER_HAND_OUT,
        clears=("back_at", "settled_at"),
        note="the slip was ticked by mistake",
    ),
    Transition(
        Verb.SIGN,
        _WITHOUT_OWN,
        LetterState.SIGNED,
        Permission.LETTER_SIGN,
        "signed_at",
        note="once the mailing's receipt policy is met; a decline by one does not stop another",
    ),
    Transition(
        Verb.DECLINE,
        OPEN,
        LetterState.DECLINED,
        Permission.LETTER_SIGN,
        "declined_at",
        note="an answer like any other; nothing depends on it",
    ),
    Transition(
        Verb.ASSIST,
        OPEN,
        LetterState.ASSISTED,
        Permission.LETTER_CHECK,
        "assisted_at",
        note="noted for a family that can neither sign on the phone nor return paper, with how and why",
    ),
    Transition(
        Verb.UNASSIST,
        frozenset({LetterState.ASSISTED}),
        None,
        Permission.LETTER_CHECK,
        clears=("assisted_at",),
        note="noted by mistake; the note is gone, the log keeps that it was made",
    ),
    Transition(
        Verb.CHECK,
        RECEIVED,
        LetterState.CHECKED,
        Permission.LETTER_CHECK,
        "checked_at",
        note="a counsellor or contact has looked at the receipt",
    ),
    Transition(
        Verb.UNCHECK,
        frozenset({LetterState.CHECKED}),
        None,
        Permission.LETTER_CHECK,
        clears=("checked_at",),
        note="checked by mistake",
    ),
    Transition(
        Verb.ARCHIVE,
        frozenset({LetterState.CHECKED}),
        LetterState.ARCHIVED,
        Permission.RECEIPT_ARCHIVE,
        "archived_at",
        note="the receipt has its archive number, and a slip its place in a box",
    ),
    Transition(
        Verb.EXEMPT,
        _UNANSWERED,
        LetterState.EXEMPT,
        Permission.LETTER_EXEMPT,
        note="no family to write to, or contact is unwise; the link closes; the reason is the counsellor's alone",
    ),
    Transition(
        Verb.LIFT,
        frozenset({LetterState.EXEMPT}),
        LetterState.ISSUED,
        Permission.LETTER_EXEMPT,
        clears=("handed_out_at", "declined_at"),
        note="also when a roster brings a family for a student who had none",
    ),
    Transition(
        Verb.REISSUE,
        _UNANSWERED,
        LetterState.ISSUED,
        Permission.LETTER_CHECK,
        clears=("handed_out_at", "declined_at"),
        note="a new copy with a new number; the old one is void at once and stays known as replaced",
    ),
)
TRANSITIONS: dict[Verb, Transition] = {row.verb: row for row in _TABLE}


def came_late(at: dt.datetime | None, closed_at: dt.datetime | None) -> bool:
    """Whether an answer of ``at`` came when its mailing was closed already; None: there is no answer, it is open."""
    return at is not None and closed_at is not None and at > closed_at


def allowed(state: LetterState, verb: Verb) -> bool:
    """Whether ``verb`` moves a letter that is in ``state``."""
    return verb in TRANSITIONS and state in TRANSITIONS[verb].sources


def target(state: LetterState, verb: Verb, before: LetterState | None = None) -> LetterState:
    """Where ``verb`` takes a letter from ``state``; ``before`` is where its last step came from.

    Raises ValueError when the table has no such row. A step whose origin is not known (a letter
    that was imported) is taken back to the nearest state it must have passed.
    """
    if not allowed(state, verb):
        raise ValueError(f"a letter that is {state} cannot {verb}")
    if (aim := TRANSITIONS[verb].target) is not None:
        return aim
    if before is not None:
        return before
    return LetterState.HANDED_OUT if state is LetterState.BACK else LetterState.BACK
