"""The stored pictures of slips."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from school.foundation.db import db
from school.foundation.files import StoredFile
from school.letters.models import Letter, SlipPicture


def picture_hashes(letter_ids: Sequence[int]) -> dict[int, str | None]:
    """SHA-256 of the slip's picture by letter; letters without one are not there."""
    statement = select(SlipPicture.letter_id, StoredFile.sha256).join(StoredFile, StoredFile.id == SlipPicture.file_id)
    found = db.session.execute(statement.where(SlipPicture.letter_id.in_(letter_ids)))
    return {row.letter_id: row.sha256 for row in found}


def slip_of(letter: Letter) -> StoredFile | None:
    """The picture of a letter's slip; None where none was kept."""
    statement = select(StoredFile).join(SlipPicture, SlipPicture.file_id == StoredFile.id)
    return db.session.scalar(statement.where(SlipPicture.letter_id == letter.id))
