"""Colleges and departments: the list in the school's own order, and each one's page."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_scope, needs
from school.org.actions import units as actions
from school.org.forms import UnitForm
from school.org.models import Unit
from school.org.queries import people, units
from school.org.views import blueprint
from school.org.views.settings import Answer


@blueprint.get("/units")
@needs(Permission.ORGANISATION_READ)
def unit_list() -> str:
    return render_template("org/units.html", rows=units.units(current_scope()))


@blueprint.route("/units/new", methods=["GET", "POST"])
@needs(Permission.SCHOOL_MANAGE)
def new_unit() -> Answer:
    form = UnitForm()
    if form.validate_on_submit():
        unit = actions.save_unit(Unit(), **form.values)
        return redirect(url_for("org.unit", unit_id=unit.id))
    return render_template("org/unit_form.html", form=form, title=gettext("New unit")), form.status


@blueprint.get("/units/<int:unit_id>")
@needs(Permission.ORGANISATION_READ, of=Unit)
def unit(unit: Unit) -> str:
    scope = current_scope()
    return render_template(
        "org/unit.html",
        unit=unit,
        classes=units.classes_of(unit, scope),
        sizes=units.class_sizes(scope),
        staff=people.staff_of(unit, scope),
    )


@blueprint.route("/units/<int:unit_id>/edit", methods=["GET", "POST"])
@needs(Permission.SCHOOL_MANAGE, of=Unit)
def edit_unit(unit: Unit) -> Answer:
    form = UnitForm(unit)
    if form.validate_on_submit():
        actions.save_unit(unit, **form.values)
        return redirect(url_for("org.unit", unit_id=unit.id))
    return render_template("org/unit_form.html", form=form, title=unit.name, unit=unit), form.status


@blueprint.post("/units/<int:unit_id>/<any(up, down):direction>")
@needs(Permission.SCHOOL_MANAGE, of=Unit)
def move_unit(unit: Unit, direction: str) -> Response:
    actions.move_unit(unit, -1 if direction == "up" else 1)
    return redirect(url_for("org.unit_list"))


@blueprint.post("/units/<int:unit_id>/<any(close, open):verb>")
@needs(Permission.SCHOOL_MANAGE, of=Unit)
def close_unit(unit: Unit, verb: str) -> Response:
    actions.close_unit(unit, closed=verb == "close")
    return redirect(url_for("org.unit", unit_id=unit.id))
