"""Recomputing the log: does every row and every sealed day still fit?"""

from __future__ import annotations

import datetime as dt
import hmac
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, type_coerce
from sqlalchemy.types import NullType

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
    seals: list[AuditSeal] = []
    head = None
    try:
        seals = _seals()
        head = seals[-1].digest.hex() if seals else None
        with closing(_checked_rows(progress)) as rows, _any_text():
            _check_seals(seals, rows)
    except _Misfit as misfit:
        return Verdict(total, len(seals), misfit.row_id, misfit.reason, head)
    return Verdict(total, len(seals), head=head)


def _seals() -> list[AuditSeal]:
    """The sealed days in order. SQLite keeps whatever somebody writes into a column: also what is no day."""
    try:
        seals = list(db.session.scalars(select(AuditSeal).order_by(AuditSeal.day)))
    except (TypeError, ValueError) as error:
        raise _Misfit(0, "a sealed day cannot be read") from error
    for seal in seals:
        kept: tuple[Any, ...] = (seal.digest, seal.last_id, seal.count)
        if not all(isinstance(value, wanted) for value, wanted in zip(kept, (bytes, int, int), strict=True)):
            raise _Misfit(seal.first_id, f"the seal of {seal.day} does not fit")
    return seals


@contextmanager
def _any_text() -> Iterator[None]:
    """Let SQLite give back text that is none: a row with such text is to be named, not to end the reading."""
    connection: Any = db.session.connection().connection.driver_connection
    plain = isinstance(connection, sqlite3.Connection)
    if plain:
        connection.text_factory = _decoded
    try:
        yield
    finally:
        if plain:
            connection.text_factory = str


def _decoded(stored: bytes) -> str:
    return stored.decode(errors="replace")


def _checked_rows(progress: Callable[[int], object]) -> Generator[tuple[int, bytes]]:
    """Each row's id and digest, in order, after recomputing it."""
    audit_key = key("audit")
    contiguous = db.session.get_bind().dialect.name == "sqlite"
    previous = 0
    # As they are stored: a value of the wrong type must not stop the reading before it is named.
    stored: list[Any] = [type_coerce(column, NullType).label(column.name) for column in AuditEvent.__table__.columns]
    statement = select(*stored).order_by(AuditEvent.id).execution_options(yield_per=CHUNK)
    with db.session.execute(statement) as found:
        for columns in found:
            row_id, mac = columns[0], columns[-1]
            if contiguous and row_id != previous + 1:
                raise _Misfit(previous + 1, "the row is missing")
            if not _fits(audit_key, columns[:-1], mac):
                raise _Misfit(row_id, "the row was changed")
            previous = row_id
            progress(1)
            yield row_id, mac


def _fits(audit_key: bytes, stored: Sequence[Any], mac: Any) -> bool:
    """Whether a row as it is stored has this digest; a value of another type never does."""
    row_id, at, *others = stored
    try:
        moment = at if isinstance(at, dt.datetime) else dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
        return hmac.compare_digest(row_mac(audit_key, Row(row_id, moment, *others)), mac)
    except (TypeError, ValueError):
        return False


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
