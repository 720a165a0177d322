"""Recording what happened, and sealing the days that are over."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy import Row, func, insert, select

from school.foundation.access import current_actor
from school.foundation.audit import rules
from school.foundation.audit.catalogue import EventKind
from school.foundation.audit.models import AuditEvent, AuditSeal
from school.foundation.audit.rules import EMPTY, canonical, day_digest, row_mac
from school.foundation.db import db, next_id, utc_now
from school.foundation.keys import key

# A day is sealed only once no transaction begun in it can still be open.
GRACE = dt.timedelta(hours=1)


def record(kind: EventKind, subject_id: int | None, /, **data: Any) -> int:
    """Write one event in the present transaction and return its id.

    Raises ValueError when the fields are not exactly those of the catalogue.
    """
    kind.check(data)
    plain = {name: value.value if isinstance(value, enum.Enum) else value for name, value in data.items()}
    actor = current_actor()
    row = rules.Row(
        id=next_id(AuditEvent),
        at=utc_now(),
        actor_kind=actor.kind,
        actor_id=actor.id,
        event=kind.code,
        subject_type=kind.subject,
        subject_id=subject_id,
        data=canonical(plain),
    )
    db.session.execute(insert(AuditEvent).values(**row._asdict(), mac=row_mac(key("audit"), row)))
    g.events_recorded = g.get("events_recorded", 0) + 1
    return row.id


def seal_days(now: dt.datetime | None = None) -> int:
    """Seal every finished day that has events and no seal yet; returns how many were sealed."""
    finished = ((now or utc_now()) - GRACE).date()
    last = db.session.scalar(select(AuditSeal).order_by(AuditSeal.day.desc()).limit(1))
    digest = last.digest if last else EMPTY
    start = last.last_id if last else 0
    sealed = 0
    while (day := _next_day(start)) is not None and day < finished:
        rows = _rows_until(start, midnight_after(day))
        digest = day_digest(key("audit"), digest, day, (row.mac for row in rows))
        start = rows[-1].id
        db.session.add(AuditSeal(day=day, first_id=rows[0].id, last_id=start, count=len(rows), digest=digest))
        db.session.flush()
        sealed += 1
    return sealed


def _rows_until(start: int, moment: dt.datetime) -> Sequence[Row[int, bytes]]:
    """Ids and digests after ``start`` up to the last id written before ``moment``.

    By id and not by time: on PostgreSQL two rows around midnight can have ids and times crossed.
    """
    last_id = select(func.max(AuditEvent.id)).where(AuditEvent.at < moment).scalar_subquery()
    statement = select(AuditEvent.id, AuditEvent.mac).where(AuditEvent.id > start, AuditEvent.id <= last_id)
    return db.session.execute(statement.order_by(AuditEvent.id)).all()


def midnight_after(day: dt.date) -> dt.datetime:
    """The first moment of the next UTC day."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)


def _next_day(after_id: int) -> dt.date | None:
    """The UTC day of the earliest unsealed event."""
    moment = db.session.scalar(select(func.min(AuditEvent.at)).where(AuditEvent.id > after_id))
    return moment.date() if moment else None
