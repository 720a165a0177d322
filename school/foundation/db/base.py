"""The declarative base and the one ``db`` object."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, MetaData, Table, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

from school.foundation.db.types import TEXT_ENUM, UtcDateTime

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Names every constraint, and maps Python types to columns that work on both databases."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


# Flask-SQLAlchemy 3.1 builds its own registry, so the map is set through it and not on the class.
Base.registry.update_type_annotation_map(
    {
        dt.datetime: UtcDateTime(),
        enum.StrEnum: TEXT_ENUM,
        dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
        list[Any]: JSON().with_variant(JSONB(), "postgresql"),
    }
)


@event.listens_for(Table, "after_parent_attach")
def never_give_an_id_twice(table: Table, _parent: object) -> None:
    """SQLite gives the id of a removed last row to the next one, unless it is told to count on.

    The log, printed letters and links name rows by their id: whoever comes later must not be taken
    for somebody who went. PostgreSQL's sequences only ever count on.
    """
    if "id" in table.primary_key.columns:
        table.kwargs["sqlite_autoincrement"] = True


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True})
