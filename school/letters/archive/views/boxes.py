"""Boxes: the list, one box with what lies in it, opening, sealing, its label."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_scope, needs
from school.foundation.ui import listing
from school.letters.archive import actions, paper
from school.letters.archive.forms import BoxForm
from school.letters.archive.models import ArchiveBox
from school.letters.archive.queries.boxes import BOXES, box_list, contents
from school.letters.archive.views import blueprint


@blueprint.get("/archive/boxes")
@needs(Permission.LETTER_FOLLOW)
def boxes() -> str:
    return listing.render(
        BOXES, box_list(current_scope()), template="letters/archive/boxes.html", title=gettext("Archive boxes")
    )


@blueprint.route("/archive/boxes/new", methods=["GET", "POST"])
@needs(Permission.RECEIPT_ARCHIVE)
def new_box() -> ResponseReturnValue:
    form = BoxForm().prepare(current_scope())
    if not form.validate_on_submit():
        return render_template("letters/archive/box_new.html", form=form), form.status
    made = actions.open_box(form.mailing.data, form.place, form.label.data or "")
    return redirect(url_for("archive.box", archive_box_id=made.id))


@blueprint.get("/archive/boxes/<int:archive_box_id>")
@needs(Permission.LETTER_FOLLOW, of=ArchiveBox)
def box(archive_box: ArchiveBox) -> str:
    return render_template("letters/archive/box.html", contents=contents(archive_box))


@blueprint.post("/archive/boxes/<int:archive_box_id>/<any(seal, reopen):what>")
@needs(Permission.RECEIPT_ARCHIVE, of=ArchiveBox)
def seal(archive_box: ArchiveBox, what: str) -> Response:
    actions.seal_box(archive_box, sealed=what == "seal")
    flash(gettext("Sealed: nothing more goes into it.") if what == "seal" else gettext("Open again."), "ok")
    return redirect(url_for("archive.box", archive_box_id=archive_box.id))


@blueprint.get("/archive/boxes/<int:archive_box_id>/label.pdf")
@needs(Permission.LETTER_FOLLOW, of=ArchiveBox)
def label(archive_box: ArchiveBox) -> Response:
    headers = {"Content-Disposition": f'inline; filename="box-{archive_box.id}.pdf"'}
    return Response(paper.box_label(contents(archive_box)), mimetype="application/pdf", headers=headers)
