"""Rows that may be there already: an INSERT that says what happens then, instead of a look before it.

Between a look and an INSERT somebody else may have been faster. Both databases spell the answer alike
(ON CONFLICT), but SQLAlchemy has it in each dialect's own INSERT only.
"""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite

from school.foundation.db.base import Base, db


def insert_into(model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT with ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(model)
