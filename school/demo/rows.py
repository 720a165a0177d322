"""Rows on their way into the database: collected by table, inserted many at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from school.foundation.db import Base, db

# So many rows are kept before they are written: about 20 MB.
CHUNK = 30_000


class Rows:
    """One list of rows for each table. All rows of a table have the same columns."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self._count = 0

    def add(self, model: type[Base], **columns: Any) -> None:
        """Keep one row for the next ``flush``; columns may be left to the plain defaults of their model."""
        self._waiting.setdefault(model.__tablename__, []).append(columns)
        self._count += 1

    def flush_if_many(self) -> None:
        """Write when enough has come together. Call it between classes, where every reference is complete."""
        if self._count >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Write everything, tables that are referred to before those that refer."""
        for table in db.metadata.sorted_tables:
            if rows := self._waiting.pop(table.name, None):
                _write(table, rows)
        self._count = 0


def _write(table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert through Core; the ORM takes thirteen times as long for the same rows (measured)."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
    else:
        connection.execute(insert(table), rows)


def _copy(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """PostgreSQL's own way in: INSERT costs it twice as much, and us 40 % more (measured)."""
    dialect = connection.dialect
    constants = dict(_constants(table))
    columns = constants | rows[0]
    processors = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns}
    statement = f"COPY {table.name} ({', '.join(processors)}) FROM STDIN"
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(statement) as copy:
        for row in rows:
            whole = constants | row
            copy.write_row([process(whole[name]) if process else whole[name] for name, process in processors.items()])


def _constants(table: Table) -> Iterator[tuple[str, Any]]:
    """The plain values that its model gives a column nobody names; INSERT knows them by itself."""
    for column in table.c:
        if isinstance(column.default, ScalarElementColumnDefault):
            yield column.name, column.default.arg


def correct_sequences() -> None:
    """PostgreSQL gives out ids from sequences, which do not notice rows that brought their own."""
    if db.session.get_bind().dialect.name != "postgresql":
        return
    for table in db.metadata.sorted_tables:
        sequence = _sequence_of(table)
        highest = db.session.scalar(select(func.max(table.c.id))) if sequence else None
        if highest is not None:
            # Never back: after a larger demo that was removed, its numbers are not free again.
            db.session.execute(select(func.setval(sequence, func.greatest(highest, func.nextval(sequence)))))


def _sequence_of(table: Table) -> str | None:
    if "id" not in table.c:
        return None
    statement = text("SELECT pg_get_serial_sequence(:table, 'id')")
    found: str | None = db.session.scalar(statement, {"table": table.name})
    return found
