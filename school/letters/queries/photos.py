"""The photo of a slip that a student may add to what they say."""

from __future__ import annotations

from school.foundation.db import db
from school.foundation.files import StoredFile
from school.letters.models import Letter


def photo_of(letter: Letter) -> StoredFile | None:
    """The photo of a letter within reach; None where the student added none."""
    return db.session.get(StoredFile, letter.photo_id) if letter.photo_id is not None else None
