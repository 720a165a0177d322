"""The same seed gives the same campus; another gives another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import LargeBinary, select

from school.demo.queries import tables
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db
from tests.demo.conftest import Installation

# What depends on the installation's keys and salts, not on the seed.
KEYED = (LargeBinary,)
SALTED = {"password_hash"}


def rows(installation: Installation) -> dict[str, list[Any]]:
    """All rows of all tables, without ciphertexts and keyed hashes; the log without its last event."""
    with installation.app.app_context():
        found = {}
        for table in [*tables(), AuditEvent.__table__]:
            kept = [column for column in table.c if not isinstance(column.type, KEYED) and column.name not in SALTED]
            found[table.name] = list(db.session.execute(select(*kept).order_by(*table.primary_key)))
        found["audit_event"].pop()
        db.session.remove()
        return found


def test_the_same_seed_gives_the_same_campus(new_school: Callable[..., Installation]) -> None:
    found = []
    for seed in (5, 5, 6):
        school = new_school()
        school.load(students=200, seed=seed)
        found.append(rows(school))
    one, again, other = found
    assert one.keys() == again.keys()
    for table, expected in one.items():
        assert again[table] == expected, table
    for table in ("student", "family_member", "letter", "app_status", "personal_link", "audit_event"):
        assert other[table] != one[table], table
