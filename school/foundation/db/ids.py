"""Row numbers known before the row is written: sealed columns are bound to them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from school.foundation.db.base import Base, db

# PostgreSQL refuses larger parameters for a column of numbers, and no row has such an id: look for this one instead.
LARGEST_ID = 2**31 - 1


def allocate_ids(model: type[Base], count: int) -> Sequence[int]:
    """Take ``count`` free ids of ``model`` for rows inserted in this transaction.

    On SQLite the caller holds the only write lock, so numbers follow the highest that was ever in
    use; on PostgreSQL they come from the column's own sequence. Insert them before asking again.
    """
    db.session.flush()
    table = model.__tablename__
    if db.session.get_bind().dialect.name == "sqlite":
        highest = db.session.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table}) or 0
        return range(highest + 1, highest + 1 + count)
    # The sequence's name is looked up once: in the list of columns it would be for each row.
    statement = text(
        "SELECT nextval(sequence) FROM (SELECT pg_get_serial_sequence(:table, 'id') AS sequence OFFSET 0) AS named, "
        "generate_series(1, :count)"
    )
    return list(db.session.scalars(statement, {"table": table, "count": count}))


def next_id(model: type[Base]) -> int:
    """One free id of ``model``; add the row before asking for the next."""
    return allocate_ids(model, 1)[0]
