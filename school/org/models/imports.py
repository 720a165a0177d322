"""Roster imports: what was read, what it did, and how to undo it."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, UniqueConstraint, and_, true
from sqlalchemy.orm import Mapped, mapped_column

from school.foundation.access import Scope
from school.foundation.db import db, utc_now


class ImportKind(enum.StrEnum):
    """Whose rows a sheet holds."""

    STUDENTS = "students"
    STAFF = "staff"


class ImportState(enum.StrEnum):
    """From upload to the end."""

    STAGED = "staged"
    SAVED = "saved"
    UNDONE = "undone"
    DISCARDED = "discarded"


class ImportBatch(db.Model):
    """One sheet. ``staged`` (its cells), ``preview`` (what they would do) and ``undo`` (what was there before) are
    sealed: phones. The first two go when the batch is saved or thrown away.
    """

    __tablename__ = "import_batch"
    url_name: ClassVar[str] = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ImportKind]
    state: Mapped[ImportState] = mapped_column(default=ImportState.STAGED)
    file_name: Mapped[str] = mapped_column(String(200), default="")
    college_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    account_id: Mapped[int | None] = mapped_column(index=True)
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    staged: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    preview: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    undo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    saved_at: Mapped[dt.datetime | None]

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """The rosters of the colleges in ``scope``; staff sheets give posts, and are the whole school's affair."""
        if scope.campus:
            return true()
        return and_(cls.kind == ImportKind.STUDENTS, cls.college_id.in_(scope.colleges))


class ColumnMapping(db.Model):
    """A heading that a person mapped to a field, remembered per college (None: for the campus)."""

    __tablename__ = "column_mapping"

    id: Mapped[int] = mapped_column(primary_key=True)
    college_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[ImportKind]
    heading: Mapped[str] = mapped_column(String(100))
    field: Mapped[str] = mapped_column(String(40))

    __table_args__ = (UniqueConstraint("college_id", "kind", "heading"),)
