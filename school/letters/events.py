"""What this room writes into the log. A batch's id leads to the letters it moved."""

from __future__ import annotations

from school.foundation.audit import event
from school.letters.rules.states import TRANSITIONS

MAILING_CREATED = event("mailing.created", "mailing")
MAILING_CHANGED = event("mailing.changed", "mailing")
MAILING_CLOSED = event("mailing.closed", "mailing", closed=bool)
WORDING_REVISED = event("mailing.wording_revised", "mailing", version=int)

LETTERS_ISSUED = event("letters.issued", "mailing", made=int, exempt=int, lifted=int, had=int)
JOB_STARTED = event("letters.job_started", "mailing", job=int, kind=str)
LETTERS_PRINTED = event("letters.printed", "mailing", letters=int, held_back=int, classes=int)
LETTERS_UNDONE = event("letters.undone", "letter_batch", batch=int, count=int, left=int)
LETTER_REISSUED = event("letter.reissued", "letter", link=int, old_link=int)
LINK_UNLOCKED = event("letter.link_unlocked", "letter", link=int)
QUESTION_ANSWERED = event("letter.question_answered", "letter", question=int)

# One event a verb: letters.hand_out, letters.tick_back, letters.check …
MOVED = {
    verb: event(f"letters.{verb.value}", "letter_batch", mailing=int, class_id=int, count=int) for verb in TRANSITIONS
}
