"""A job as a page: how far it is, stop it, fetch what it made."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from school.foundation.access import Permission, needs
from school.foundation.files import send_stored
from school.foundation.jobs import actions
from school.foundation.jobs.models import Job

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")


@blueprint.get("/<int:job_id>")
@needs(Permission.SIGNED_IN, of=Job)
def show(job: Job) -> str:
    return render_template("jobs/show.html", job=job, title=actions.LABELS.get(job.kind, job.kind))


@blueprint.get("/<int:job_id>/progress")
@needs(Permission.SIGNED_IN, of=Job)
def progress(job: Job) -> str:
    return render_template("jobs/_progress.html", job=job, title=actions.LABELS.get(job.kind, job.kind))


@blueprint.post("/<int:job_id>/cancel")
@needs(Permission.SIGNED_IN, of=Job)
def cancel(job: Job) -> Response:
    actions.cancel(job)
    return redirect(url_for("jobs.show", job_id=job.id))


@blueprint.get("/<int:job_id>/file")
@needs(Permission.SIGNED_IN, of=Job)
def download(job: Job) -> Response:
    return send_stored(job.result_file)
