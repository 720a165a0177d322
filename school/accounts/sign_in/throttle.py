"""Wrong tries make the same place wait; nobody else waits for them.

A try counts as a failure before it is looked at, in a transaction of its own, so that a thousand
tries at the same moment are a thousand failures. A right one is forgiven afterwards.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import math
from collections.abc import Sequence

from sqlalchemy import delete

from school.accounts.models import SignInDelay
from school.accounts.rules import FORGET_FAILURES, place_of, wait_after
from school.foundation.db import db
from school.foundation.db.conflicts import insert_into
from school.foundation.keys import key

EVERYWHERE = ""


def reserve(username: str, address: str, now: dt.datetime) -> int:
    """Count one try of ``username`` from ``address``; the seconds it must wait, or 0 to look at it."""
    own = _locked(_key(username, place_of(address)), now)
    if own.next_try_at > now:
        return math.ceil((own.next_try_at - now).total_seconds())
    _count(own, now)
    own.next_try_at = now + dt.timedelta(seconds=wait_after(own.failures, failures_everywhere(username, now)))
    return 0


def fail(username: str, now: dt.datetime) -> None:
    """Count one failure of ``username`` from anywhere."""
    row = _locked(_key(username, EVERYWHERE), now)
    _count(row, now)
    row.next_try_at = now


def forgive(username: str, address: str) -> None:
    """Forget what this place got wrong before."""
    db.session.execute(delete(SignInDelay).where(SignInDelay.key == _key(username, place_of(address))))


def forgive_everywhere(usernames: Sequence[str]) -> None:
    """Forget the failures of ``usernames`` counted over all places."""
    keys = [_key(username, EVERYWHERE) for username in usernames]
    db.session.execute(delete(SignInDelay).where(SignInDelay.key.in_(keys)))


def failures_everywhere(username: str, now: dt.datetime) -> int:
    """How often ``username`` failed lately, from anywhere."""
    row = db.session.get(SignInDelay, _key(username, EVERYWHERE))
    return 0 if row is None or _is_forgotten(row, now) else row.failures


def forget(now: dt.datetime) -> None:
    """Remove the rows that no longer matter."""
    limit = now - dt.timedelta(seconds=FORGET_FAILURES)
    db.session.execute(delete(SignInDelay).where(SignInDelay.next_try_at < limit))


def _count(row: SignInDelay, now: dt.datetime) -> None:
    row.failures = 1 if _is_forgotten(row, now) else row.failures + 1


def _is_forgotten(row: SignInDelay, now: dt.datetime) -> bool:
    return now - row.next_try_at > dt.timedelta(seconds=FORGET_FAILURES)


def _locked(row_key: bytes, now: dt.datetime) -> SignInDelay:
    """The row, made if missing, and held until the transaction ends."""
    new = insert_into(SignInDelay).values(key=row_key, failures=0, next_try_at=now)
    db.session.execute(new.on_conflict_do_nothing())
    return db.session.get_one(SignInDelay, row_key, with_for_update=True, populate_existing=True)


def _key(username: str, place: str) -> bytes:
    """No username stands in the table, also not one that somebody typed in the wrong field."""
    return hmac.digest(key("sign_in"), f"delay\0{username}\0{place}".encode(), hashlib.sha256)
