"""The list of one's jobs: its columns."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.foundation.jobs import queries
from school.foundation.jobs.models import Job, JobState
from school.foundation.ui import filters
from school.foundation.ui.listing import Column, Table
from school.foundation.ui.states import State

STATES: dict[JobState, State] = {
    JobState.QUEUED: State("line", "hourglass", _l("Waiting")),
    JobState.RUNNING: State("inf", "refresh", _l("Being done")),
    JobState.DONE: State("ok", "circle-check", _l("Done")),
    JobState.FAILED: State("bad", "alert-circle", _l("Did not work")),
    JobState.CANCELLED: State("", "player-stop", _l("Stopped")),
}


def file_in_words(job: Job) -> str | None:
    """The name of the file and until when it is kept, or when it was let go."""
    if job.result_file is not None:
        until = filters.short_date(job.file_kept_until)
        return str(gettext("%(name)s, until %(day)s", name=job.result_file.name, day=until))
    gone = job.file_let_go_at
    return str(gettext("let go on %(day)s", day=filters.short_date(gone))) if gone else None


JOBS = Table(
    "jobs",
    columns=(
        Column("kind", _l("Task"), queries.title, link=lambda job: url_for("jobs.show", job_id=job.id)),
        Column("created", _l("Begun"), lambda job: job.created_at, sort=Job.created_at),
        Column("state", _l("State"), lambda job: STATES[job.state], sort=Job.state),
        Column(
            "file",
            _l("File"),
            file_in_words,
            link=lambda job: url_for("jobs.download", job_id=job.id) if job.result_file else None,
        ),
    ),
    order=(Job.id.desc(),),
)
