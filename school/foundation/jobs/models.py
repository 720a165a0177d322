"""The job's row is the truth; the queue is only a doorbell."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, ForeignKey, String, Text, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access.scope import Scope
from school.foundation.db import db, utc_now
from school.foundation.files import StoredFile


class JobState(enum.StrEnum):
    """Every job ends in one of the last three."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


FINISHED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
KEEP_FILES = dt.timedelta(days=14)
_LET_GO = "file_let_go_at"


class Job(db.Model):
    """One long piece of work, with its progress and its result."""

    __tablename__ = "job"
    url_name: ClassVar[str] = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    arguments: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED, index=True)
    account_id: Mapped[int | None] = mapped_column(index=True)
    progress: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=0)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    result: Mapped[dict[str, Any] | None]
    result_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    started_at: Mapped[dt.datetime | None]
    heartbeat_at: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]

    result_file: Mapped[StoredFile | None] = relationship(lazy="joined")

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """One's own jobs; the command line sees all."""
        if scope.campus:
            return true()
        return cls.account_id == scope.account_id if scope.account_id is not None else false()

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in FINISHED

    @property
    def file_kept_until(self) -> dt.datetime | None:
        """When the first nightly round may let go of the file; None where there is none."""
        return self.finished_at + KEEP_FILES if self.result_file_id is not None and self.finished_at else None

    @property
    def file_let_go_at(self) -> dt.datetime | None:
        """When the file was let go; None where it is still there or there never was one."""
        noted = (self.result or {}).get(_LET_GO)
        return dt.datetime.fromisoformat(noted) if noted else None

    def let_go_of_file(self, at: dt.datetime) -> StoredFile | None:
        """Part with the file, which the caller then forgets, and keep on the result that there was one."""
        stored, self.result_file = self.result_file, None
        if stored is not None:
            self.result = {**(self.result or {}), _LET_GO: at.isoformat()}
        return stored

    @property
    def percent(self) -> int | None:
        """Whole percent done, None while the total is unknown."""
        return min(100, self.progress * 100 // self.total) if self.total else None
