"""Import a roster in the browser: send, map, look through, mend, save, take back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_actor, current_scope, needs
from school.foundation.ui.listing import XLSX
from school.foundation.ui.pager import page_number, paginate
from school.org.models import ImportBatch, ImportState
from school.org.roster import actions, labels, pages, queries
from school.org.roster.compare import Limits
from school.org.roster.forms import MAPPING_FORMS, LeftForm, MendForm, SaveForm, StaffUploadForm, UploadForm
from school.org.roster.planning import header_of, limits_of
from school.org.roster.staff_rules import words_of
from school.org.roster.staging import staged_of
from school.org.roster.trouble import trouble_sheet
from school.org.rules import posts_given_by

Answer = Response | str | tuple[str, int]
blueprint = Blueprint("roster", __name__, url_prefix="/roster")


@blueprint.route("", methods=["GET", "POST"])
@needs(Permission.ROSTER_IMPORT)
def index() -> Answer:
    form = UploadForm().within(current_scope())
    if form.validate_on_submit():
        return _stage(form)
    return _index("roster/index.html", form), form.status


@blueprint.route("/staff", methods=["GET", "POST"])
@needs(Permission.STAFF_IMPORT)
def staff() -> Answer:
    form = StaffUploadForm().within(current_scope())
    if form.validate_on_submit():
        return _stage(form)
    posts = words_of(posts_given_by(current_actor().roles))
    return _index("roster/staff.html", form, posts=posts), form.status


@blueprint.get("/<int:batch_id>")
@needs(Permission.ROSTER_IMPORT, of=ImportBatch)
def show(batch: ImportBatch) -> Answer:
    if batch.state is not ImportState.STAGED:
        return _saved_page(batch)
    if "lacking" in batch.counts:
        return redirect(url_for("roster.columns", batch_id=batch.id))
    return _preview(batch)


@blueprint.post("/<int:batch_id>/cells")
@needs(Permission.ROSTER_IMPORT, of=ImportBatch)
def mend(batch: ImportBatch) -> Answer:
    form = MendForm()
    if not form.validate():
        return _preview(batch), 422
    actions.mend(batch, form.typed, _limits(batch))
    return redirect(url_for("roster.show", batch_id=batch.id, show="rejected", page=request.args.get("page")))


@blueprint.post("/<int:batch_id>/rows/<int:row>/put-back")
@needs(Permission.ROSTER_IMPORT, of=ImportBatch)
def put_back(batch: ImportBatch, row: int) -> Answer:
    actions.put_back(batch, row, _limits(batch))
    return redirect(url_for("roster.show", batch_id=batch.id, show="rejected"))


@blueprint.route("/<int:batch_id>/columns", methods=["GET", "POST"])
@needs(Permission.ROSTER_IMPORT, of=ImportBatch)
def columns(batch: ImportBatch) -> Answer:
    if batch.state is not ImportState.STAGED:
        return _saved_page(batch), 409 if request.method == "POST" else 200
    header = header_of(batch, staged_of(batch))
    form = MAPPING_FORMS[batch.kind].of(header)
    if form.validate_on_submit():
        actions.map_columns(batch, form.chosen, _limits(batch))
        return redirect(url_for("roster.show", batch_id=batch.id))
    samples = pages.samples(staged_of(batch), header)
    words = labels.KINDS[batch.kind]
    return render_template("roster/columns.html", batch=batch, form=form, samples=samples, words=words), form.status


@blueprint.post("/<int:batch_id>/save")
@needs(Permission.ROSTER_IMPORT, of=ImportBatch)
def save(batch: ImportBatch) -> Answer:
    saved = actions.save(batch, _limits(batch), skip_bad_rows=bool(SaveForm().skip_bad_rows.data))
    if saved.refusal:
        return _refused(batch, [actions.REFUSALS[saved.refusal]])
    if saved.job:
        return redirect(url_for("jobs.show", job_id=saved.job.id))
    return redirect(url_for("roster.show", batch_id=batch.id))


@blueprint.post("/<int:batch_id>/discard")
@needs(Permission.ROSTER_IMPORT, of=ImportBatch)
def discard(batch: ImportBatch) -> Answer:
    actions.discard(batch)
    flash(gettext("Thrown away. Nothing of it was saved."))
    return redirect(url_for(labels.KINDS[batch.kind].endpoint))


@blueprint.post("/<int:batch_id>/undo")
@needs(Permission.ROSTER_IMPORT, of=ImportBatch)
def undo(batch: ImportBatch) -> Answer:
    if hanging := actions.undo(batch):
        return _refused(batch, hanging)
    flash(gettext("Taken back. Everything is as it was before this import."), "ok")
    return redirect(url_for("roster.show", batch_id=batch.id))


@blueprint.post("/<int:batch_id>/missing")
@needs(Permission.ROSTER_IMPORT, of=ImportBatch)
def note_left(batch: ImportBatch) -> Answer:
    form = LeftForm()
    page = pages.sliced(pages.missing_ids(batch), page_number())
    form.students.rows(queries.missing_students(current_scope(), page.items))
    if not form.validate():
        return _refused(batch, [gettext("Tick the students who have left first.")])
    actions.note_left(batch, form.students.data)
    left = len(form.students.data)
    flash(ngettext("%(num)s student is noted as left.", "%(num)s students are noted as left.", left), "ok")
    return redirect(url_for("roster.show", batch_id=batch.id, show=pages.MISSING))


@blueprint.get("/<int:batch_id>/trouble.xlsx")
@needs(Permission.ROSTER_IMPORT, of=ImportBatch)
def trouble(batch: ImportBatch) -> Response:
    actions.note_export(batch)
    headers = {"Content-Disposition": f'attachment; filename="rows-{batch.id}.xlsx"'}
    return Response(trouble_sheet(staged_of(batch), batch), mimetype=XLSX, headers=headers)


def _index(template: str, form: UploadForm, **context: Any) -> str:
    page = paginate(queries.batches(current_scope(), form.kind), page_number())
    words = labels.KINDS[form.kind]
    return render_template(template, form=form, page=page, labels=labels, words=words, **context)


def _stage(form: UploadForm) -> Response:
    table, header = form.found
    limits = _limits_of(form.college_id)
    batch = actions.stage_roster(table, header, file_name=form.file_name, limits=limits, kind=form.kind)
    return redirect(url_for("roster.show", batch_id=batch.id))


def _limits(batch: ImportBatch) -> Limits:
    return _limits_of(batch.college_id)


def _limits_of(college_id: int | None) -> Limits:
    posts = posts_given_by(current_actor().roles)
    return limits_of(college_id, own_only=not current_scope().campus, posts=posts)


def _preview(batch: ImportBatch, troubles: list[str] | None = None) -> str:
    look = pages.look_at(batch, request.args.get("show", ""), page_number())
    number = page_number() if look.here == pages.MISSING else 1
    missing, students = pages.missing_page(batch, current_scope(), number)
    return render_template(
        "roster/show.html",
        look=look,
        batch=batch,
        troubles=troubles or [],
        college=queries.college_name(batch),
        missing=missing,
        missing_students=students,
        labels=labels,
        words=labels.KINDS[batch.kind],
    )


def _saved_page(batch: ImportBatch, troubles: list[str] | None = None) -> str:
    missing, students = pages.missing_page(batch, current_scope(), page_number())
    return render_template(
        "roster/saved.html",
        batch=batch,
        troubles=troubles or [],
        college=queries.college_name(batch),
        missing=missing,
        missing_students=students,
        labels=labels,
        words=labels.KINDS[batch.kind],
        units=queries.units_of_batch(batch),
    )


def _refused(batch: ImportBatch, troubles: list[str]) -> tuple[str, int]:
    """The page again, with what stands in the way."""
    page = _preview if batch.state is ImportState.STAGED and "lacking" not in batch.counts else _saved_page
    return page(batch, [str(each) for each in troubles]), 422
