"""Asking for a class's evidence pack; the job's page leads to the file."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from school.evidence import jobs
from school.evidence.forms import PackForm
from school.foundation.access import Permission, needs
from school.org.models import SchoolClass

blueprint = Blueprint("evidence", __name__)


@blueprint.route("/classes/<int:class_id>/evidence", methods=["GET", "POST"])
@needs(Permission.PERSON_EXPORT, of=SchoolClass)
def ask(school_class: SchoolClass) -> ResponseReturnValue:
    form = PackForm()
    if not form.validate_on_submit():
        return render_template("evidence/ask.html", form=form, school_class=school_class), form.status
    job = jobs.start_packing(school_class, form.parts.data or [], form.recipient.data, masked=bool(form.masked.data))
    return redirect(url_for("jobs.show", job_id=job.id))
