"""Every list of people that leaves the system is an event."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from school.foundation.audit import record
from school.foundation.db import db
from school.org.events import PEOPLE_EXPORTED


def record_export(name: str, rows: Select[Any]) -> None:
    """Note that the list ``name`` was exported, and how many rows it had."""
    counted = select(func.count()).select_from(rows.order_by(None).subquery())
    record(PEOPLE_EXPORTED, None, list=name, rows=db.session.scalar(counted) or 0)
