"""What people change about their own account."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from school.accounts.events import PASSWORD_CHANGED, SESSIONS_ENDED
from school.accounts.models import Account
from school.accounts.passwords import hash_password, is_password
from school.accounts.sign_in import throttle
from school.foundation.audit import record
from school.foundation.db import unit_of_work, utc_now


@dataclass(frozen=True)
class Change:
    """Whether the password was changed; if not, how many seconds to wait before the next try."""

    done: bool
    wait: int = 0


def change_password(account: Account, former: str, new: str, address: str, now: dt.datetime | None = None) -> Change:
    """Exchange a password for ``new``. Guessing the former one is slowed down as signing in is."""
    username, former_hash = account.username, account.password_hash
    if former_hash is not None:
        with unit_of_work():
            wait = throttle.reserve(username, address, now or utc_now())
        if wait or not is_password(former, former_hash):
            return Change(done=False, wait=wait)
    new_hash = hash_password(new)
    throttle.forgive(username, address)
    account.take_password(new_hash, must_change=False)
    record(PASSWORD_CHANGED, account.id)
    return Change(done=True)


def end_sessions(account: Account) -> None:
    """Sign this account out everywhere."""
    account.end_sessions()
    record(SESSIONS_ENDED, account.id)
