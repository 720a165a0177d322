"""Reads of the log: always newest first and by id, a page at a time, and never a count of everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from school.accounts.events import SIGNED_IN
from school.accounts.models import Account
from school.foundation.access import Scope, visible
from school.foundation.audit.models import AuditEvent, AuditSeal
from school.foundation.db import LARGEST_ID, db
from school.log import objects
from school.log.details import PLACES, data_of
from school.log.events import LOG_CHECKED
from school.org.models import StaffMember, Student

SIZE = 50
CHUNK = 1_000
# So many people of one name are looked for at once.
MOST_PEOPLE = 50


@dataclass(frozen=True)
class Wanted:
    """Which events; what is None asks nothing. Days are those of the school, as ISO text: a job keeps them so."""

    from_on: str | None = None
    to_on: str | None = None
    accounts: list[int] | None = None
    kind: str | None = None
    subject: str | None = None
    subject_ids: list[int] | None = None


class LogPage(NamedTuple):
    """Some events, newest first, and the ids to go on from in both directions (None: there is nothing)."""

    events: list[AuditEvent]
    older: int | None
    newer: int | None


class SealState(NamedTuple):
    """How far the log is sealed, and what its last check found."""

    sealed_until: dt.date | None
    checked_at: dt.datetime | None = None
    events: int = 0
    bad_id: int | None = None


def events(scope: Scope, wanted: Wanted) -> Select[AuditEvent]:
    """The events that fit. Ids rise with time, so days become a range of ids: that is how they are read."""
    found = visible(AuditEvent, scope).where(*_of_days(wanted))
    if wanted.kind:
        found = found.where(AuditEvent.event == wanted.kind)
    if wanted.accounts is not None:
        found = found.where(_done_by(wanted.accounts))
    if wanted.subject and wanted.subject_ids is not None:
        found = found.where(AuditEvent.subject_type == wanted.subject, AuditEvent.subject_id.in_(wanted.subject_ids))
    elif wanted.subject:
        # Thousands have this type: the index on it would have them all sorted for one page.
        found = found.where(func.lower(AuditEvent.subject_type) == wanted.subject)
    return found


def page_of(statement: Select[AuditEvent], before: int | None, after: int | None) -> LogPage:
    """The page older than the event ``before``, or newer than ``after``, or the newest."""
    rows = _read(statement, before, after)
    more, rows = len(rows) > SIZE, rows[:SIZE]
    if after:
        rows.reverse()
    first, last = (rows[0].id, rows[-1].id) if rows else (None, None)
    has_older = bool(after) or more
    has_newer = more if after else bool(before)
    return LogPage(rows, last if has_older else None, first if has_newer else None)


def newest(statement: Select[AuditEvent], most: int) -> Iterator[Sequence[AuditEvent]]:
    """At most so many events in pieces, newest first: each piece is a statement of its own, found by id."""
    before: int | None = None
    while most > 0:
        piece = statement.where(AuditEvent.id < before) if before else statement
        rows = db.session.scalars(piece.order_by(AuditEvent.id.desc()).limit(min(most, CHUNK))).all()
        if not rows:
            return
        before, most = rows[-1].id, most - len(rows)
        yield rows


def count_up_to(statement: Select[AuditEvent], most: int) -> int:
    """How many events fit, counted no further than one above ``most``."""
    some = statement.with_only_columns(AuditEvent.id).order_by(AuditEvent.id.desc()).limit(most + 1)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def accounts_of(scope: Scope, person: str) -> list[int]:
    """The accounts of this username, staff or student number, or of colleagues of this name."""
    text = person.strip()
    found = visible(Account, scope).with_only_columns(Account.id)
    found = found.outerjoin(StaffMember, StaffMember.id == Account.staff_id)
    found = found.outerjoin(Student, Student.id == Account.student_id)
    exact = (Account.username == text.lower(), StaffMember.staff_number == text, Student.student_number == text)
    return list(db.session.scalars(found.where(or_(*exact, StaffMember.name == text)).limit(MOST_PEOPLE)))


def accounts(rows: Sequence[AuditEvent]) -> dict[int, Account]:
    """The accounts that did these, or to which they were done, with their holders."""
    ids = {row.actor_id for row in rows if row.actor_kind == "account"}
    ids |= {row.subject_id for row in rows if row.subject_type == "account"}
    return {account.id: account for account in db.session.scalars(select(Account).where(Account.id.in_(ids)))}


def names(rows: Sequence[AuditEvent]) -> dict[tuple[str, int], str]:
    """The names of the places and things that these events tell of."""
    wanted = {(row.subject_type, row.subject_id) for row in rows if row.subject_id is not None}
    for row in rows:
        wanted |= {(PLACES[field], value) for field, value in data_of(row).items() if field in PLACES and value}
    return objects.names_of(wanted)


def seal_state() -> SealState:
    """The newest sealed day, and what recomputing the log found when it was last asked for here."""
    sealed_until = db.session.scalar(select(func.max(AuditSeal.day)))
    checks = select(AuditEvent).where(
        AuditEvent.subject_type == LOG_CHECKED.subject, AuditEvent.event == LOG_CHECKED.code
    )
    last = db.session.scalar(checks.order_by(AuditEvent.id.desc()).limit(1))
    if last is None:
        return SealState(sealed_until)
    return SealState(sealed_until, last.at, int(data_of(last).get("events", 0)), last.subject_id)


def _read(statement: Select[AuditEvent], before: int | None, after: int | None) -> list[AuditEvent]:
    if after:
        found = statement.where(AuditEvent.id > min(after, LARGEST_ID)).order_by(AuditEvent.id)
    else:
        found = statement.where(AuditEvent.id < min(before, LARGEST_ID)) if before else statement
        found = found.order_by(AuditEvent.id.desc())
    return list(db.session.scalars(found.limit(SIZE + 1)))


def _done_by(account_ids: Sequence[int]) -> ColumnElement[bool]:
    """Somebody who signs in is nobody until then: the event names the account as its subject."""
    as_actor = and_(AuditEvent.actor_kind == "account", AuditEvent.actor_id.in_(account_ids))
    return or_(as_actor, and_(AuditEvent.event == SIGNED_IN.code, AuditEvent.subject_id.in_(account_ids)))


def _of_days(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """The range of ids of these days, and their times: around midnight ids and times may be crossed."""
    times = []
    if wanted.from_on:
        times.append(AuditEvent.at >= _midnight(wanted.from_on))
    if wanted.to_on:
        times.append(AuditEvent.at < _midnight(wanted.to_on, days=1))
    if not times:
        return
    ends = select(func.min(AuditEvent.id).label("first"), func.max(AuditEvent.id).label("last")).where(*times)
    found = db.session.execute(ends).mappings().one()
    if found["first"] is None:
        yield false()
        return
    yield AuditEvent.id.between(found["first"], found["last"])
    yield from times


def _midnight(day: str, days: int = 0) -> dt.datetime:
    """The first moment of a day at the school, or so many days later."""
    meant = dt.date.fromisoformat(day) + dt.timedelta(days=days)
    return dt.datetime.combine(meant, dt.time(), ZoneInfo(current_app.config["TIMEZONE"])).astimezone(dt.UTC)
