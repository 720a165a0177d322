"""The words of the home pages, said once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.accounts.rules import STATE_LABELS, AccountState
from school.dashboards.panels import Count, Side
from school.dashboards.queries.first_steps import Step
from school.dashboards.rules import Home
from school.foundation.ui.states import State
from school.letters.models import Confirmation

HOMES: dict[Home, LazyString] = {
    Home.OFFICE: _l("Security office"),
    Home.COLLEGE: _l("College"),
    Home.COUNSELLOR: _l("My classes"),
    Home.READER: _l("Figures"),
    Home.DUTY: _l("On duty"),
    Home.ADMINISTRATOR: _l("Administration"),
    Home.ORGANISER: _l("My sessions"),
    Home.CLASS: _l("My class"),
    Home.STUDENT: _l("My own"),
}
CLAIMS: dict[Confirmation, State] = {
    Confirmation.TAKEN_HOME: State("", "home", _l("says taken home")),
    Confirmation.HANDED_IN: State("warn", "user-question", _l("says handed in")),
    Confirmation.FAMILY_CANNOT: State("warn", "message-circle", _l("says the family cannot")),
}
REMINDERS: dict[str, tuple[LazyString, str]] = {
    "app_status": (_l("Your counsellor asks: how is it with the app on your phone?"), "own_app.show"),
}


@dataclass(frozen=True)
class ShownStep:
    """One line of the first day's list."""

    title: LazyString
    text: LazyString
    url: str
    done: bool


# Title, what to do, and the endpoints that do it: the first that this application has.
_STEPS: dict[Step, tuple[LazyString, LazyString, tuple[str, ...]]] = {
    Step.SCHOOL: (
        _l("Name the school"),
        _l("Crest, office phone and hours, duty phone, and the address that letters carry."),
        ("org.first_run",),
    ),
    Step.TERM: (_l("Enter the term"), _l("Teaching weeks and due dates are counted from it."), ("org.calendar",)),
    Step.ROSTER: (
        _l("Import the roster"),
        _l("Colleges, classes, students and families come from the sheet you have."),
        ("roster.index", "org.unit_list"),
    ),
    Step.STAFF: (
        _l("Enter staff and counsellors"),
        _l("A post opens what belongs to it; first passwords come on slips."),
        ("roster.staff", "org.staff"),
    ),
    Step.WORDING: (
        _l("Write the letter"),
        _l("Start from the text we propose; a check points out what it should not say."),
        ("letters.new_mailing",),
    ),
    Step.ISSUED: (
        _l("Issue the letters"),
        _l("One letter a student, each with its own QR code and number."),
        ("letters.mailing_list",),
    ),
    Step.PRINTED: (
        _l("Print the first ten letters"),
        _l("One class is enough: look at the paper before you print them all."),
        ("letters.mailing_list",),
    ),
}


def steps(done: dict[Step, bool]) -> list[ShownStep]:
    """The first day's list, each step with the page that does it."""
    return [ShownStep(*_STEPS[step][:2], _first_page(_STEPS[step][2]), is_done) for step, is_done in done.items()]


def accounts(states: dict[AccountState, int]) -> list[Side]:
    """Accounts by state, each number with its list."""
    return [
        Side(str(STATE_LABELS[state]), Count(count, url_for("accounts.index", state=state.value)))
        for state, count in states.items()
    ]


def _first_page(endpoints: tuple[str, ...]) -> str:
    known: Callable[[str], bool] = current_app.view_functions.__contains__
    return url_for(next(endpoint for endpoint in endpoints if known(endpoint)))
