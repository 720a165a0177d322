"""Destroying receipts whose time is over: one person proposes, another approves, a job carries it out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from werkzeug.exceptions import Forbidden

from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.clock import today
from school.foundation.db import db, utc_now
from school.foundation.files import StoredFile, forget
from school.letters.actions import lock_letters
from school.letters.archive.events import (
    DESTRUCTION_APPROVED,
    DESTRUCTION_CARRIED_OUT,
    DESTRUCTION_PROPOSED,
    DESTRUCTION_WITHDRAWN,
)
from school.letters.archive.models import ArchivedReceipt, DestructionRecord
from school.letters.archive.queries.lists import due
from school.letters.archive.rules import destruction_number
from school.letters.models import FamilyQuestion, Letter, Mailing, Relationship, Signature, SlipPicture
from school.links.models import PersonalLink
from school.org.models import School


def propose(mailing: Mailing, reason: str) -> DestructionRecord | None:
    """Propose to destroy all receipts of a mailing whose time is over. None when there are none.

    Raises Forbidden for anybody but an account: a proposal has a name.
    """
    actor = current_actor()
    if actor.kind != "account" or actor.id is None:
        raise Forbidden
    wanted = due(today()).where(ArchivedReceipt.series_id == mailing.id).with_for_update()
    rows = list(db.session.scalars(wanted))
    if not rows:
        record(DESTRUCTION_PROPOSED, None, mailing=mailing.id, receipts=0)
        return None
    proposal = DestructionRecord(number=_next_number(), mailing_id=mailing.id, reason=reason, count=len(rows))
    proposal.proposed_by_id = actor.id
    db.session.add(proposal)
    db.session.flush()
    for row in rows:
        row.destruction_id = proposal.id
    record(DESTRUCTION_PROPOSED, proposal.id, mailing=mailing.id, receipts=len(rows))
    return proposal


def approve(proposal: DestructionRecord) -> bool:
    """Let a proposal be carried out; False when it was decided already.

    Raises Forbidden for who proposed it: the database refuses that, too (``two_people``).
    """
    actor, held = current_actor(), _held(proposal)
    if actor.kind != "account" or actor.id == held.proposed_by_id:
        raise Forbidden
    decided = not held.open
    if not decided:
        held.approved_by_id, held.approved_at = actor.id, utc_now()
    record(DESTRUCTION_APPROVED, held.id, receipts=0 if decided else held.count)
    return not decided


def withdraw(proposal: DestructionRecord) -> None:
    """Nothing is destroyed; the receipts are due as before. The record stays as withdrawn."""
    held = _held(proposal)
    open_before = held.open
    if open_before:
        held.withdrawn_at = utc_now()
        db.session.execute(
            update(ArchivedReceipt).where(ArchivedReceipt.destruction_id == held.id).values(destruction_id=None)
        )
    record(DESTRUCTION_WITHDRAWN, held.id, receipts=held.count if open_before else 0)


def carry_out(proposal: DestructionRecord, files: int) -> None:
    """Note that everything of an approved record is gone; ``files`` pictures were removed."""
    proposal.carried_out_at = proposal.carried_out_at or utc_now()
    record(DESTRUCTION_CARRIED_OUT, proposal.id, receipts=proposal.count, files=files)


def erase(letter_ids: Sequence[int]) -> int:
    """Remove pictures, names, drawings, reasons and questions of these letters; returns how many pictures.

    What stays: that somebody answered, when, to which wording. The families' links close, so that
    nothing personal comes back through them. Safe to run twice.
    """
    lock_letters(letter_ids)
    _close_links(letter_ids)
    slips = select(SlipPicture.file_id).where(SlipPicture.letter_id.in_(letter_ids))
    photos = select(Letter.photo_id).where(Letter.id.in_(letter_ids), Letter.photo_id.is_not(None))
    file_ids = [*db.session.scalars(slips), *db.session.scalars(photos)]
    db.session.execute(delete(SlipPicture).where(SlipPicture.letter_id.in_(letter_ids)))
    db.session.execute(update(Letter).where(Letter.id.in_(letter_ids)).values(photo_id=None))
    for stored in db.session.scalars(select(StoredFile).where(StoredFile.id.in_(file_ids))):
        forget(stored)
        db.session.flush()
    for answer in db.session.scalars(select(Signature).where(Signature.letter_id.in_(letter_ids))):
        _forget_person(answer)
    db.session.execute(update(FamilyQuestion).where(FamilyQuestion.letter_id.in_(letter_ids)).values(text=""))
    return len(file_ids)


def _close_links(letter_ids: Sequence[int]) -> None:
    links = select(Letter.link_id).where(Letter.id.in_(letter_ids), Letter.link_id.is_not(None))
    still_open = update(PersonalLink).where(PersonalLink.id.in_(links), PersonalLink.voided_at.is_(None))
    db.session.execute(still_open.values(voided_at=utc_now()))


def _forget_person(answer: Signature) -> None:
    answer.name = answer.reason = answer.device = answer.assisted_note = ""
    answer.strokes = answer.opened_with = answer.device_hash = answer.helped_by = None
    answer.relationship_to_student = Relationship.OTHER
    answer.person_key = f"destroyed:{answer.id}"


def _held(proposal: DestructionRecord) -> DestructionRecord:
    statement = select(DestructionRecord).where(DestructionRecord.id == proposal.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def _next_number() -> str:
    """The next free one of the year; the school's row is held, so that two who propose at once get neighbours."""
    db.session.execute(select(School.id).with_for_update())
    year = today().year
    number, start = DestructionRecord.number, destruction_number(year, 0)[:-3]
    # By length first: the thousandth is a digit longer.
    of_year = select(number).where(number.startswith(start)).order_by(func.length(number).desc(), number.desc())
    last = db.session.scalar(of_year.limit(1))
    return destruction_number(year, int(last.removeprefix(start)) + 1 if last else 1)
