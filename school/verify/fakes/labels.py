"""Words of reports, the same on every page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from school.foundation.ui.states import State
from school.verify.models import Asked, ReportKind, ReportState

KINDS = {
    ReportKind.LETTER: _l("A letter or another paper"),
    ReportKind.MESSAGE: _l("A message"),
    ReportKind.CALL: _l("A call"),
    ReportKind.CHAT_GROUP: _l("A chat group"),
    ReportKind.OTHER: _l("Something else"),
}
ASKED = {
    Asked.MONEY: _l("Money, a fee or a transfer"),
    Asked.CODES: _l("SMS codes, passwords or bank cards"),
    Asked.REMOTE_CONTROL: _l("To share the screen or allow remote control"),
    Asked.APP: _l("To install an app from a link or code"),
    Asked.PERSONAL_DATA: _l("ID card, photos of the face, family details"),
}
STATES = {
    ReportState.NEW: State("bad", "message-report", _l("New report")),
    ReportState.SEEN: State("warn", "eye", _l("Seen, nobody on it")),
    ReportState.HANDLING: State("inf", "user-check", _l("Being handled")),
    ReportState.CLOSED: State("", "lock", _l("Closed")),
}
