"""One's jobs, and a job as a page: how far it is, stop it, fetch what it made."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_scope, needs
from school.foundation.files import send_stored
from school.foundation.jobs import actions, queries
from school.foundation.jobs.lists import JOBS
from school.foundation.jobs.models import KEEP_FILES, Job
from school.foundation.ui import listing

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")


@blueprint.get("")
@needs(Permission.SIGNED_IN)
def index() -> str:
    return listing.render(
        JOBS,
        queries.own_jobs(current_scope()),
        title=gettext("Work in the background"),
        lead=gettext(
            "What I started that takes longer: letters, slips, rosters. What it made can be fetched here again."
        ),
        empty=(
            gettext("Nothing was started yet"),
            gettext("When you have letters made or slips printed, you find them here again."),
            "hourglass",
        ),
    )


@blueprint.get("/<int:job_id>")
@needs(Permission.SIGNED_IN, of=Job)
def show(job: Job) -> str:
    return _page("jobs/show.html", job)


@blueprint.get("/<int:job_id>/progress")
@needs(Permission.SIGNED_IN, of=Job)
def progress(job: Job) -> str:
    return _page("jobs/_progress.html", job)


@blueprint.post("/<int:job_id>/cancel")
@needs(Permission.SIGNED_IN, of=Job)
def cancel(job: Job) -> Response:
    actions.cancel(job)
    return redirect(url_for("jobs.show", job_id=job.id))


@blueprint.get("/<int:job_id>/file")
@needs(Permission.SIGNED_IN, of=Job)
def download(job: Job) -> Response:
    return send_stored(job.result_file)


def _page(template: str, job: Job) -> str:
    return render_template(
        template, job=job, title=queries.title(job), origin=queries.origin(job), days_kept=KEEP_FILES.days
    )
