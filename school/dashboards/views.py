"""One home for everybody, the pages of figures below it, and the lists that no other room has."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.dashboards import actions, curve, pages, sheet
from school.dashboards.class_figures import class_figures, table_of
from school.dashboards.forms import ClassFilter, PlaceFilter
from school.dashboards.lists import LOCKED
from school.dashboards.pages import Asked
from school.dashboards.queries import waiting
from school.dashboards.queries.trend import trend
from school.dashboards.rules import Home, chosen_home, homes_of
from school.foundation.access import Permission, current_actor, current_scope, needs
from school.foundation.ui import listing
from school.foundation.ui.asked import asked_id
from school.org.models import SchoolClass, Unit

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
    form, asked = ClassFilter(), _asked(Home.OFFICE)
    wanted = form.wanted(current_scope(), asked.mailings)
    return render_template("dashboards/classes.html", filters=form, **class_figures(wanted, asked))


@blueprint.get("/figures/classes.xlsx")
@needs(Permission.FIGURES_READ)
def export_classes() -> Response:
    form, asked = ClassFilter(), _asked(Home.OFFICE)
    wanted = form.wanted(current_scope(), asked.mailings)
    table = table_of(wanted, asked)
    actions.record_export(wanted.place, table)
    return sheet.export(table)


@blueprint.get("/letters/locked")
@needs(Permission.LETTER_FOLLOW)
def locked() -> str:
    scope = PlaceFilter().place(current_scope()).scope
    lead = gettext(
        "These families typed four digits that do not fit, too often. Open the letter to let them try again."
    )
    return listing.render(LOCKED, waiting.locked_letters(scope), title=gettext("Families locked out"), lead=lead)


def _asked(home: Home) -> Asked:
    return Asked.of(current_actor(), home, asked_id("mailing"))
