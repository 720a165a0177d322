"""Mailings: the list, a new one, its text, issuing and printing."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import CAMPUS, Permission, current_actor, current_scope, needs, reach
from school.foundation.clock import today
from school.letters import actions, jobs, previewing, printing
from school.letters.default_wording import DUE_AFTER, Start, default_wording
from school.letters.forms import MailingForm, NewMailingForm, PlacesForm, PrintForm, TickedForm, WordingForm
from school.letters.labels import STARTS
from school.letters.models import Mailing
from school.letters.queries import figures, mailings, overview
from school.letters.queries.addressees import without_letter
from school.letters.queries.sheets import printable_letters
from school.letters.views import blueprint, drafts
from school.org.queries.settings import school


@blueprint.get("/mailings")
@needs(Permission.LETTER_FOLLOW)
def mailing_list() -> str:
    rows = [(row, figures.letter_figures(current_scope(), row)) for row in mailings.mailings(current_scope())]
    staff = mailings.staff_mailings(reach(current_actor(), Permission.MAILING_MANAGE))
    return render_template("letters/mailing_list.html", rows=rows, staff=staff)


@blueprint.get("/mailings/new")
@needs(Permission.MAILING_MANAGE)
def new_mailing() -> str:
    row = school()
    start = request.args.get("start", Start.FAMILIES, type=Start)
    text = default_wording(row.name if row else "", row.office_name if row else "", start)
    form = _new_form(obj=text, data={"due_on": today() + DUE_AFTER})
    return _new_page(form)


@blueprint.post("/mailings/new")
@needs(Permission.MAILING_MANAGE)
def create_mailing() -> ResponseReturnValue:
    form = _new_form()
    if not form.validate():
        return _new_page(form), 422
    mailing = actions.create_mailing(form.plan, form.text)
    return redirect(url_for("letters.mailing", mailing_id=mailing.id))


@blueprint.get("/mailings/<int:mailing_id>")
@needs(Permission.LETTER_FOLLOW, of=Mailing)
def mailing(mailing: Mailing) -> str:
    form, printed = PlacesForm(), PrintForm(data={"covers": True})
    for each in (form, printed):
        each.prepare(current_scope())
    return render_template(
        "letters/mailing.html",
        printed=printed,
        mailing=mailings.with_wordings(mailing),
        places=form,
        letters_of=mailings.letters_per_wording(mailing),
        stand=overview.stand(current_scope(), mailing),
        table=overview.by_college(current_scope(), mailing),
        missing=without_letter(current_scope(), mailing),
        specimen=not printing.may_be_real(),
    )


@blueprint.route("/mailings/<int:mailing_id>/edit", methods=["GET", "POST"])
@needs(Permission.MAILING_MANAGE, of=Mailing)
def edit_mailing(mailing: Mailing) -> ResponseReturnValue:
    form = MailingForm(data=overview.plan_of(mailing))
    form.prepare(current_scope(), overview.grades(), mailing)
    if form.validate_on_submit():
        actions.change_mailing(mailing, form.plan)
        return redirect(url_for("letters.mailing", mailing_id=mailing.id))
    page = render_template("letters/mailing_edit.html", form=form, mailing=mailing)
    return page, 422 if form.errors else 200


@blueprint.route("/mailings/<int:mailing_id>/wording", methods=["GET", "POST"])
@needs(Permission.MAILING_MANAGE, of=Mailing)
def wording(mailing: Mailing) -> ResponseReturnValue:
    newest = mailings.newest_wording(mailing)
    form = WordingForm(obj=newest)
    form.newest = newest
    if form.validate_on_submit():
        version = actions.revise_wording(mailing, form.text).version
        flash(gettext("Saved as version %(number)s. Letters already made keep theirs.", number=version), "ok")
        return redirect(url_for("letters.mailing", mailing_id=mailing.id))
    page = render_template("letters/wording.html", form=form, mailing=mailing, newest=newest, findings=form.findings)
    return page, 422 if form.errors else 200


@blueprint.post("/mailings/findings")
@needs(Permission.MAILING_MANAGE, audited=False)
def findings() -> str:
    form = WordingForm()
    return drafts.findings(form.findings, previewing.to_a_family(form.text))


@blueprint.post("/mailings/preview")
@needs(Permission.MAILING_MANAGE, audited=False)
def preview() -> ResponseReturnValue:
    return drafts.pdf(previewing.to_a_family(WordingForm().text))


@blueprint.post("/mailings/preview.png")
@needs(Permission.MAILING_MANAGE, audited=False)
def preview_picture() -> ResponseReturnValue:
    return drafts.picture(previewing.to_a_family(WordingForm().text))


@blueprint.post("/mailings/<int:mailing_id>/<any(close, open):verb>")
@needs(Permission.MAILING_MANAGE, of=Mailing)
def close_mailing(mailing: Mailing, verb: str) -> Response:
    actions.close_mailing(mailing, closed=verb == "close")
    return redirect(url_for("letters.mailing", mailing_id=mailing.id))


@blueprint.post("/mailings/<int:mailing_id>/issue")
@needs(Permission.LETTER_ISSUE, of=Mailing)
def issue(mailing: Mailing) -> ResponseReturnValue:
    form = PlacesForm()
    form.prepare(current_scope())
    if not form.validate():
        return render_template("letters/places.html", form=form, mailing=mailing), 422
    job = jobs.start_issuing(mailing, current_scope(), [unit.id for unit in form.colleges.data])
    return redirect(url_for("jobs.show", job_id=job.id))


@blueprint.post("/mailings/<int:mailing_id>/print")
@needs(Permission.LETTER_FOLLOW, of=Mailing)
def print_mailing(mailing: Mailing) -> ResponseReturnValue:
    form = PrintForm()
    form.prepare(current_scope())
    if not form.validate() or not printing.may_be_printed():
        return render_template("letters/places.html", form=form, mailing=mailing), 422
    colleges, classes = ([row.id for row in field.data] for field in (form.colleges, form.classes))
    chosen = {"by": form.by.data, "covers": form.covers.data}
    job = jobs.start_printing(mailing, current_scope(), colleges, classes, **chosen)
    return redirect(url_for("jobs.show", job_id=job.id))


@blueprint.post("/mailings/<int:mailing_id>/print-ticked")
@needs(Permission.LETTER_FOLLOW, of=Mailing)
def print_ticked(mailing: Mailing) -> ResponseReturnValue:
    form = TickedForm()
    form.letters.rows(printable_letters(current_scope(), mailing))
    if not form.validate() or not printing.may_be_printed():
        return render_template("letters/places.html", form=form, mailing=mailing), 422
    job = jobs.print_chosen(mailing, current_scope(), form.letters.data)
    return redirect(url_for("jobs.show", job_id=job.id))


def _new_form(**given: object) -> NewMailingForm:
    form = NewMailingForm(**given)
    form.prepare(CAMPUS, overview.grades())
    return form


def _new_page(form: NewMailingForm) -> str:
    return render_template("letters/mailing_new.html", form=form, findings=form.findings, starts=STARTS)
