"""The series of numbers of a mailing: made when the first receipt is archived, held while numbers are taken."""

from __future__ import annotations

from sqlalchemy import select

from school.foundation.db import db
from school.foundation.db.conflicts import insert_into
from school.foundation.ui.filters import local
from school.letters.archive.models import ArchiveSeries
from school.letters.archive.rules import series_prefix
from school.letters.models import Mailing


def held_series(mailing_id: int) -> ArchiveSeries:
    """The mailing's series, locked until the end of the transaction; made where there is none yet."""
    while True:
        statement = select(ArchiveSeries).where(ArchiveSeries.mailing_id == mailing_id)
        found: ArchiveSeries | None = db.session.scalar(
            statement.with_for_update().execution_options(populate_existing=True)
        )
        if found is not None:
            return found
        _try_to_make(mailing_id)


def _try_to_make(mailing_id: int) -> None:
    """Insert a series under the first prefix that is free; whoever was faster leaves nothing to do or to try anew."""
    year = local(db.session.get_one(Mailing, mailing_id).created_at).year
    taken = set(db.session.scalars(select(ArchiveSeries.prefix).where(ArchiveSeries.prefix.startswith(f"{year}-"))))
    place = 1
    while series_prefix(year, place) in taken:
        place += 1
    values = {"mailing_id": mailing_id, "prefix": series_prefix(year, place)}
    db.session.execute(insert_into(ArchiveSeries).values(values).on_conflict_do_nothing())
