"""Whoever changes the log with a database shell is found out, whatever they write into it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from school.foundation.access import Gate
from school.foundation.audit.actions import seal_days
from school.foundation.db import db, unit_of_work, utc_now

EVENTS = 6


@pytest.fixture
def log(app: Gate, campus: object, client_of: Callable[[str], FlaskClient]) -> Gate:
    """Some events."""
    client = client_of("counsellor")
    for _ in range(EVENTS):
        client.post("/account/sessions/end")
    return app


def drop_triggers(table: str = "audit_event") -> None:
    """As somebody with the owner's password would; SQLite's come back with the next test's file."""
    if db.engine.dialect.name == "sqlite":
        found = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
        for name in db.session.scalars(found, {"table": table}).all():
            db.session.execute(text(f"DROP TRIGGER {name}"))
    else:
        db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def change(statement: str) -> None:
    """Write into the log past its triggers."""
    with unit_of_work():
        drop_triggers()
        db.session.execute(text(statement))
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ALTER TABLE audit_event ENABLE TRIGGER USER"))


def verify(app: Gate) -> tuple[int, dict[str, object]]:
    result = app.test_cli_runner().invoke(args=["audit", "verify", "--json"])
    return result.exit_code, json.loads(result.stdout)


SQLITE_ONLY = {
    "at is no moment": "UPDATE audit_event SET at = 'yesterday' WHERE id = 3",
    "at is a number": "UPDATE audit_event SET at = 7 WHERE id = 3",
    "at is nothing at all": "UPDATE audit_event SET at = x'ff' WHERE id = 3",
    "a word for a number": "UPDATE audit_event SET actor_id = 'office' WHERE id = 3",
    "bytes for a word": "UPDATE audit_event SET data = x'fffe' WHERE id = 3",
    "a word for the digest": "UPDATE audit_event SET mac = 'abc' WHERE id = 3",
    "no text": "UPDATE audit_event SET event = CAST(x'ff' AS TEXT) WHERE id = 3",
    "a number for the digest": "UPDATE audit_event SET mac = 12 WHERE id = 3",
}
CHANGES = {
    "another actor": "UPDATE audit_event SET actor_id = 1 WHERE id = 3",
    "no actor": "UPDATE audit_event SET actor_id = NULL WHERE id = 3",
    "other data": "UPDATE audit_event SET data = '[]' WHERE id = 3",
    "space in the data": "UPDATE audit_event SET data = data || ' ' WHERE id = 3",
    "another event": "UPDATE audit_event SET event = 'x' WHERE id = 3",
    "digest of a neighbour": "UPDATE audit_event SET mac = (SELECT mac FROM audit_event WHERE id = 4) WHERE id = 3",
    "short digest": "UPDATE audit_event SET mac = substr(mac, 1, 5) WHERE id = 3",
}


@pytest.mark.parametrize("name", [*CHANGES, *SQLITE_ONLY])
def test_a_changed_row_is_named(log: Gate, name: str) -> None:
    if name in SQLITE_ONLY and db.engine.dialect.name != "sqlite":
        return  # PostgreSQL refuses such values by itself
    assert verify(log)[0] == 0
    change({**CHANGES, **SQLITE_ONLY}[name])
    status, verdict = verify(log)
    assert (status, verdict["bad_id"]) == (1, 3)


def test_a_row_taken_out_of_a_sealed_day_is_found(log: Gate) -> None:
    with unit_of_work():
        seal_days(utc_now() + dt.timedelta(days=2))
    change("DELETE FROM audit_event WHERE id = 3")
    assert verify(log)[0] == 1


def test_the_end_of_a_sealed_day_is_missed(log: Gate) -> None:
    with unit_of_work():
        seal_days(utc_now() + dt.timedelta(days=2))
    change("DELETE FROM audit_event WHERE id > 3")
    assert verify(log)[0] == 1


def test_a_seal_that_is_none_is_found(log: Gate) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    for value in ("day = 'x'", "digest = 7", "count = 'many'"):
        with unit_of_work():
            seal_days(utc_now() + dt.timedelta(days=2))
            drop_triggers("audit_seal")
            db.session.execute(text(f"UPDATE audit_seal SET {value}"))
        db.session.remove()
        assert verify(log)[0] == 1, value
        with unit_of_work():
            db.session.execute(text("DELETE FROM audit_seal"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor_id = 1",
        "DELETE FROM audit_event",
        "INSERT OR REPLACE INTO audit_event SELECT id, at, actor_kind, 1, event, subject_type, subject_id, data, mac FROM audit_event",
        "TRUNCATE audit_event",
    ],
)
def test_the_database_itself_refuses(log: Gate, statement: str) -> None:
    sqlite = db.engine.dialect.name == "sqlite"
    if ("REPLACE" in statement) is not sqlite and ("TRUNCATE" in statement or "REPLACE" in statement):
        return  # the other database's word
    with pytest.raises(DatabaseError, match="append-only"), unit_of_work():
        db.session.execute(text(statement))
