"""What a counsellor and an administrator have to do: the rows that only they get."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext, ngettext

from school.dashboards import todo
from school.dashboards.queries import waiting
from school.dashboards.todo import Desk, Todo
from school.foundation.access import Permission, current_actor, may
from school.foundation.ui.filters import number
from school.foundation.ui.states import State
from school.letters.models import LetterState


def of_counsellor(desk: Desk) -> list[Todo]:
    """Owed this week, the most urgent first."""
    asked = [todo.question(each) for each in waiting.questions(desk.place.scope, desk.lists.mailing)]
    more = todo.questions(desk) if desk.figures.letters["questions"] > len(asked) else None
    rows = [
        *asked,
        more,
        *todo.receipts(desk),
        todo.locked(desk),
        handed_in(desk),
        family_cannot(desk),
        todo.not_handed_out(desk),
        todo.unchecked(desk),
        *todo.came_late(desk),
        not_asked(desk),
    ]
    return todo.sorted_by_urgency(rows)


def of_office(desk: Desk) -> list[Todo]:
    """What the office does first today."""
    return todo.sorted_by_urgency([todo.fake_reports(current_actor()), *_of_many_classes(desk), never_signed_in()])


def of_college(desk: Desk) -> list[Todo]:
    """What a college does first today; its contact may check receipts."""
    return todo.sorted_by_urgency([*_of_many_classes(desk), todo.unchecked(desk)])


def _of_many_classes(desk: Desk) -> list[Todo | None]:
    return [
        *todo.receipts(desk),
        todo.questions(desk),
        todo.locked(desk),
        todo.without_counsellor(desk),
        todo.not_handed_out(desk),
    ]


def handed_in(desk: Desk) -> Todo | None:
    """Claims to settle against the slips in the hand: the step that closes most letters at once."""
    count = waiting.claims(desk.place.scope, "handed_in", desk.lists.mailing)
    url = desk.lists.letters("handed_in", desk.place, state=LetterState.HANDED_OUT.value)
    if not count or url is None:
        return None
    title = ngettext(
        "%(count)s student says the slip is handed in",
        "%(count)s students say their slips are handed in",
        count,
        count=number(count),
    )
    text = gettext("Their word alone does not count. Compare with the slips in your hand, a class in one step.")
    return Todo(todo.CLAIMED, title, text, url, gettext("Settle"), count)


def family_cannot(desk: Desk) -> Todo | None:
    """Students who say that their family cannot sign."""
    count = waiting.claims(desk.place.scope, "family_cannot", desk.lists.mailing)
    url = desk.lists.letters("family_cannot", desk.place, state=LetterState.HANDED_OUT.value)
    if not count or url is None:
        return None
    title = ngettext(
        "%(count)s student says the family cannot sign",
        "%(count)s students say their families cannot sign",
        count,
        count=number(count),
    )
    text = gettext("Ask in private, never in the group. You may set the student to no letter.")
    return Todo(todo.IN_PRIVATE, title, text, url, gettext("See the list"), count)


def not_asked(desk: Desk) -> Todo | None:
    """Students whom nobody has asked about the app."""
    count = desk.figures.rates.not_asked
    url = desk.lists.marks("not_asked", desk.place)
    if not count or url is None:
        return None
    title = ngettext(
        "%(count)s student was not asked about the app",
        "%(count)s students were not asked about the app",
        count,
        count=number(count),
    )
    text = gettext("Not wanting it is an answer like any other. Ask once and note what was said.")
    return Todo(todo.NOT_ASKED, title, text, url, gettext("See the list"), count)


def never_signed_in() -> Todo | None:
    """Whom first-password slips are for: the same people as on the page of slips, for those who make them."""
    if not may(Permission.ACCOUNT_MANAGE):
        return None
    count = waiting.people_never_signed_in(current_actor())
    if not count:
        return None
    title = ngettext(
        "%(count)s member of staff in a post has never signed in",
        "%(count)s members of staff in posts have never signed in",
        count,
        count=number(count),
    )
    text = gettext("They may not have got the slip with the first password yet. Students are not counted here.")
    url = url_for("accounts.never_signed_in")
    return Todo(State("", "key", gettext("Not used yet")), title, text, url, gettext("See who"), count)
