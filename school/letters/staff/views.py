"""A letter to the staff: its text and its printing. Nothing else happens to it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.foundation.access import Permission, current_scope, needs
from school.foundation.clock import today
from school.letters.default_wording import DUE_AFTER, Start, default_wording
from school.letters.labels import STARTS
from school.letters.models import StaffMailing
from school.letters.queries import mailings
from school.letters.staff import actions, jobs, previewing, queries
from school.letters.staff.forms import NewStaffMailingForm, StaffPrintForm, StaffWordingForm
from school.letters.views import drafts
from school.org.queries.settings import school

blueprint = Blueprint("staff_letters", __name__)


@blueprint.route("/staff-letters/new", methods=["GET", "POST"])
@needs(Permission.MAILING_MANAGE)
def new() -> ResponseReturnValue:
    row = school()
    text = default_wording(row.name if row else "", row.office_name if row else "", Start.STAFF)
    form = NewStaffMailingForm(obj=text, data={"due_on": today() + DUE_AFTER})
    if form.validate_on_submit():
        mailing = actions.create_staff_mailing(form.name.data or "", form.due_on.data or today(), form.text)
        return redirect(url_for("staff_letters.mailing", staff_mailing_id=mailing.id))
    return render_template("letters/staff/new.html", form=form, findings=form.findings, starts=STARTS), form.status


@blueprint.get("/staff-letters/<int:staff_mailing_id>")
@needs(Permission.MAILING_MANAGE, of=StaffMailing)
def mailing(staff_mailing: StaffMailing) -> str:
    form = StaffPrintForm(data={"covers": True})
    form.prepare(current_scope())
    return _page(staff_mailing, form)


@blueprint.route("/staff-letters/<int:staff_mailing_id>/wording", methods=["GET", "POST"])
@needs(Permission.MAILING_MANAGE, of=StaffMailing)
def wording(staff_mailing: StaffMailing) -> ResponseReturnValue:
    newest = mailings.newest_wording(staff_mailing)
    form = StaffWordingForm(obj=newest)
    form.newest = newest
    if form.validate_on_submit():
        version = actions.revise_staff_wording(staff_mailing, form.text).version
        flash(gettext("Saved as version %(number)s. It is printed from now on.", number=version), "ok")
        return redirect(url_for("staff_letters.mailing", staff_mailing_id=staff_mailing.id))
    shown = {"form": form, "mailing": staff_mailing, "newest": newest, "findings": form.findings}
    return render_template("letters/staff/wording.html", **shown), form.status


@blueprint.post("/staff-letters/findings")
@needs(Permission.MAILING_MANAGE, audited=False)
def findings() -> str:
    form = StaffWordingForm()
    return drafts.findings(form.findings, previewing.to_a_colleague(form.text))


@blueprint.post("/staff-letters/preview")
@needs(Permission.MAILING_MANAGE, audited=False)
def preview() -> ResponseReturnValue:
    return drafts.pdf(previewing.to_a_colleague(StaffWordingForm().text))


@blueprint.post("/staff-letters/preview.png")
@needs(Permission.MAILING_MANAGE, audited=False)
def preview_picture() -> ResponseReturnValue:
    return drafts.picture(previewing.to_a_colleague(StaffWordingForm().text))


@blueprint.post("/staff-letters/<int:staff_mailing_id>/print")
@needs(Permission.MAILING_MANAGE, of=StaffMailing)
def print_mailing(staff_mailing: StaffMailing) -> ResponseReturnValue:
    form = StaffPrintForm()
    form.prepare(current_scope())
    if not form.validate():
        return _page(staff_mailing, form), 422
    unit_ids = [unit.id for unit in form.units.data]
    job = jobs.start_printing(staff_mailing, unit_ids, form.by.data, covers=bool(form.covers.data))
    return redirect(url_for("jobs.show", job_id=job.id))


def _page(mailing: StaffMailing, form: StaffPrintForm) -> str:
    per_unit = queries.staff_per_unit(current_scope())
    letters = sum(count for _unit, count in per_unit)
    shown = mailings.with_wordings(mailing)
    return render_template("letters/staff/mailing.html", mailing=shown, printed=form, units=per_unit, letters=letters)
