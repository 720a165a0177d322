"""What is due for destruction, and the records of what was destroyed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from school.foundation.access import Scope, visible
from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.ui.listing import Column, Table
from school.foundation.ui.states import State
from school.letters.archive import labels
from school.letters.archive.models import ArchiveBox, ArchivedReceipt, ArchiveSeries, DestructionRecord
from school.letters.archive.queries.lists import due
from school.letters.archive.rules import YEARS_KEPT
from school.letters.models import Mailing
from school.letters.queries.history import account_names


@dataclass(frozen=True)
class DueMailing:
    """A mailing with receipts in the archive: how many, how many are due, and for how long they are kept."""

    mailing: Mailing
    archived: int
    due: int
    years_kept: int


@dataclass(frozen=True)
class DestructionCard:
    """A record with the names of the two people and its receipts: (archive number, box code, place, SHA-256)."""

    record: DestructionRecord
    proposed_by: str
    approved_by: str
    rows: list[tuple[str, str | None, int | None, str | None]]

    @property
    def state(self) -> State:
        """Where the record stands."""
        return state_of(self.record)


def state_of(record: DestructionRecord) -> State:
    """Where a record stands."""
    if record.withdrawn_at is not None:
        return labels.WITHDRAWN
    if record.carried_out_at is not None:
        return labels.CARRIED_OUT
    return labels.APPROVED if record.approved_at is not None else labels.PROPOSAL_OPEN


RECORDS = Table(
    "destructions",
    columns=(
        Column(
            "number",
            _l("Record"),
            lambda row: row.number,
            sort=DestructionRecord.number,
            link=lambda row: url_for("archive.destruction", destruction_id=row.id),
        ),
        Column("mailing", _l("Mailing"), lambda row: row.mailing.name),
        Column("count", _l("Receipts"), lambda row: row.count, number=True),
        Column(
            "proposed_at", _l("Proposed on"), lambda row: row.proposed_at.date(), sort=DestructionRecord.proposed_at
        ),
        Column("state", _l("State"), state_of),
    ),
    order=(DestructionRecord.id.desc(),),
)


def records(scope: Scope) -> Select[DestructionRecord]:
    """All records within reach."""
    return visible(DestructionRecord, scope).options(joinedload(DestructionRecord.mailing))


def due_by_mailing(scope: Scope) -> list[DueMailing]:
    """Mailings with a series in the archive, the newest first."""
    archived = dict(
        db.session.execute(select(ArchivedReceipt.series_id, func.count()).group_by(ArchivedReceipt.series_id)).all()
    )
    waiting = due(today()).with_only_columns(ArchivedReceipt.series_id, func.count())
    over = dict(db.session.execute(waiting.group_by(ArchivedReceipt.series_id)).all())
    statement = visible(Mailing, scope).add_columns(func.coalesce(ArchiveSeries.years_kept, YEARS_KEPT))
    statement = statement.outerjoin(ArchiveSeries, ArchiveSeries.mailing_id == Mailing.id).order_by(Mailing.id.desc())
    return [
        DueMailing(mailing, archived.get(mailing.id, 0), over.get(mailing.id, 0), years)
        for mailing, years in db.session.execute(statement)
    ]


def on_a_record(letter_ids: Sequence[int]) -> Collection[int]:
    """Those of these letters that are proposed for destruction or destroyed: they stay in the archive.

    What one person proposed is what the other approves, and what is gone cannot be where it was before.
    """
    statement = select(ArchivedReceipt.letter_id).where(ArchivedReceipt.letter_id.in_(letter_ids))
    return set(db.session.scalars(statement.where(ArchivedReceipt.destruction_id.is_not(None))))


def card_of(record: DestructionRecord) -> DestructionCard:
    """A record with all that its page and its paper show."""
    statement = select(DestructionRecord).where(DestructionRecord.id == record.id)
    full = db.session.scalars(
        statement.options(joinedload(DestructionRecord.mailing)), execution_options={"populate_existing": True}
    ).one()
    names = account_names({account for account in (full.proposed_by_id, full.approved_by_id) if account})
    rows = (
        select(ArchivedReceipt.number, ArchiveBox.code, ArchivedReceipt.place, ArchivedReceipt.sha256)
        .outerjoin(ArchiveBox, ArchiveBox.id == ArchivedReceipt.box_id)
        .where(ArchivedReceipt.destruction_id == full.id)
        .order_by(ArchivedReceipt.number)
    )
    found: list[tuple[str, str | None, int | None, str | None]] = [
        (number, code, place, sha256) for number, code, place, sha256 in db.session.execute(rows)
    ]
    return DestructionCard(full, names.get(full.proposed_by_id, ""), names.get(full.approved_by_id or 0, ""), found)
