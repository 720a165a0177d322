"""Taking the demo away, so that a school begins with an empty house. The log stays."""

from __future__ import annotations

from sqlalchemy import Column, Index, delete, func, select, text

from school.demo.events import DEMO_REMOVED
from school.demo.queries import password_file, tables
from school.foundation.audit import record
from school.foundation.db import after_commit, db
from school.foundation.files import StoredFile, path_of


def remove_demo() -> int:
    """Empty every table but the log's, with the stored files and the kept password; returns the rows removed.

    Everything that was done while the demo was there goes with it. The caller has made sure that the
    school is the demo.
    """
    found = tables()
    rows = sum(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in found)
    files = [path_of(file) for file in db.session.scalars(select(StoredFile))]
    record(DEMO_REMOVED, 1, rows=rows)
    db.session.expunge_all()
    if db.session.get_bind().dialect.name == "postgresql":
        names = ", ".join(table.name for table in found)
        db.session.execute(text(f"TRUNCATE {names}"))
    else:
        _empty_sqlite()
    for file in [*files, password_file()]:
        after_commit(lambda file=file: file.unlink(missing_ok=True))  # type: ignore[misc]  # bound now, called without arguments
    return rows


def _empty_sqlite() -> None:
    """Delete from the tables that refer before those they refer to.

    SQLite looks for the children of each deleted row. Where a table refers to itself and has no index
    for it, that is the whole table again and again: hours instead of seconds.
    """
    connection = db.session.connection()
    indexes = [Index(f"demo_{own.table.name}_{own.name}", own) for own in _self_references()]
    for index in indexes:
        index.create(connection)
    for table in reversed(tables()):
        db.session.execute(delete(table))
    for index in indexes:
        index.drop(connection)
        index.table.indexes.discard(index)  # type: ignore[union-attr]  # its columns have a table


def _self_references() -> list[Column[object]]:
    """Columns that name another row of their own table and have no index yet."""
    indexed = {index.columns[0] for table in tables() for index in table.indexes}
    return [
        key.parent
        for table in tables()
        for key in table.foreign_keys
        if key.column.table is table and key.parent not in indexed
    ]
