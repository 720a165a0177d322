"""Migrations make exactly what the models describe, on both databases, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from school import create_app
from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent, append_only_statements
from school.foundation.db import db, unit_of_work, utc_now


@pytest.fixture
def empty_app(empty_database: str, tmp_path: Path) -> Iterator[Gate]:
    """An application over a database without tables."""
    app = create_app({"TESTING": True, "SQLALCHEMY_DATABASE_URI": empty_database, "INSTANCE_DIR": tmp_path})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_upgrading_makes_what_the_models_describe(empty_app: Gate) -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []
        assert _constraints(connection) == _constraints_of_models()


def _constraints(connection) -> set[str]:  # type: ignore[no-untyped-def]
    inspector = inspect(connection)
    tables = [name for name in inspector.get_table_names() if name != "alembic_version"]
    return {str(check["name"]) for table in tables for check in inspector.get_check_constraints(table)}


def _constraints_of_models() -> set[str]:
    from sqlalchemy import CheckConstraint
    from sqlalchemy.schema import CreateTable

    found = set()
    for table in db.metadata.tables.values():
        ddl = str(CreateTable(table).compile(db.engine))
        checks = [constraint for constraint in table.constraints if isinstance(constraint, CheckConstraint)]
        found |= {
            name for check in checks if (name := str(check.name)) in ddl or (name := f"ck_{table.name}_{name}") in ddl
        }
    return found


def test_the_log_is_append_only_after_an_upgrade(empty_app: Gate) -> None:
    upgrade()
    with unit_of_work():
        row = {"at": utc_now(), "actor_kind": "x", "event": "x", "subject_type": "x", "data": "{}", "mac": b"x"}
        db.session.execute(AuditEvent.__table__.insert().values(id=1, **row))
    for statement in ("UPDATE audit_event SET event = 'y'", "DELETE FROM audit_event"):
        with pytest.raises(DBAPIError, match="append-only"), unit_of_work():
            db.session.execute(text(statement))


def test_the_migration_and_the_models_write_the_same_triggers(empty_app: Gate) -> None:
    source = next((Path(empty_app.root_path).parent / "migrations" / "versions").glob("0001_*.py")).read_text()
    scope: dict[str, object] = {}
    exec(compile(source, "0001", "exec"), scope)
    for dialect in ("sqlite", "postgresql"):
        of_models = [
            statement
            for table, key in (("audit_event", "id"), ("audit_seal", "day"))
            for statement in append_only_statements(dialect, table, key)
        ]
        assert list(dict.fromkeys(of_models)) == scope["append_only_statements"](dialect)  # type: ignore[operator]


def test_downgrading_leaves_nothing(empty_app: Gate) -> None:
    upgrade()
    downgrade(revision="base")
    with db.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    upgrade()


def test_sqlite_counts_on_after_an_upgrade(empty_app: Gate) -> None:
    """Also after a later migration has copied a table: an id is never given twice."""
    if db.engine.dialect.name != "sqlite":
        return  # sequences only ever count on
    upgrade()
    with db.engine.connect() as connection:
        tables = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
    counted = {name for name, sql in tables if "AUTOINCREMENT" in sql}
    assert counted == {table.name for table in db.metadata.tables.values() if "id" in table.primary_key.columns}
