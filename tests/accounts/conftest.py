"""What tests of accounts share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from argon2 import PasswordHasher

from school.accounts import passwords
from school.accounts.models import Account
from school.foundation.db import db, unit_of_work
from tests.campus import Campus

PASSWORD = "teal-lantern-42"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
PASSWORD_HASH = QUICK.hash(PASSWORD)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 is slow on purpose; a hundred passwords of tests need not be."""
    monkeypatch.setattr(passwords, "_hasher", QUICK)
    passwords._nobodys_hash.cache_clear()


@pytest.fixture
def with_password(campus: Campus) -> Callable[..., int]:
    """``with_password("office")`` gives that account PASSWORD; columns to change may follow."""

    def give(username: str, **columns: object) -> int:
        with unit_of_work():
            account = db.session.get_one(Account, campus.accounts[username])
            account.password_hash = PASSWORD_HASH
            for name, value in columns.items():
                setattr(account, name, value)
        return campus.accounts[username]

    return give
