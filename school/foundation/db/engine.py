"""Binding to a database: a real pool for PostgreSQL; WAL, full syncs and early locks for SQLite."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from flask import Flask
from sqlalchemy import Connection, Engine, event

from school.foundation.db.base import db
from school.foundation.db.faults import hide_values
from school.foundation.db.work import is_writing

# NORMAL left up to 166 acknowledged receipts unsynced after a power cut (measured), hence FULL.
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",
)


def init_app(app: Flask) -> None:
    """Bind ``db`` to the application."""
    # Without the second, and what faults.py adds, every error would write names and numbers into the log.
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {"pool_pre_ping": True, "hide_parameters": True})
    db.init_app(app)
    with app.app_context():
        hide_values(db.engine)
        if db.engine.dialect.name == "sqlite":
            if (file := db.engine.url.database) and file != ":memory:":
                make_private(Path(file))
            prepare_sqlite(db.engine)


def make_private(file: Path) -> None:
    """Make ``file`` for its owner alone, where there is none yet: SQLite's logs beside it take over its mode."""
    if file.parent.is_dir():
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def prepare_sqlite(engine: Engine) -> None:
    """Set pragmas on each connection and begin transactions ourselves.

    A transaction that will write takes the lock at once (BEGIN IMMEDIATE): upgrading later fails
    with "database is locked" when another writer came between. Readers must not: it halves them.
    """

    @event.listens_for(engine, "connect")
    def connect(dbapi_connection, _record) -> None:  # type: ignore[no-untyped-def]  # either driver's connection
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing() else "BEGIN")
