"""Verbs that change letters; each records one event."""

from school.letters.actions.issuing import Issued, issue_letters
from school.letters.actions.mailings import (
    MailingPlan,
    change_mailing,
    close_mailing,
    create_mailing,
    record_printed,
    revise_wording,
)
from school.letters.actions.moves import Moved, lock_letters, move_letters, step, undo
from school.letters.actions.receipts import (
    Settled,
    exempt_in_class,
    hand_out_class,
    move_in_class,
    settle_confirmations,
)
from school.letters.actions.single import (
    answer_question,
    exempt_letter,
    lift_exemption,
    move_letter,
    move_paper,
    reissue_letter,
    unlock_letter,
)
from school.letters.actions.slips import keep_slip_picture

__all__ = [
    "Issued",
    "MailingPlan",
    "Moved",
    "Settled",
    "answer_question",
    "change_mailing",
    "close_mailing",
    "create_mailing",
    "exempt_in_class",
    "exempt_letter",
    "hand_out_class",
    "issue_letters",
    "keep_slip_picture",
    "lift_exemption",
    "lock_letters",
    "move_in_class",
    "move_letter",
    "move_letters",
    "move_paper",
    "record_printed",
    "reissue_letter",
    "revise_wording",
    "settle_confirmations",
    "step",
    "undo",
    "unlock_letter",
]
