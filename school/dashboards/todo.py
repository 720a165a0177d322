"""What is to be done first, as rows: a state, one bold thing, why and by when, one button."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from school.dashboards.links import Lists
from school.dashboards.queries import waiting
from school.dashboards.queries.figures import Figures
from school.dashboards.queries.places import Place
from school.dashboards.rules import DAYS_AHEAD, DAYS_TO_ANSWER, days_until
from school.foundation.access import Actor, Permission, reach
from school.foundation.clock import today
from school.foundation.db import utc_now
from school.foundation.ui.filters import date, local, number, short_date, weekday
from school.foundation.ui.states import State
from school.letters.models import FamilyQuestion, Mailing
from school.letters.queries.figures import CAME_LATE
from school.verify.fakes import queries as fakes
from school.verify.models import ReportState

NO_COUNSELLOR = "no_counsellor"
URGENCY = {"bad": 0, "warn": 1, "": 2}
LOCKED = State("warn", "lock", _l("Locked out"))
NOBODY = State("warn", "user-question", _l("Nobody there"))
CLAIMED = State("warn", "user-question", _l("Said so"))
IN_PRIVATE = State("warn", "message-circle", _l("Ask in private"))
IN_THE_SCHOOL = State("", "inbox", _l("In the school"))
TO_CHECK = State("", "checks", _l("To check"))
LATE = State("", "clock", _l("Waits after closing"))
REPORTED = State("bad", "message-report", _l("New report"))
NOT_ASKED = State("warn", "help", _l("Not asked"))


@dataclass(frozen=True)
class Todo:
    """One row. ``count`` is the number in the title, which opens as many rows; None where there is none."""

    state: State
    title: str
    text: str
    url: str
    button: str
    count: int | None = None


@dataclass(frozen=True)
class Desk:
    """What somebody's to-do rows are made from: a place, its figures, its open mailings, the lists to open."""

    place: Place
    figures: Figures
    mailings: Sequence[Mailing]
    lists: Lists


def sorted_by_urgency(rows: Iterable[Todo | None]) -> list[Todo]:
    """Late first, then what is due or waits today, then the rest; each in the order given."""
    return sorted((row for row in rows if row), key=lambda row: URGENCY[row.state.kind])


def due_state(due_on: dt.date) -> State | None:
    """How near a day is; None while it is too far to be something to do."""
    left = days_until(due_on, today())
    if left < 0:
        return State("bad", "alert-triangle", ngettext("%(num)s day late", "%(num)s days late", -left))
    if left == 0:
        return State("warn", "clock", gettext("Due today"))
    if left == 1:
        return State("", "calendar", gettext("Due tomorrow"))
    return State("", "calendar", gettext("By %(day)s", day=weekday(due_on))) if left <= DAYS_AHEAD else None


def receipts(desk: Desk) -> list[Todo]:
    """Mailings whose receipts are due or late."""
    rows = []
    for found in waiting.due(desk.place.scope, desk.mailings, desk.figures):
        state = due_state(found.mailing.due_on)
        url = replace(desk.lists, mailing=found.mailing).letters("outstanding", desk.place)
        if state and url:
            rows.append(_receipts(found, state, url))
    return rows


def _receipts(found: waiting.Due, state: State, url: str) -> Todo:
    title = ngettext(
        "%(count)s family has not answered yet",
        "%(count)s families have not answered yet",
        found.letters,
        count=number(found.letters),
    )
    text = gettext("%(mailing)s, due on %(day)s.", mailing=found.mailing.name, day=date(found.mailing.due_on))
    return Todo(state, title, text, url, gettext("See the list"), found.letters)


def came_late(desk: Desk) -> list[Todo]:
    """What families sent after a mailing was closed: it counts in no figure, and is answered all the same."""
    late = [(each, replace(desk.lists, mailing=each.mailing)) for each in waiting.came_late(desk.place.scope)]
    return [_came_late(each, url) for each, lists in late if (url := lists.letters(CAME_LATE, desk.place))]


def _came_late(found: waiting.Due, url: str) -> Todo:
    title = ngettext(
        "%(count)s family of a closed mailing waits for you",
        "%(count)s families of a closed mailing wait for you",
        found.letters,
        count=number(found.letters),
    )
    text = gettext(
        "%(mailing)s: a late receipt is welcome, and a question still wants an answer.", mailing=found.mailing.name
    )
    return Todo(LATE, title, text, url, gettext("See the list"), found.letters)


def questions(desk: Desk) -> Todo | None:
    """Families that wait for an answer, all in one row."""
    asked = desk.figures.letters["questions"]
    url = desk.lists.letters("questions", desk.place)
    since = waiting.oldest_question(desk.place.scope, desk.lists.mailing) if asked and url else None
    if since is None or url is None:
        return None
    title = ngettext("%(count)s family has a question", "%(count)s families have questions", asked, count=number(asked))
    text = gettext("The first has waited since %(day)s. Counsellors answer by phone.", day=short_date(since))
    return Todo(_waited(since), title, text, url, gettext("See the questions"), asked)


def question(asked: FamilyQuestion) -> Todo:
    """One family's question, with the words it used: for those who answer it."""
    student = asked.letter.student
    text = gettext(
        "“%(words)s” %(class_name)s, asked on %(day)s.",
        words=asked.text,
        class_name=student.school_class.name,
        day=short_date(asked.at),
    )
    title = gettext("The family of %(name)s has a question", name=student.name)
    url = url_for("letters.show", letter_id=asked.letter_id)
    return Todo(_waited(asked.at), title, text, url, gettext("Answer"))


def locked(desk: Desk) -> Todo | None:
    """Families that typed the wrong digits too often."""
    url = desk.lists.locked(desk.place)
    count = waiting.count(waiting.locked_letters(desk.place.scope)) if url else 0
    if not count or url is None:
        return None
    title = ngettext("%(count)s family is locked out", "%(count)s families are locked out", count, count=number(count))
    text = gettext("They typed four digits that do not fit, too often. One tap lets them try again.")
    return Todo(LOCKED, title, text, url, gettext("Unlock"), count)


def not_handed_out(desk: Desk) -> Todo | None:
    """Letters that are still in the school."""
    count = desk.figures.letters["not_handed_out"]
    url = desk.lists.letters("not_handed_out", desk.place)
    if not count or url is None:
        return None
    title = ngettext(
        "%(count)s letter is not handed out yet", "%(count)s letters are not handed out yet", count, count=number(count)
    )
    text = gettext("They are still in the school. A class hands out in one step: all, except …")
    return Todo(IN_THE_SCHOOL, title, text, url, gettext("See the list"), count)


def unchecked(desk: Desk) -> Todo | None:
    """Receipts that nobody has looked at."""
    count = desk.figures.letters["unchecked"]
    url = desk.lists.letters("unchecked", desk.place)
    if not count or url is None:
        return None
    title = ngettext("%(count)s receipt to check", "%(count)s receipts to check", count, count=number(count))
    text = gettext("Signed on the phone or back on paper; a whole class is checked in one step.")
    return Todo(TO_CHECK, title, text, url, gettext("Check"), count)


def fake_reports(actor: Actor) -> Todo | None:
    """Reports of fakes that nobody has looked at: somebody may be about to pay."""
    count = fakes.unread(reach(actor, Permission.FAKE_REPORT_READ))
    if not count:
        return None
    title = ngettext(
        "%(count)s report of a fake just came in", "%(count)s reports of fakes just came in", count, count=number(count)
    )
    text = gettext("Look at it first: families or students may be about to pay or to give a code away.")
    url = url_for("fake_reports.index", state=ReportState.NEW.value)
    return Todo(REPORTED, title, text, url, gettext("Look"), count)


def without_counsellor(desk: Desk) -> Todo | None:
    """Classes whose families would ask nobody."""
    url = desk.lists.classes(NO_COUNSELLOR, desk.place)
    count = waiting.count(waiting.classes_without_counsellor(desk.place.scope))
    if not count or url is None:
        return None
    title = ngettext(
        "%(count)s class has no counsellor", "%(count)s classes have no counsellor", count, count=number(count)
    )
    text = gettext("Nobody answers their families, and letters carry no counsellor's number.")
    return Todo(NOBODY, title, text, url, gettext("See the classes"), count)


def _waited(since: dt.datetime) -> State:
    days = (today() - local(since).date()).days
    late = utc_now() - since > dt.timedelta(days=DAYS_TO_ANSWER)
    words = ngettext("Waits %(num)s day", "Waits %(num)s days", days) if days else gettext("New today")
    return State("bad" if late else "warn", "help-circle", words)
