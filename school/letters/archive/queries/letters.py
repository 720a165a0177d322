"""What the archive knows of one letter, for the letter's page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.ui.states import State
from school.letters.archive.labels import DOUBLES, STANDINGS
from school.letters.archive.models import ArchivedReceipt, DestructionRecord
from school.letters.archive.queries.doubles import doubles_of
from school.letters.archive.queries.lists import in_archive
from school.letters.archive.rules import Double, standing
from school.letters.models import Letter, SlipPicture
from school.letters.receipts.queries import has_receipt, receipt_of
from school.letters.receipts.rules import printed_code


@dataclass(frozen=True)
class FiledLetter:
    """Its receipt, its picture and its place in the archive; ``code`` is empty while there is no receipt."""

    code: str
    slip: SlipPicture | None
    archived: ArchivedReceipt | None
    doubles: list[State]

    @property
    def record(self) -> DestructionRecord | None:
        """The record of destruction that names it."""
        return self.archived.destruction if self.archived else None

    @property
    def state(self) -> State | None:
        """Where the receipt stands in the archive."""
        row, record = self.archived, self.record
        if row is None:
            return None
        gone = record is not None and record.carried_out_at is not None
        return STANDINGS[standing(row.keep_until, today(), proposed=record is not None, destroyed=gone)]


def filed_letter(letter: Letter) -> FiledLetter:
    """The letter's receipt, picture, archive row and doubles."""
    content = receipt_of(letter)
    slip_row = select(SlipPicture).where(SlipPicture.letter_id == letter.id).options(joinedload(SlipPicture.file))
    archived_row = (
        select(ArchivedReceipt)
        .join(Letter, Letter.id == ArchivedReceipt.letter_id)
        .where(ArchivedReceipt.letter_id == letter.id, in_archive())
        .options(joinedload(ArchivedReceipt.box), joinedload(ArchivedReceipt.destruction))
    )
    slip = db.session.scalar(slip_row)
    kinds = db.session.execute(doubles_of(letter)).one()
    return FiledLetter(
        code=printed_code(content.code) if has_receipt(content) else "",
        slip=slip,
        archived=db.session.scalar(archived_row),
        doubles=[DOUBLES[kind] for kind in Double if getattr(kinds, kind.value)],
    )
