"""The words and icons of this room, said once: pages, lists and exports read them from here.

Declining and not being able are neutral. Only "not asked" is amber: it alone asks for work.
"""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.appstatus.models import Answer, Source, SpotCheckResult, UnableReason
from school.appstatus.queries import Figure
from school.appstatus.rules import Marks
from school.foundation.ui.states import State

ANSWERS = {
    Answer.NOT_ASKED: State("warn", "help", _l("Not asked")),
    Answer.MARKS: State("inf", "device-mobile-check", _l("Asked")),
    Answer.DECLINED: State("", "hand-stop", _l("Does not want it")),
    Answer.UNABLE: State("", "device-mobile-off", _l("Cannot install")),
}
# Headings of narrow columns.
STAGES = {"installed": _l("Install"), "real_name": _l("Register"), "alerts": _l("Alerts")}
SOURCES = {Source.SAID: _l("student said"), Source.SEEN: _l("seen")}
REASONS = {
    UnableReason.FOREIGN_STORE: _l("phone uses a foreign app store"),
    UnableReason.FEATURE_PHONE: _l("feature phone"),
    UnableReason.NO_PHONE: _l("no phone"),
    UnableReason.OLD_SYSTEM: _l("system too old"),
    UnableReason.FOREIGN_IDENTITY: _l("no mainland identity card"),
    UnableReason.OTHER_DEVICE: _l("other device"),
}
FIGURES = {
    Figure.STUDENTS: _l("All students"),
    Figure.WILLING: _l("Willing and able"),
    Figure.INSTALLED: _l("App installed"),
    Figure.REAL_NAME: _l("Real-name registered"),
    Figure.ALERTS: _l("Call alerts on"),
    Figure.UNFINISHED: _l("One or two still to do"),
    Figure.DECLINED: _l("Does not want it"),
    Figure.UNABLE: _l("Cannot install"),
    Figure.NOT_ASKED: _l("Not asked"),
}
RESULTS = {
    SpotCheckResult.OPEN: State("warn", "circle-dashed", _l("Not seen yet")),
    SpotCheckResult.ALERTS: State("inf", "checks", _l("All three seen")),
    SpotCheckResult.REAL_NAME: State("inf", "check", _l("Installed and registered")),
    SpotCheckResult.INSTALLED: State("inf", "device-mobile-check", _l("Only installed")),
    SpotCheckResult.NOT_INSTALLED: State("", "device-mobile", _l("Not installed")),
    SpotCheckResult.DECLINED_TO_SHOW: State("", "hand-stop", _l("Did not want to show")),
    SpotCheckResult.ABSENT: State("", "user-off", _l("Not present")),
}


def marks_words(marks: Marks) -> str:
    """How far a phone has come, in a few words."""
    if all(marks):
        return str(gettext("All three"))
    done = [str(FIGURES[Figure(stage)]) for stage, mark in marks._asdict().items() if mark]
    if len(done) == len(marks) - 1:
        return str(gettext("%(first)s and %(second)s", first=done[0], second=done[1]))
    return done[0] if done else str(gettext("None of the three yet"))
