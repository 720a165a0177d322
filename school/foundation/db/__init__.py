"""The database: one declarative base, its column types, and the unit of work."""

from school.foundation.db.base import Base, db
from school.foundation.db.ids import LARGEST_ID, allocate_ids, next_id
from school.foundation.db.types import UtcDateTime, utc_now
from school.foundation.db.work import after_commit, unit_of_work, writing

__all__ = [
    "LARGEST_ID",
    "Base",
    "UtcDateTime",
    "after_commit",
    "allocate_ids",
    "db",
    "next_id",
    "unit_of_work",
    "utc_now",
    "writing",
]
