"""/verify/report for anybody, /fake-reports for the security office and whoever is on duty."""

from __future__ import annotations

import math

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_scope, needs, public
from school.foundation.files import send_stored
from school.foundation.ui import listing
from school.links.rules import printed_number
from school.verify.fakes import actions, lists, queries
from school.verify.fakes.forms import CloseForm, ReportFilter, ReportForm
from school.verify.fakes.labels import ASKED, KINDS, STATES
from school.verify.forms import LONGEST_TYPED
from school.verify.models import FakeReport
from school.verify.queries import office

blueprint = Blueprint("fake_reports", __name__)
MINUTE = 60
SEE_OTHER = 303
NOT_YET = (
    _l("No report yet"),
    _l("Whoever opens /verify can report a fake letter, message, call or group without signing in."),
)


@blueprint.get("/verify/report")
@public
def new() -> ResponseReturnValue:
    number = request.args.get("number", "")[:LONGEST_TYPED]
    return _form_page(ReportForm(data={"number": number, "kind": "letter" if number else None}))


@blueprint.post("/verify/report")
@public
def send() -> ResponseReturnValue:
    form = ReportForm()
    if not form.validate():
        return _form_page(form), form.status
    sent = actions.send_report(form.told(), request.remote_addr or "")
    if sent.wait:
        return make_response(_form_page(form, sent.wait), 429, {"Retry-After": str(sent.wait)})
    return redirect(url_for("fake_reports.sent", reference=int(sent.reference)), SEE_OTHER)


@blueprint.get("/verify/report/<int(fixed_digits=8):reference>")
@public
def sent(reference: int) -> ResponseReturnValue:
    return render_template("verify/fakes/sent.html", reference=printed_number(f"{reference:08d}"), office=office())


@blueprint.get("/fake-reports")
@needs(Permission.FAKE_REPORT_READ)
def index() -> str:
    form = ReportFilter()
    return listing.render(
        lists.REPORTS,
        queries.reports(current_scope(), *form.asked()),
        title=gettext("Reports of fakes"),
        lead=gettext(
            "What families, students and staff took for a fake. New ones first: somebody may be about to pay."
        ),
        filters=form,
        export="fake_reports.export",
        empty=NOT_YET,
    )


@blueprint.get("/fake-reports.xlsx")
@needs(Permission.FAKE_REPORT_READ)
def export() -> ResponseReturnValue:
    rows = queries.reports(current_scope(), *ReportFilter().asked())
    actions.record_export(queries.count(rows))
    return listing.export(lists.REPORTS, rows, title=gettext("Reports of fakes"))


@blueprint.get("/fake-reports/<int:fake_report_id>")
@needs(Permission.FAKE_REPORT_READ, of=FakeReport)
def show(fake_report: FakeReport) -> ResponseReturnValue:
    return _report_page(fake_report, CloseForm(data={"note": fake_report.note}))


@blueprint.get("/fake-reports/<int:fake_report_id>/picture.jpg")
@needs(Permission.FAKE_REPORT_READ, of=FakeReport)
def picture(fake_report: FakeReport) -> Response:
    return send_stored(queries.picture_of(fake_report), attachment=False)


@blueprint.post("/fake-reports/<int:fake_report_id>/seen")
@needs(Permission.FAKE_REPORT_HANDLE, of=FakeReport, audited=False)
def mark_seen(fake_report: FakeReport) -> ResponseReturnValue:
    actions.mark_seen(fake_report)
    return _back_to(fake_report)


@blueprint.post("/fake-reports/<int:fake_report_id>/take")
@needs(Permission.FAKE_REPORT_HANDLE, of=FakeReport)
def take_on(fake_report: FakeReport) -> ResponseReturnValue:
    actions.take_on(fake_report)
    return _back_to(fake_report)


@blueprint.post("/fake-reports/<int:fake_report_id>/close")
@needs(Permission.FAKE_REPORT_HANDLE, of=FakeReport)
def close(fake_report: FakeReport) -> ResponseReturnValue:
    form = CloseForm()
    if not form.validate():
        return _report_page(fake_report, form), form.status
    actions.close(fake_report, form.note.data or "")
    flash(gettext("Closed."), "ok")
    return redirect(url_for("fake_reports.index"), SEE_OTHER)


@blueprint.post("/fake-reports/<int:fake_report_id>/phone")
@needs(Permission.FAKE_REPORT_HANDLE, of=FakeReport)
def show_phone(fake_report: FakeReport) -> ResponseReturnValue:
    shown = actions.show_phone(fake_report)
    return _report_page(fake_report, CloseForm(formdata=None, data={"note": fake_report.note}), shown)


def _back_to(report: FakeReport) -> ResponseReturnValue:
    return redirect(url_for("fake_reports.show", fake_report_id=report.id), SEE_OTHER)


def _form_page(form: ReportForm, wait: int = 0) -> str:
    return render_template("verify/fakes/new.html", form=form, minutes=math.ceil(wait / MINUTE), office=office())


def _report_page(report: FakeReport, form: CloseForm, phone: str = "") -> str:
    return render_template(
        "verify/fakes/show.html",
        report=report,
        form=form,
        phone=phone,
        handler=queries.handler_of(report),
        labels={"kind": KINDS, "asks": ASKED, "state": STATES},
    )
