"""What is due, for how long receipts are kept, and records of destruction: proposed, approved, carried out."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_actor, current_scope, needs
from school.foundation.ui import listing
from school.letters.archive import actions, jobs, paper
from school.letters.archive.forms import ProposalForm, RetentionForm
from school.letters.archive.models import DestructionRecord
from school.letters.archive.queries import destruction as queries
from school.letters.archive.views import blueprint
from school.letters.models import Mailing


@blueprint.get("/archive/destruction")
@needs(Permission.RECEIPT_DESTROY)
def due() -> str:
    return listing.render(
        queries.RECORDS,
        queries.records(current_scope()),
        template="letters/archive/due.html",
        title=gettext("Due for destruction"),
        mailings=queries.due_by_mailing(current_scope()),
        retention=RetentionForm(formdata=None),
        proposal=ProposalForm(formdata=None),
    )


@blueprint.post("/archive/mailings/<int:mailing_id>/retention")
@needs(Permission.RECEIPT_DESTROY, of=Mailing)
def retention(mailing: Mailing) -> ResponseReturnValue:
    form = RetentionForm()
    if not form.validate():
        return render_template("letters/archive/due_form.html", form=form, mailing=mailing), 422
    actions.set_years_kept(mailing, form.years.data or 0)
    flash(gettext("Saved."), "ok")
    return redirect(url_for("archive.due"))


@blueprint.route("/archive/mailings/<int:mailing_id>/destruction", methods=["GET", "POST"])
@needs(Permission.RECEIPT_DESTROY, of=Mailing)
def propose(mailing: Mailing) -> ResponseReturnValue:
    form = ProposalForm()
    if not form.validate_on_submit():
        return render_template("letters/archive/due_form.html", form=form, mailing=mailing), form.status
    made = actions.propose(mailing, form.reason.data or "")
    if made is None:
        flash(gettext("Nothing of this mailing is due."), "warn")
        return redirect(url_for("archive.due"))
    return redirect(url_for("archive.destruction", destruction_id=made.id))


@blueprint.get("/archive/destruction/<int:destruction_id>")
@needs(Permission.RECEIPT_DESTROY, of=DestructionRecord)
def destruction(destruction: DestructionRecord) -> str:
    own = current_actor().id == destruction.proposed_by_id
    return render_template("letters/archive/destruction.html", card=queries.card_of(destruction), own=own)


@blueprint.post("/archive/destruction/<int:destruction_id>/approve")
@needs(Permission.RECEIPT_DESTROY_APPROVE, of=DestructionRecord)
def approve(destruction: DestructionRecord) -> Response:
    if actions.approve(destruction):
        jobs.start_erasing(destruction)
    return redirect(url_for("archive.destruction", destruction_id=destruction.id))


@blueprint.post("/archive/destruction/<int:destruction_id>/withdraw")
@needs(Permission.RECEIPT_DESTROY, of=DestructionRecord)
def withdraw(destruction: DestructionRecord) -> Response:
    actions.withdraw(destruction)
    return redirect(url_for("archive.destruction", destruction_id=destruction.id))


@blueprint.get("/archive/destruction/<int:destruction_id>/record.pdf")
@needs(Permission.RECEIPT_DESTROY, of=DestructionRecord)
def record(destruction: DestructionRecord) -> Response:
    headers = {"Content-Disposition": f'inline; filename="destruction-{destruction.id}.pdf"'}
    pdf = paper.destruction_record(queries.card_of(destruction))
    return Response(pdf, mimetype="application/pdf", headers=headers)
