"""Starting, claiming, finishing and cancelling jobs; bringing back the lost ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask_babel.speaklater import LazyString
from sqlalchemy import select, update

from school.foundation.access import current_actor
from school.foundation.audit import event, record
from school.foundation.db import db, unit_of_work, utc_now
from school.foundation.files import forget, store_path
from school.foundation.jobs.models import FINISHED, KEEP_FILES, Job, JobState
from school.foundation.jobs.queue import ring

LOST_AFTER = dt.timedelta(minutes=2)
ATTEMPTS = 3

JOB_CANCELLED = event("job.cancelled", "job", kind=str)
JOB_FILES_FORGOTTEN = event("job.files_forgotten", "job", files=int)

Work = Callable[["Running"], "Outcome"]
KINDS: dict[str, Work] = {}
LABELS: dict[str, str | LazyString] = {}
ORIGINS: dict[str, Callable[[Job], Origin]] = {}


@dataclass(frozen=True)
class NewFile:
    """A finished file that the job's row is to keep; it is moved."""

    path: Path
    name: str
    media_type: str


@dataclass(frozen=True)
class Outcome:
    """What a job leaves: figures for its page, and a file to download where there is one."""

    result: dict[str, Any]
    file: NewFile | None = None


@dataclass(frozen=True)
class Origin:
    """The page a job is started from, where it can be done again: "Back to the mailing"."""

    endpoint: str
    label: str | LazyString
    values: dict[str, Any] = field(default_factory=dict)


class Cancelled(Exception):
    """Somebody asked this job to stop."""


def kind(
    name: str, label: str | LazyString = "", origin: Callable[[Job], Origin] | None = None
) -> Callable[[Work], Work]:
    """Register the function that does the jobs of one kind.

    ``label`` is what its page is called, ``origin`` the page it is started from; what the page says of
    the result is the template ``jobs/results/<name>.html``, if there is one. The function must be safe
    to run twice, and keeps its own units of work: ``Running.advance`` commits one, so it is never
    called inside another.
    """

    def register(work: Work) -> Work:
        KINDS[name] = work
        LABELS[name] = label or name
        if origin is not None:
            ORIGINS[name] = origin
        return work

    return register


def start(kind_name: str, **arguments: Any) -> Job:
    """Insert a job in the present transaction and ring after its commit. Arguments are ids and codes."""
    job = Job(kind=kind_name, arguments=arguments)
    job.account_id = current_actor().account_id
    db.session.add(job)
    db.session.flush()
    ring(job.id)
    return job


def claim(job_id: int) -> Job | None:
    """Take a queued job, or nothing if another worker has it. Atomic: one UPDATE decides."""
    with unit_of_work():
        taken = db.session.scalar(
            update(Job)
            .where(Job.id == job_id, Job.state == JobState.QUEUED)
            .returning(Job.id)
            .values(
                state=JobState.RUNNING,
                started_at=utc_now(),
                heartbeat_at=utc_now(),
                attempts=Job.attempts + 1,
                progress=0,
            )
        )
        if taken is None:
            return None
    return db.session.get(Job, job_id)


class Running:
    """A job at work: its arguments, and how it tells how far it is."""

    def __init__(self, job: Job) -> None:
        self.id = job.id
        self.arguments: dict[str, Any] = dict(job.arguments)
        self.account_id = job.account_id

    def advance(self, progress: int, total: int | None = None) -> None:
        """Save the progress and a heartbeat; raises Cancelled when somebody asked to stop."""
        values: dict[str, Any] = {"progress": progress, "heartbeat_at": utc_now()}
        if total is not None:
            values["total"] = total
        with unit_of_work():
            db.session.execute(update(Job).where(Job.id == self.id).values(**values))
            if db.session.scalar(select(Job.cancel_asked).where(Job.id == self.id)):
                raise Cancelled


def finish(job_id: int, state: JobState, outcome: Outcome | None = None, error: str | None = None) -> None:
    """Write how the job ended, and keep the file it made: one transaction of its own."""
    with unit_of_work():
        job = db.session.get_one(Job, job_id)
        job.state = state
        job.finished_at = utc_now()
        job.error = error
        if outcome:
            job.result = outcome.result
        if outcome and outcome.file:
            new = outcome.file
            job.result_file = store_path(new.path, name=new.name, media_type=new.media_type)


def cancel(job: Job) -> None:
    """Ask a job to stop; one that has not begun never will."""
    record(JOB_CANCELLED, job.id, kind=job.kind)
    job.cancel_asked = True
    if job.state is JobState.QUEUED:
        job.state = JobState.CANCELLED
        job.finished_at = utc_now()


def forget_files(now: dt.datetime | None = None) -> int:
    """Let go of what jobs made long ago; returns how many files.

    Letters carry the codes that open them and slips carry passwords: they are printed and gone, and
    can be made again, so they do not lie about in the instance and its backups.
    """
    now = now or utc_now()
    old = select(Job).where(Job.result_file_id.is_not(None), Job.finished_at < now - KEEP_FILES)
    jobs = list(db.session.scalars(old))
    for job in jobs:
        stored = job.let_go_of_file(now)
        db.session.flush()
        if stored:
            forget(stored)
    if jobs:
        record(JOB_FILES_FORGOTTEN, None, files=len(jobs))
    return len(jobs)


def sweep() -> int:
    """Ring again for queued jobs whose bell was lost, and requeue running ones that went silent."""
    with unit_of_work():
        limit = utc_now() - LOST_AFTER
        lost = list(
            db.session.scalars(
                select(Job).where(
                    Job.state.not_in(FINISHED),
                    (Job.heartbeat_at < limit) | (Job.heartbeat_at.is_(None) & (Job.created_at < limit)),
                )
            )
        )
        for job in lost:
            _bring_back(job)
    return len(lost)


def _bring_back(job: Job) -> None:
    if job.attempts >= ATTEMPTS:
        job.state = JobState.FAILED
        job.finished_at = utc_now()
        job.error = f"gave up after {job.attempts} attempts"
        return
    job.state = JobState.QUEUED
    job.heartbeat_at = utc_now()
    ring(job.id)
