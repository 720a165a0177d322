"""The first-run page, the settings, the calendar, the crest."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, needs, public
from school.foundation.files import send_stored
from school.org.actions import settings as actions
from school.org.forms import PeriodForm, SchoolForm, TermForm
from school.org.models import Holiday, Term
from school.org.queries import settings as queries
from school.org.views import blueprint

Answer = Response | str | tuple[str, int]


@blueprint.route("/first-run", methods=["GET", "POST"])
@needs(Permission.SCHOOL_MANAGE)
def first_run() -> Answer:
    form = SchoolForm(obj=queries.school())
    if form.validate_on_submit():
        actions.save_school(form.values, form.crest.data)
        return redirect(url_for("org.calendar"))
    return render_template("org/first_run.html", form=form, address=queries.address_check()), form.status


@blueprint.route("/settings", methods=["GET", "POST"])
@needs(Permission.SCHOOL_MANAGE)
def settings() -> Answer:
    form = SchoolForm(obj=queries.school())
    if form.validate_on_submit():
        actions.save_school(form.values, form.crest.data)
        flash(gettext("Saved."))
        return redirect(url_for("org.settings"))
    return render_template("org/settings.html", form=form, address=queries.address_check()), form.status


@blueprint.get("/crest")
@public
def crest() -> Response:
    school = queries.school()
    return send_stored(school.crest if school else None, attachment=False)


@blueprint.get("/calendar")
@needs(Permission.SCHOOL_MANAGE)
def calendar() -> str:
    return render_template("org/calendar.html", terms=queries.terms(), holidays=queries.holidays())


@blueprint.route("/calendar/terms/new", methods=["GET", "POST"])
@needs(Permission.SCHOOL_MANAGE)
def new_term() -> Answer:
    form = TermForm()
    if form.validate_on_submit():
        actions.save_term(Term(), **form.values)
        return redirect(url_for("org.calendar"))
    return render_template("org/period_form.html", form=form, title=gettext("New term")), form.status


@blueprint.route("/calendar/terms/<int:term_id>", methods=["GET", "POST"])
@needs(Permission.SCHOOL_MANAGE, of=Term)
def edit_term(term: Term) -> Answer:
    form = TermForm(term)
    if form.validate_on_submit():
        actions.save_term(term, **form.values)
        return redirect(url_for("org.calendar"))
    return render_template("org/period_form.html", form=form, title=term.name), form.status


@blueprint.post("/calendar/terms/<int:term_id>/remove")
@needs(Permission.SCHOOL_MANAGE, of=Term)
def remove_term(term: Term) -> Response:
    actions.remove_from_calendar(term)
    return redirect(url_for("org.calendar"))


@blueprint.route("/calendar/holidays/new", methods=["GET", "POST"])
@needs(Permission.SCHOOL_MANAGE)
def new_holiday() -> Answer:
    form = PeriodForm()
    if form.validate_on_submit():
        actions.save_holiday(Holiday(), **form.values)
        return redirect(url_for("org.calendar"))
    return render_template("org/period_form.html", form=form, title=gettext("New holiday")), form.status


@blueprint.route("/calendar/holidays/<int:holiday_id>", methods=["GET", "POST"])
@needs(Permission.SCHOOL_MANAGE, of=Holiday)
def edit_holiday(holiday: Holiday) -> Answer:
    form = PeriodForm(obj=holiday)
    if form.validate_on_submit():
        actions.save_holiday(holiday, **form.values)
        return redirect(url_for("org.calendar"))
    return render_template("org/period_form.html", form=form, title=holiday.name), form.status


@blueprint.post("/calendar/holidays/<int:holiday_id>/remove")
@needs(Permission.SCHOOL_MANAGE, of=Holiday)
def remove_holiday(holiday: Holiday) -> Response:
    actions.remove_from_calendar(holiday)
    return redirect(url_for("org.calendar"))
