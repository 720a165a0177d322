"""What a student does: says where the letter is."""

from __future__ import annotations

from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.foundation.files import forget, store_bytes
from school.letters.actions.moves import lock_letters
from school.letters.models import Confirmation, Letter
from school.letters.queries.photos import photo_of
from school.letters.student.events import LETTER_CONFIRMED


def confirm(letter: Letter, confirmation: Confirmation, photo: bytes | None) -> bool:
    """Note what the student says; it moves the letter nowhere, being a claim.

    It can be said anew until the family's answer arrives or somebody counts the slips; then False.
    """
    letter = lock_letters([letter.id])[0]
    if not letter.takes_claims:
        return False
    letter.confirmation, letter.confirmed_at = confirmation, utc_now()
    if photo is not None:
        _put_photo(letter, photo)
    record(LETTER_CONFIRMED, letter.id, confirmation=confirmation, photo=photo is not None)
    return True


def _put_photo(letter: Letter, photo: bytes) -> None:
    """Keep this photo, and let go of the one it replaces."""
    former = photo_of(letter)
    letter.photo_id = store_bytes(photo, name="slip.jpg", media_type="image/jpeg").id
    db.session.flush()
    if former is not None:
        forget(former)
