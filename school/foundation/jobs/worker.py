"""The worker process: hears the bell, runs the job, keeps the nightly round."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Flask, g
from huey import crontab
from huey.api import Huey

from school.foundation.access import Actor
from school.foundation.audit.actions import seal_days
from school.foundation.db import db, unit_of_work
from school.foundation.jobs import actions
from school.foundation.jobs.models import JobState

if TYPE_CHECKING:
    from huey.consumer import Consumer

log = logging.getLogger(__name__)


def register_tasks(app: Flask, queue: Huey) -> None:
    """The one task of the queue, and what happens every few minutes and every night."""

    @queue.task()
    def run_job(job_id: int) -> None:
        run(app, job_id)

    @queue.periodic_task(crontab(minute="*/2"))
    def sweep() -> None:
        with app.app_context():
            actions.sweep()

    app.extensions["run_job"] = run_job
    every_night(app, "seal_days", seal_days, hour=1, minute=20)
    every_night(app, "forget_files", actions.forget_files, hour=3, minute=10)


def every_night(app: Flask, name: str, work: Callable[[], object], *, hour: int, minute: int) -> None:
    """Let the worker call ``work`` each night, in a unit of work of its own. Hours are the worker's local time."""
    queue: Huey = app.extensions["queue"]

    @queue.periodic_task(crontab(minute=str(minute), hour=str(hour)), name=name)
    def nightly() -> None:
        with app.app_context(), unit_of_work():
            g.actor = Actor("job")
            work()


def run(app: Flask, job_id: int) -> None:
    """Do one job from claim to end. A failure is written on its row, not raised."""
    with app.app_context():
        job = actions.claim(job_id)
        if job is None:
            return
        g.actor = Actor("account", job.account_id) if job.account_id else Actor("job", job.id)
        running = actions.Running(job)
        try:
            outcome = actions.KINDS[job.kind](running)
            actions.finish(job_id, JobState.DONE, outcome)
        except actions.Cancelled:
            actions.finish(job_id, JobState.CANCELLED)
        except Exception as error:
            log.exception("job %s failed", job_id)
            actions.finish(job_id, JobState.FAILED, error=_in_a_line(error))
        finally:
            db.session.remove()


def _in_a_line(error: Exception) -> str:
    """What a failed job's page says of it. A database's further lines would tell the values of the row."""
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}"


def make_consumer(app: Flask) -> Consumer:
    """Huey's consumer for this application, to be run in a process of its own."""
    queue: Huey = app.extensions["queue"]
    return queue.create_consumer(workers=1, worker_type="thread", initial_delay=0.2, max_delay=1.0)
