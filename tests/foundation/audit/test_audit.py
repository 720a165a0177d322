"""The log cannot be changed unnoticed, takes exactly its fields, and seals days that are over."""

import datetime as dt

import pytest
from flask import g
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from school.foundation.access import Actor, Gate
from school.foundation.audit import CATALOGUE, event, record
from school.foundation.audit.actions import seal_days
from school.foundation.audit.models import AuditEvent, AuditSeal
from school.foundation.audit.queries import verify
from school.foundation.db import db, unit_of_work, utc_now

TRIED = event("test.tried", "student", count=int, code=str)


def _record(times: int) -> list[int]:
    with unit_of_work():
        return [record(TRIED, 1, count=number, code="x") for number in range(times)]


def _without_triggers(statement: str, **values: object) -> None:
    """What somebody with the database's own shell could do after dropping the triggers."""
    with unit_of_work():
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text("DROP TRIGGER audit_event_no_UPDATE"))
            db.session.execute(text("DROP TRIGGER audit_event_no_DELETE"))
        else:
            db.session.execute(text("SET LOCAL session_replication_role = replica"))
        db.session.execute(text(statement), values)


def test_events_take_exactly_their_fields(app: Gate) -> None:
    for wrong in (
        {"count": 1},
        {"count": 1, "code": "x", "more": 1},
        {"count": "1", "code": "x"},
        {"count": 1, "code": "x" * 90},
    ):
        with unit_of_work(), pytest.raises(ValueError, match=r"test\.tried"):
            record(TRIED, 1, **wrong)
    with pytest.raises(ValueError, match="twice"):
        event("test.tried", "student")
    assert CATALOGUE["test.tried"] is TRIED


def test_an_event_says_who_did_it(app: Gate) -> None:
    g.actor = Actor("account", 5)
    _record(1)
    row = db.session.scalars(select(AuditEvent)).one()
    assert (row.actor_kind, row.actor_id, row.data) == ("account", 5, '{"code":"x","count":0}')


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor_id = 9", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_the_log(app: Gate, statement: str) -> None:
    _record(1)
    with pytest.raises(DBAPIError, match="append-only"), unit_of_work():
        db.session.execute(text(statement))


@pytest.mark.parametrize("change", ["data = '{}'", "actor_id = 9", "subject_id = 4", "event = 'other'"])
def test_a_changed_row_is_named(app: Gate, change: str) -> None:
    ids = _record(5)
    assert verify().bad_id is None
    _without_triggers(f"UPDATE audit_event SET {change} WHERE id = :id", id=ids[2])
    assert verify().bad_id == ids[2]


def test_a_deleted_row_of_a_sealed_day_is_noticed(app: Gate) -> None:
    ids = _record(5)
    with unit_of_work():
        assert seal_days(utc_now() + dt.timedelta(days=2)) == 1
    assert verify().bad_id is None
    _without_triggers("DELETE FROM audit_event WHERE id = :id", id=ids[2])
    assert verify().bad_id in ids


def test_days_are_sealed_once_and_only_when_over(app: Gate) -> None:
    _record(3)
    with unit_of_work():
        assert seal_days() == 0
    with unit_of_work():
        assert seal_days(utc_now() + dt.timedelta(days=2)) == 1
    with unit_of_work():
        assert seal_days(utc_now() + dt.timedelta(days=2)) == 0
    seal = db.session.scalars(select(AuditSeal)).one()
    assert seal.count == 3
    assert verify().head == seal.digest.hex()


def test_the_command_names_the_row_and_exits_1(app: Gate) -> None:
    ids = _record(3)
    runner = app.test_cli_runner()
    fits = runner.invoke(args=["audit", "verify"])
    assert fits.exit_code == 0, fits.output
    _without_triggers("UPDATE audit_event SET data = '{}' WHERE id = :id", id=ids[1])
    broken = runner.invoke(args=["audit", "verify", "--json"])
    assert broken.exit_code == 1
    assert f'"bad_id": {ids[1]}' in broken.stdout
