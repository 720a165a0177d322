"""The append-only log and the seals that chain its days."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, cast

from sqlalchemy import DDL, ColumnElement, Index, LargeBinary, String, Table, Text, event, false, true
from sqlalchemy.orm import Mapped, mapped_column

from school.foundation.access.scope import Scope
from school.foundation.db import Base, db

MAC_BYTES = 32


class AuditEvent(db.Model):
    """One thing that happened, with a keyed digest over the whole row."""

    __tablename__ = "audit_event"
    url_name: ClassVar[str] = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None]
    event: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    data: Mapped[str] = mapped_column(Text)
    mac: Mapped[bytes] = mapped_column(LargeBinary(MAC_BYTES))

    __table_args__ = (
        Index("ix_audit_event_subject", "subject_type", "subject_id"),
        Index("ix_audit_event_at", "at"),
    )

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        return true() if scope.campus else false()


class AuditSeal(db.Model):
    """All events of one UTC day, chained to the day sealed before it."""

    __tablename__ = "audit_seal"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    first_id: Mapped[int]
    last_id: Mapped[int]
    count: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary(MAC_BYTES))


SQLITE_APPEND_ONLY = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
)
# INSERT OR REPLACE takes the old row away without asking the trigger for DELETE.
SQLITE_NO_REPLACE = (
    "CREATE TRIGGER {table}_no_REPLACE BEFORE INSERT ON {table} WHEN EXISTS "
    "(SELECT 1 FROM {table} WHERE {key} = NEW.{key}) BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
)
POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
)
POSTGRESQL_APPEND_ONLY = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION append_only()"
)
POSTGRESQL_NO_TRUNCATE = (
    "CREATE TRIGGER {table}_no_TRUNCATE BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
)


def append_only_statements(dialect: str, table: str, key: str) -> list[str]:
    """The DDL that makes ``table`` refuse UPDATE, DELETE and their like on ``dialect``; ``key`` is its primary key."""
    template, last = (
        (SQLITE_APPEND_ONLY, SQLITE_NO_REPLACE)
        if dialect == "sqlite"
        else (POSTGRESQL_APPEND_ONLY, POSTGRESQL_NO_TRUNCATE)
    )
    triggers = [template.format(table=table, verb=verb) for verb in ("UPDATE", "DELETE")]
    triggers.append(last.format(table=table, key=key))
    return triggers if dialect == "sqlite" else [POSTGRESQL_FUNCTION, *triggers]


def make_append_only(model: type[Base]) -> None:
    """Create those triggers whenever the table is created from the metadata (tests do)."""
    table = cast(Table, model.__table__)
    for dialect in ("sqlite", "postgresql"):
        for statement in append_only_statements(dialect, table.name, table.primary_key.columns.keys()[0]):
            ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]  # no types in SQLAlchemy
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


make_append_only(AuditEvent)
make_append_only(AuditSeal)
