"""Recomputing the log: does every row and every sealed day still fit?"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import func, select

from school.foundation.audit.models import AuditEvent, AuditSeal
from school.foundation.audit.rules import EMPTY, Row, day_digest, row_mac
from school.foundation.db import db
from school.foundation.keys import key

CHUNK = 10_000


@dataclass(frozen=True)
class Verdict:
    """What verifying found. ``bad_id`` is the first row that does not fit, None when all do."""

    events: int
    seals: int
    bad_id: int | None = None
    reason: str | None = None
    head: str | None = None


class _Misfit(Exception):
    def __init__(self, row_id: int, reason: str) -> None:
        super().__init__(reason)
        self.row_id = row_id
        self.reason = reason


def verify(progress: Callable[[int], object] = int) -> Verdict:
    """Recompute each row's digest, the gaps between ids where none can be, and the chain of days.

    ``head`` is the newest seal in hexadecimal: printed on reports, it shows later whether the end
    of the log was cut off.
    """
    total = db.session.scalar(select(func.count()).select_from(AuditEvent)) or 0
    seals = list(db.session.scalars(select(AuditSeal).order_by(AuditSeal.day)))
    head = seals[-1].digest.hex() if seals else None
    try:
        with closing(_checked_rows(progress)) as rows:
            _check_seals(seals, rows)
    except _Misfit as misfit:
        return Verdict(total, len(seals), misfit.row_id, misfit.reason, head)
    return Verdict(total, len(seals), head=head)


def _checked_rows(progress: Callable[[int], object]) -> Generator[tuple[int, bytes]]:
    """Each row's id and digest, in order, after recomputing it."""
    audit_key = key("audit")
    contiguous = db.session.get_bind().dialect.name == "sqlite"
    previous = 0
    statement = select(AuditEvent.__table__).order_by(AuditEvent.id).execution_options(yield_per=CHUNK)
    with db.session.execute(statement) as found:
        for columns in found:
            row = Row(*columns[:-1])
            if contiguous and row.id != previous + 1:
                raise _Misfit(previous + 1, "the row is missing")
            if not hmac.compare_digest(row_mac(audit_key, row), columns.mac):
                raise _Misfit(row.id, "the row was changed")
            previous = row.id
            progress(1)
            yield row.id, columns.mac


def _check_seals(seals: list[AuditSeal], rows: Iterator[tuple[int, bytes]]) -> None:
    """Walk the rows along the sealed days, then through the days not sealed yet."""
    digest = EMPTY
    for seal in seals:
        macs = _rows_of_day(seal, rows)
        digest = day_digest(key("audit"), digest, seal.day, macs)
        if not hmac.compare_digest(digest, seal.digest):
            raise _Misfit(seal.first_id, f"the seal of {seal.day} does not fit")
    for _ in rows:
        pass


def _rows_of_day(seal: AuditSeal, rows: Iterator[tuple[int, bytes]]) -> list[bytes]:
    """The digests of exactly the rows that were sealed."""
    macs: list[bytes] = []
    for _ in range(seal.count):
        row_id, mac = next(rows, (seal.last_id + 1, b""))
        if row_id > seal.last_id:
            raise _Misfit(seal.last_id, f"rows of {seal.day} are missing")
        macs.append(mac)
    return macs
