"""One home for everybody, the pages of figures below it, and the lists that no other room has."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.dashboards import actions, curve, pages, sheet
from school.dashboards.forms import ClassFilter, PlaceFilter
from school.dashboards.lists import CLASSES, LOCKED
from school.dashboards.pages import Asked
from school.dashboards.queries import waiting
from school.dashboards.queries.trend import trend
from school.dashboards.rules import Home, chosen_home, homes_of
from school.foundation.access import Permission, current_actor, current_scope, needs
from school.foundation.ui import listing
from school.org.models import SchoolClass, Unit
from school.org.queries import units

blueprint = Blueprint("dashboards", __name__)


@blueprint.get("/")
@needs(Permission.SIGNED_IN)
def home() -> ResponseReturnValue:
    chosen = chosen_home(homes_of(current_actor().roles), request.args.get("as", ""))
    if chosen is None or chosen is Home.STUDENT:
        return redirect(url_for("dashboards.me"))
    template, shown = pages.PAGES[chosen](_asked(chosen))
    return render_template(template, **shown)


@blueprint.get("/me")
@needs(Permission.LETTER_CONFIRM)
def me() -> str:
    template, shown = pages.student(_asked(Home.STUDENT))
    return render_template(template, **shown)


@blueprint.get("/colleges/<int:unit_id>")
@needs(Permission.FIGURES_READ, of=Unit)
def college(unit: Unit) -> str:
    template, shown = pages.college_page(current_scope(), unit, _asked(Home.OFFICE))
    return render_template(template, **shown)


@blueprint.get("/classes/<int:class_id>/figures")
@needs(Permission.FIGURES_READ, of=SchoolClass)
def school_class(school_class: SchoolClass) -> str:
    template, shown = pages.class_page(school_class, _asked(Home.OFFICE))
    return render_template(template, **shown)


@blueprint.get("/figures/trend")
@needs(Permission.FIGURES_READ)
def trend_part() -> str:
    form, asked = PlaceFilter(), _asked(Home.OFFICE)
    place = form.place(current_scope())
    shown = curve.chart(trend(place.scope, asked.mailing))
    if "HX-Request" in request.headers:
        return render_template("dashboards/trend_part.html", chart_data=shown)
    back = asked.lists.page_of(place)
    return render_template("dashboards/trend_page.html", chart_data=shown, place_name=form.name, back=back)


@blueprint.get("/figures.xlsx")
@needs(Permission.FIGURES_READ)
def export() -> Response:
    place = PlaceFilter().place(current_scope())
    table = pages.table_of(place, request.args.get("by", ""), _asked(Home.OFFICE).mailing)
    actions.record_export(place, table)
    return sheet.export(table)


@blueprint.get("/figures/classes")
@needs(Permission.FIGURES_READ)
def classes() -> str:
    form = ClassFilter()
    scope = form.place(current_scope()).scope
    rows = waiting.classes_without_counsellor(scope) if form.without_counsellor else units.classes(scope)
    return listing.render(CLASSES, rows, title=gettext("Classes"), filters=form)


@blueprint.get("/letters/locked")
@needs(Permission.LETTER_FOLLOW)
def locked() -> str:
    scope = PlaceFilter().place(current_scope()).scope
    lead = gettext(
        "These families typed four digits that do not fit, too often. Open the letter to let them try again."
    )
    return listing.render(LOCKED, waiting.locked_letters(scope), title=gettext("Families locked out"), lead=lead)


def _asked(home: Home) -> Asked:
    return Asked.of(current_actor(), home, request.args.get("mailing", type=int))
