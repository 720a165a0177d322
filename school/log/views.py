"""The log on the web: read, filtered, taken along, checked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_scope, needs
from school.foundation.ui.pager import url_with
from school.log import actions, queries
from school.log.forms import LogFilter
from school.log.lists import told

blueprint = Blueprint("log", __name__)


@blueprint.get("/log")
@needs(Permission.AUDIT_READ)
def index() -> tuple[str, int]:
    form = LogFilter()
    form.validate()
    return _page(form)


@blueprint.post("/log/export")
@needs(Permission.AUDIT_READ)
def export() -> Response | tuple[str, int]:
    form = LogFilter()
    if not form.validate():
        return _page(form)
    job = actions.start_export(form.wanted(current_scope()))
    return redirect(url_for("jobs.show", job_id=job.id))


@blueprint.post("/log/check")
@needs(Permission.AUDIT_READ)
def check() -> Response:
    job = actions.start_check()
    return redirect(url_for("jobs.show", job_id=job.id))


def _page(form: LogFilter) -> tuple[str, int]:
    statement = queries.events(current_scope(), form.wanted(current_scope()))
    before, after = (request.args.get(name, type=int) for name in ("before", "after"))
    page = queries.page_of(statement, before, after)
    rows, seal = told(page.events), queries.seal_state()
    return render_template("log/index.html", form=form, page=page, rows=rows, seal=seal, ways=_ways(page)), form.status


def _ways(page: queries.LogPage) -> dict[str, str | None]:
    """Addresses of the pages beside this one, and of the workbook of all of them."""
    question: dict[str, Any] = {name: value for name, value in request.args.items() if name not in ("before", "after")}
    return {
        "older": url_with(before=page.older, after=None) if page.older else None,
        "newer": url_with(after=page.newer, before=None) if page.newer else None,
        "newest": url_with(after=None, before=None) if page.newer else None,
        "export": url_for("log.export", **question),
    }
