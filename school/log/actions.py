"""The log leaves the system, or is recomputed: both are events of it."""

from __future__ import annotations

from dataclasses import asdict

from school.foundation import jobs
from school.foundation.audit import record
from school.foundation.jobs import Job
from school.log.events import LOG_CHECK_ASKED, LOG_EXPORT_ASKED
from school.log.queries import Wanted

CHECK_LOG, EXPORT_LOG = "log.check", "log.export"


def start_export(wanted: Wanted) -> Job:
    """Have these events written into a workbook by the worker: a long log must not hold the database meanwhile."""
    job = jobs.start(EXPORT_LOG, **asdict(wanted))
    record(LOG_EXPORT_ASKED, None, job_id=job.id)
    return job


def start_check() -> Job:
    """Have every event and every seal recomputed by the worker."""
    job = jobs.start(CHECK_LOG)
    record(LOG_CHECK_ASKED, None, job_id=job.id)
    return job
