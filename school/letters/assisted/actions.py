"""Noting a receipt for a family, and taking the note back."""

from __future__ import annotations

from dataclasses import dataclass

from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.letters.actions.moves import class_of, lock_letters, step
from school.letters.assisted.events import LETTER_ASSISTED, LETTER_UNASSISTED
from school.letters.family.queries import assisted_note
from school.letters.models import (
    AssistedReason,
    ContactWay,
    Letter,
    Relationship,
    Signature,
    SignatureKind,
    SignatureMethod,
    Verb,
    Wording,
)


@dataclass(frozen=True)
class Assistance:
    """Who of the family was reached, how, and why they could neither sign nor return paper."""

    relationship: Relationship
    contact_way: ContactWay
    reason: AssistedReason
    name: str = ""
    note: str = ""


def assist(letter: Letter, given: Assistance) -> bool:
    """Note that the family has the letter. False, with nothing noted, where an answer is there already.

    Two counsellors at once come one after the other; the second finds the note of the first.
    """
    letter = lock_letters([letter.id])[0]
    moved = step(Verb.ASSIST, [letter], class_of(letter))
    if moved.batch is None:
        return False
    row = _write(letter, given)
    record(
        LETTER_ASSISTED,
        letter.id,
        signature=row.id,
        relationship=given.relationship,
        contact_way=given.contact_way,
        assisted_reason=given.reason,
    )
    return True


def unassist(letter: Letter) -> None:
    """Take the note back: the letter is where it was before, and its family owes an answer again.

    A note that was followed by a signature or a slip, or was checked, stays; a second try changes nothing.
    """
    letter = lock_letters([letter.id])[0]
    note = assisted_note(letter)
    moved = step(Verb.UNASSIST, [letter], class_of(letter)) if note is not None else None
    if note is not None and moved is not None and moved.batch is not None:
        db.session.delete(note)
        db.session.flush()
    record(LETTER_UNASSISTED, letter.id, signature=note.id if note is not None and moved and moved.batch else None)


def _write(letter: Letter, given: Assistance) -> Signature:
    """The note as a row; ``person_key`` makes it one note a letter, and never mistakes it for a person who signs."""
    row = Signature(
        letter_id=letter.id,
        kind=SignatureKind.SIGNED,
        method=SignatureMethod.ASSISTED,
        relationship_to_student=given.relationship,
        name=given.name,
        person_key="assisted",
        contact_way=given.contact_way,
        assisted_reason=given.reason,
        assisted_note=given.note,
        account_id=current_actor().account_id,
        wording_sha256=db.session.get_one(Wording, letter.wording_id).sha256,
        at=utc_now(),
    )
    db.session.add(row)
    db.session.flush()
    return row
