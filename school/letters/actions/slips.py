"""Keeping the picture of a slip; the action that files the slip records the event."""

from __future__ import annotations

from school.foundation.access import current_actor
from school.foundation.db import db, utc_now
from school.foundation.files import StoredFile, forget, store_bytes
from school.letters.models import Letter, SlipPicture, SlipSource


def keep_slip_picture(letter: Letter, jpeg: bytes, source: SlipSource) -> SlipPicture:
    """Keep ``jpeg`` as the letter's slip, and let go of the one it replaces."""
    found = db.session.get(SlipPicture, letter.id)
    former = db.session.get(StoredFile, found.file_id) if found is not None else None
    row = found or SlipPicture(letter_id=letter.id)
    row.file_id = store_bytes(jpeg, name="slip.jpg", media_type="image/jpeg").id
    row.source, row.taken_at = source, utc_now()
    row.account_id = current_actor().account_id
    db.session.add(row)
    db.session.flush()
    if former is not None:
        forget(former)
    return row
