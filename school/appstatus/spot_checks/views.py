"""Drawing a check, going from one student to the next on a phone, and its result."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.appstatus import states
from school.appstatus.models import AlreadyClosed, SpotCheck, SpotCheckEntry
from school.appstatus.spot_checks import actions, lists, queries
from school.appstatus.spot_checks.forms import DrawForm, ResultForm
from school.foundation.access import Permission, current_scope, needs
from school.foundation.ui import listing

blueprint = Blueprint("spot_checks", __name__, url_prefix="/spot-checks")


@blueprint.get("")
@needs(Permission.SPOT_CHECK)
def index() -> str:
    return listing.render(
        lists.CHECKS,
        queries.checks(current_scope()),
        title=gettext("Spot checks"),
        lead=gettext("A random sample is looked at; the marks stay as they are."),
        export="spot_checks.export",
        actions=[(gettext("Draw a sample"), url_for("spot_checks.new"), "dice-3")],
        empty=(
            gettext("No spot check yet"),
            gettext("Draw a few students by chance and look at their phones together."),
        ),
        empty_action=(gettext("Draw a sample"), url_for("spot_checks.new")),
    )


@blueprint.get("/list.xlsx")
@needs(Permission.SPOT_CHECK)
def export() -> ResponseReturnValue:
    return listing.export(lists.CHECKS, queries.checks(current_scope()), title=gettext("Spot checks"))


@blueprint.get("/new")
@needs(Permission.SPOT_CHECK)
def new() -> str:
    return render_template("appstatus/draw.html", form=DrawForm().within(current_scope()))


@blueprint.post("/new")
@needs(Permission.SPOT_CHECK)
def draw() -> ResponseReturnValue:
    form = DrawForm().within(current_scope())
    if not form.validate():
        return render_template("appstatus/draw.html", form=form), 422
    check = actions.draw(form.place, form.number)
    return redirect(url_for("spot_checks.show", spot_check_id=check.id))


@blueprint.get("/<int:spot_check_id>")
@needs(Permission.SPOT_CHECK, of=SpotCheck)
def show(spot_check: SpotCheck) -> str:
    return render_template(
        "appstatus/spot_check.html",
        check=spot_check,
        place=queries.place_of(spot_check),
        entries=queries.entries_of(spot_check),
        comparisons=queries.comparisons(spot_check),
        states=states,
    )


@blueprint.post("/<int:spot_check_id>/close")
@needs(Permission.SPOT_CHECK, of=SpotCheck)
def close(spot_check: SpotCheck) -> ResponseReturnValue:
    actions.close(spot_check)
    flash(gettext("The check is closed. Its result stands below."), "ok")
    return redirect(url_for("spot_checks.show", spot_check_id=spot_check.id))


@blueprint.get("/entries/<int:spot_check_entry_id>")
@needs(Permission.SPOT_CHECK, of=SpotCheckEntry)
def entry(spot_check_entry: SpotCheckEntry) -> str:
    return _entry_page(spot_check_entry, ResultForm())


@blueprint.post("/entries/<int:spot_check_entry_id>")
@needs(Permission.SPOT_CHECK, of=SpotCheckEntry)
def record(spot_check_entry: SpotCheckEntry) -> ResponseReturnValue:
    form = ResultForm()
    if not form.validate():
        return _entry_page(spot_check_entry, form), 422
    actions.record_result(spot_check_entry, form.chosen)
    following = queries.place_in_check(current_scope(), spot_check_entry).next_id
    if following:
        return redirect(url_for("spot_checks.entry", spot_check_entry_id=following))
    return redirect(url_for("spot_checks.show", spot_check_id=spot_check_entry.spot_check_id))


def already_closed(error: AlreadyClosed) -> ResponseReturnValue:
    """Somebody closed the check meanwhile: say so where its result stands."""
    flash(gettext("The check is already closed; nothing was changed."), "warn")
    return redirect(url_for("spot_checks.show", spot_check_id=error.spot_check_id))


def _entry_page(entry: SpotCheckEntry, form: ResultForm) -> str:
    return render_template(
        "appstatus/spot_check_entry.html",
        entry=entry,
        student=queries.student_of(entry),
        place=queries.place_in_check(current_scope(), entry),
        form=form,
        states=states,
    )
