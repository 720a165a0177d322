"""The story's events in the audit log: numbered in order of time, though they are written class by class."""

from __future__ import annotations

import datetime as dt
import enum
from array import array
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from sqlalchemy import func, select

from school.demo.dates import Days
from school.demo.rows import Rows
from school.foundation.access import ANONYMOUS, Actor
from school.foundation.audit import EventKind, rules
from school.foundation.audit.actions import midnight_after
from school.foundation.audit.models import AuditEvent, AuditSeal
from school.foundation.audit.rules import canonical, row_mac
from school.foundation.db import db
from school.foundation.keys import key


class Timeline:
    """Counts the events of each tick first, and gives them their ids afterwards.

    Sorting them would keep them all in memory; this takes 5 MB, whatever the size of the campus.
    """

    def __init__(self, ticks: int) -> None:
        self._counts = array("I", bytes(4 * (ticks + 1)))

    def count(self, ticks: Iterable[int]) -> None:
        """Note that an event will happen at each of ``ticks``; IndexError for one that is not over."""
        for tick in ticks:
            self._counts[tick + 1] += 1

    def number(self, first_id: int) -> None:
        """From here on ``take`` answers; the earliest event gets ``first_id``."""
        self._counts[0] = first_id
        self._counts = array("I", accumulate(self._counts))

    def take(self, tick: int) -> int:
        """The id of the next event of this tick."""
        found = self._counts[tick]
        self._counts[tick] = found + 1
        return found


class Log:
    """Writes events of the past as ``audit.record`` writes those of the present."""

    def __init__(self, rows: Rows, timeline: Timeline, days: Days) -> None:
        self._rows, self._timeline, self._days = rows, timeline, days
        self._key = key("audit")
        self._floor = earliest_moment()

    def note(self, tick: int, actor: Actor, kind: EventKind, subject: int | None, /, **data: Any) -> int:
        """One event; returns its id. Raises ValueError for fields that the catalogue does not know."""
        kind.check(data)
        plain = {name: value.value if isinstance(value, enum.Enum) else value for name, value in data.items()}
        moment = self._days.moment(tick)
        row = rules.Row(
            id=self._timeline.take(tick),
            at=max(moment, self._floor) if self._floor else moment,
            actor_kind=actor.kind,
            actor_id=actor.id,
            event=kind.code,
            subject_type=kind.subject,
            subject_id=subject,
            data=canonical(plain),
        )
        self._rows.add(AuditEvent, **row._asdict(), mac=row_mac(self._key, row))
        return row.id


def account(account_id: int | None) -> Actor:
    """An account as actor, or nobody."""
    return Actor("account", account_id) if account_id is not None else ANONYMOUS


def last_event_id() -> int:
    """The id of the newest event, 0 where there is none."""
    return db.session.scalar(select(func.max(AuditEvent.id))) or 0


def earliest_moment() -> dt.datetime | None:
    """Before this nothing can be written any more: the log keeps its order, and sealed days stay closed.

    None in a log without events, where the story keeps its own dates. After ``flask demo remove`` the
    old events stay, and those of a new demo come after them.
    """
    newest = db.session.scalar(select(func.max(AuditEvent.at)))
    sealed = db.session.scalar(select(func.max(AuditSeal.day)))
    moments = [newest] if newest else []
    return max([*moments, midnight_after(sealed)]) if sealed else next(iter(moments), None)
