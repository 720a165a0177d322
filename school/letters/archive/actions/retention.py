"""For how long the receipts of a mailing are kept."""

from __future__ import annotations

from sqlalchemy import select

from school.foundation.audit import record
from school.foundation.db import db
from school.foundation.ui.filters import local
from school.letters.archive.actions.series import held_series
from school.letters.archive.events import RETENTION_SET
from school.letters.archive.models import ArchivedReceipt
from school.letters.archive.rules import keep_until
from school.letters.models import Mailing


def set_years_kept(mailing: Mailing, years: int) -> None:
    """Keep the mailing's receipts for so many years; those proposed for destruction stay as they are."""
    series = held_series(mailing.id)
    series.years_kept = years
    statement = select(ArchivedReceipt).where(ArchivedReceipt.series_id == mailing.id)
    changed = 0
    for row in db.session.scalars(statement.where(ArchivedReceipt.destruction_id.is_(None))):
        row.keep_until = keep_until(local(row.archived_at).date(), years)
        changed += 1
    record(RETENTION_SET, mailing.id, years=years, receipts=changed)
