"""The list of reports."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.foundation.ui.listing import Column, Table
from school.verify.fakes.labels import ASKED, KINDS, STATES
from school.verify.models import FakeReport


def _asks(row: Any) -> str:
    return str(gettext("; ")).join(str(ASKED[each]) for each in row[0].asks)


REPORTS = Table(
    "fake-reports",
    columns=(
        Column(
            "reference",
            _l("Report number"),
            lambda row: row[0].printed_reference,
            link=lambda row: url_for("fake_reports.show", fake_report_id=row[0].id),
        ),
        Column("sent", _l("Came in on"), lambda row: row[0].sent_at, sort=FakeReport.sent_at),
        Column("kind", _l("What it is"), lambda row: KINDS[row[0].kind], sort=FakeReport.kind),
        Column("asks", _l("What it asks for"), _asks),
        Column("where", _l("Where it was seen"), lambda row: row[0].seen_where),
        Column("state", _l("State"), lambda row: STATES[row[0].state], sort=FakeReport.state),
        Column("handler", _l("Handled by"), lambda row: row.handler),
    ),
    order=(FakeReport.sent_at.desc(), FakeReport.id.desc()),
)
