"""Carrying out an approved destruction: a campus of pictures takes longer than a request."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from school.foundation.db import db, unit_of_work
from school.foundation.jobs import Job, Origin, Outcome, Running, kind, start
from school.letters.archive.actions.destruction import carry_out, erase
from school.letters.archive.models import ArchivedReceipt, DestructionRecord

ERASE = "archive.erase"
AT_ONCE = 100


def start_erasing(record: DestructionRecord) -> Job:
    """Remove the pictures and personal data of an approved record's receipts."""
    return start(ERASE, record=record.id)


def _record_page(job: Job) -> Origin:
    return Origin("archive.destruction", _l("Back to the record"), {"destruction_id": job.arguments["record"]})


@kind(ERASE, _l("Destroying receipts"), _record_page)
def work(running: Running) -> Outcome:
    """Some letters at a time; run twice, it finds nothing left to remove. Without an approval it removes nothing."""
    record_id: int = running.arguments["record"]
    record = db.session.get_one(DestructionRecord, record_id)
    if record.approved_at is None:
        return Outcome({"receipts": 0, "files": 0})
    statement = select(ArchivedReceipt.letter_id).where(ArchivedReceipt.destruction_id == record_id)
    letter_ids = list(db.session.scalars(statement.order_by(ArchivedReceipt.letter_id)))
    files = 0
    for first in range(0, len(letter_ids), AT_ONCE):
        with unit_of_work():
            files += erase(letter_ids[first : first + AT_ONCE])
        running.advance(min(first + AT_ONCE, len(letter_ids)), len(letter_ids))
    with unit_of_work():
        carry_out(db.session.get_one(DestructionRecord, record_id), files)
    return Outcome({"receipts": len(letter_ids), "files": files})
