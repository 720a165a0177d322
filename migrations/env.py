"""How `flask db` reaches the database: through the application's own engine, in one transaction."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app

from school.foundation.db import db, writing
from school.foundation.db.types import UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Migrations name no type of the application: they must still run when it has changed."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Run the asked-for migrations."""
    if context.is_offline_mode():
        raise SystemExit("Migrations look at the database; there is no offline mode.")
    engine = current_app.extensions["migrate"].db.engine
    with writing(), engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=True,
            # SQLite's DDL is transactional since we begin transactions ourselves.
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
