"""Column types that behave the same on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator


def utc_now() -> dt.datetime:
    """The present moment, aware and in UTC: what every timestamp column holds."""
    return dt.datetime.now(dt.UTC)


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware UTC moment; SQLite, which forgets zones, stores it naive and gets it back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002  (SQLAlchemy names it)
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _values(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


# Enums are text with a CHECK, so that both databases refuse an unknown word.
TEXT_ENUM: Any = Enum(enum.StrEnum, native_enum=False, create_constraint=True, values_callable=_values, length=40)


def text_enum(members: type[enum.StrEnum], name: str) -> Any:
    """The same for a table's second column of one enum, whose CHECK needs a name of its own."""
    return Enum(members, native_enum=False, create_constraint=True, values_callable=_values, length=40, name=name)
