"""The desk: send scans, see how a batch stands, settle page after page."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Gate, Permission, current_actor, current_scope, needs
from school.foundation.files import send_stored
from school.foundation.ui import listing
from school.foundation.ui.asked import asked_id
from school.foundation.ui.pager import page_number, paginate
from school.letters.desk import actions, known, look, queries
from school.letters.desk.forms import SettleForm, UploadForm
from school.letters.desk.lists import PAGES
from school.letters.desk.models import ScanBatch, ScannedPage
from school.org.actions.exports import record_export

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
UPLOAD = "desk.index"


@blueprint.url_value_preprocessor
def allow_large_uploads(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A college's stack is larger than any other upload: before anything reads the form, and from nobody else."""
    size = request.content_length or 0
    if endpoint != UPLOAD or size <= current_app.config["MAX_CONTENT_LENGTH"]:
        return
    cast(Gate, current_app).require(Permission.RECEIPT_SETTLE)
    request.max_content_length = int(current_app.config["SCAN_UPLOAD_BYTES"])


@blueprint.route("", methods=["GET", "POST"])
@needs(Permission.RECEIPT_SETTLE)
def index() -> ResponseReturnValue:
    form = UploadForm().within(current_scope())
    if form.validate_on_submit():
        batch = actions.send_scans(form.stored(), current_scope(), form.mailing.data, form.expected.data)
        return redirect(url_for("desk.batch", scan_batch_id=batch.id))
    page = paginate(queries.batches(current_scope()), page_number())
    first = queries.first_open(current_scope())
    waiting = queries.at_desk(current_scope())
    lines = queries.lines(page)
    return (
        render_template("letters/desk/index.html", form=form, page=page, lines=lines, first=first, waiting=waiting),
        form.status,
    )


@blueprint.get("/<int:scan_batch_id>")
@needs(Permission.RECEIPT_SETTLE, of=ScanBatch)
def batch(scan_batch: ScanBatch) -> str:
    done = queries.last_settled(current_scope(), current_actor().id, asked_id("done"))
    view = look.batch_view(scan_batch, current_scope())
    return render_template("letters/desk/batch.html", view=view, batch=scan_batch, done=done)


@blueprint.get("/<int:scan_batch_id>/results.xlsx")
@needs(Permission.RECEIPT_SETTLE, of=ScanBatch)
def results(scan_batch: ScanBatch) -> Response:
    rows = queries.results(scan_batch)
    record_export("slips", rows)
    return listing.export(PAGES, rows, gettext("Slips of batch %(number)s", number=scan_batch.id))


@blueprint.post("/<int:scan_batch_id>/read")
@needs(Permission.RECEIPT_SETTLE, of=ScanBatch)
def read_again(scan_batch: ScanBatch) -> Response:
    actions.read_again(scan_batch)
    return redirect(url_for("desk.batch", scan_batch_id=scan_batch.id))


@blueprint.post("/<int:scan_batch_id>/close")
@needs(Permission.RECEIPT_SETTLE, of=ScanBatch)
def close(scan_batch: ScanBatch) -> ResponseReturnValue:
    if not actions.close_batch(scan_batch):
        flash(look.why_not_closed(scan_batch), "warn")
        return batch(scan_batch), 409
    flash(gettext("Closed. The scans are let go; each slip's picture stays with its receipt."), "ok")
    return redirect(url_for("desk.index"))


@blueprint.get("/pages/<int:scanned_page_id>")
@needs(Permission.RECEIPT_SETTLE, of=ScannedPage)
def page(scanned_page: ScannedPage) -> ResponseReturnValue:
    return _desk(scanned_page, None)


@blueprint.post("/pages/<int:scanned_page_id>/settle")
@needs(Permission.RECEIPT_SETTLE, of=ScannedPage)
def settle(scanned_page: ScannedPage) -> ResponseReturnValue:
    shown = queries.with_letter(scanned_page)
    form = SettleForm().of(shown, shown.batch, current_scope())
    if not form.validate():
        return _desk(shown, form), 422
    following = look.following(shown, current_scope(), whole=_whole())
    if not actions.settle_page(shown, form.how.data, form.whose, contact=form.contact.data):
        flash(gettext("Nothing was done: somebody settled this page or its letter a moment ago."), "warn")
        return _desk(shown, None), 409
    return redirect(look.address_after(shown, following, whole=_whole()))


@blueprint.post("/pages/<int:scanned_page_id>/reopen")
@needs(Permission.RECEIPT_SETTLE, of=ScannedPage)
def reopen(scanned_page: ScannedPage) -> ResponseReturnValue:
    if not actions.reopen_page(scanned_page):
        flash(gettext("Not taken back: the letter has moved on since. Change it on the letter's own page."), "warn")
        return _desk(scanned_page, None), 409
    return redirect(url_for("desk.page", scanned_page_id=scanned_page.id, all=request.args.get("all")))


@blueprint.get("/pages/<int:scanned_page_id>/check")
@needs(Permission.RECEIPT_SETTLE, of=ScannedPage)
def check(scanned_page: ScannedPage) -> dict[str, Any]:
    text = request.args.get("number", "")
    return look.judged(text, current_scope(), scanned_page)


@blueprint.get("/pages/<int:scanned_page_id>/picture")
@needs(Permission.RECEIPT_SETTLE, of=ScannedPage)
def picture(scanned_page: ScannedPage) -> Response:
    stored = known.picture_of(scanned_page) or look.filed_picture(scanned_page)
    return send_stored(stored, attachment=False)


@blueprint.get("/pages/<int:scanned_page_id>/kept")
@needs(Permission.RECEIPT_SETTLE, of=ScannedPage)
def kept(scanned_page: ScannedPage) -> Response:
    return send_stored(known.kept_picture(scanned_page.letter_id), attachment=False)


def _whole() -> bool:
    """Whether all batches are gone through, and not just the page's own."""
    return "all" in request.args


def _desk(scanned_page: ScannedPage, form: SettleForm | None) -> str:
    done = queries.last_settled(current_scope(), current_actor().id, asked_id("done"))
    class_id = asked_id("class")
    view = look.page_view(scanned_page, current_scope(), whole=_whole(), class_id=class_id)
    form = form or SettleForm(formdata=None).of(view.page, view.page.batch, current_scope())
    return render_template("letters/desk/page.html", view=view, form=form, done=done, whole=_whole())
