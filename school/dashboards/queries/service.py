"""What keeps the service running, for the administrator: accounts, the log, the address. Nobody's files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from school.accounts.queries import AccountFilter, account_list
from school.accounts.rules import AccountState
from school.dashboards.queries.waiting import count
from school.foundation.access import Scope
from school.foundation.audit.models import AuditEvent, AuditSeal
from school.foundation.db import db, utc_now
from school.org.queries.settings import AddressCheck, address_check

__all__ = ["AddressCheck", "LogState", "accounts_by_state", "address_check", "log_state"]

# A day is sealed in the night after it; when the last seal is older, nobody runs the sealing.
SEALED_WITHIN_DAYS = 2


@dataclass(frozen=True)
class LogState:
    """The newest event and the newest sealed day; ``behind`` when finished days wait for their seal."""

    last_event_at: dt.datetime | None
    sealed_until: dt.date | None
    behind: bool


def accounts_by_state(scope: Scope) -> dict[AccountState, int]:
    """How many accounts there are of each state, as the list of accounts counts them."""
    return {state: count(account_list(scope, AccountFilter(state=state))) for state in AccountState}


def log_state() -> LogState:
    """How far the log is sealed."""
    last_event = db.session.scalar(select(func.max(AuditEvent.at)))
    sealed_until, sealed_id = db.session.execute(select(func.max(AuditSeal.day), func.max(AuditSeal.last_id))).one()
    waiting = select(func.min(AuditEvent.at)).where(AuditEvent.id > (sealed_id or 0))
    first_unsealed = db.session.scalar(waiting)
    limit = utc_now() - dt.timedelta(days=SEALED_WITHIN_DAYS)
    return LogState(last_event, sealed_until, first_unsealed is not None and first_unsealed < limit)
