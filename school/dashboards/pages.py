"""The home pages and the pages of figures as finished values: a template's name, and what it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from flask import url_for
from flask_babel import gettext

from school.dashboards import labels, panels, todo, week
from school.dashboards.links import Lists
from school.dashboards.queries import families, own, service, waiting
from school.dashboards.queries.figures import Breakdown, by_class, by_college
from school.dashboards.queries.first_steps import first_steps
from school.dashboards.queries.places import Place, class_place, college_place, everything
from school.dashboards.rules import ROLES_OF, Home, homes_of
from school.dashboards.todo import Desk
from school.foundation.access import Actor, Permission, Scope, may, reach
from school.foundation.clock import today
from school.foundation.db import utc_now
from school.letters.models import Mailing
from school.letters.queries.figures import GroupBy
from school.letters.student.queries import own_letters
from school.letters.student.words import CONFIRMATION_NOTES
from school.org.models import SchoolClass, Unit
from school.org.queries.settings import current_week, school
from school.org.queries.units import class_card

Page: TypeAlias = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Asked:
    """Who looks, as what, and at which mailing (None: all open ones)."""

    actor: Actor
    home: Home
    mailings: list[Mailing]
    mailing: Mailing | None

    @classmethod
    def of(cls, actor: Actor, home: Home, mailing_id: int | None = None) -> Asked:
        """What a request asks for; a mailing that is not open is not asked for."""
        mailings = waiting.open_mailings(reach(actor, Permission.FIGURES_READ))
        return cls(actor, home, mailings, next((row for row in mailings if row.id == mailing_id), None))

    def scope(self, permission: Permission = Permission.FIGURES_READ) -> Scope:
        """How far ``permission`` reaches for the posts of this home alone."""
        grants = tuple(grant for grant in self.actor.grants if grant.role in ROLES_OF[self.home])
        return reach(Actor(self.actor.kind, self.actor.id, grants), permission)

    @property
    def lists(self) -> Lists:
        """The lists behind the numbers."""
        return Lists.of(self.actor, self.mailing)


def switch(actor: Actor, here: Home) -> list[tuple[str, str, bool, int | None]]:
    """Tabs between the homes of somebody with several posts; none for everybody else."""
    homes = homes_of(actor.roles)
    if len(homes) < 2:
        return []
    return [(str(labels.HOMES[home]), _address(home), home is here, None) for home in homes]


def _address(home: Home) -> str:
    return url_for("dashboards.me") if home is Home.STUDENT else f"{url_for('dashboards.home')}?as={home.value}"


def head(asked: Asked) -> dict[str, Any]:
    """What stands above every home: the day, its week, the other homes, the mailings to choose from."""
    return {
        "day": today(),
        "week": current_week(),
        "now": utc_now(),
        "switch": switch(asked.actor, asked.home),
        "mailings": asked.mailings,
        "mailing": asked.mailing,
    }


def body(place: Place, table: Breakdown, asked: Asked) -> dict[str, Any]:
    """The panels of a place: three marks, letters, one line a college or class, their sum."""
    figures, lists = table.total, asked.lists
    return {
        "rates": figures.rates,
        "figures": figures,
        "students": panels.Count(figures.rates.students, lists.students(place)),
        "marks": panels.marks(figures.rates, place, lists),
        "other_answers": panels.other_answers(figures.rates, place, lists),
        "stages": panels.stages(figures, place, lists),
        "side_exits": panels.side_exits(figures, place, lists),
        "lines": panels.lines(table, lists),
        "total": panels.line(gettext("All together"), None, figures, place, lists),
        "of_colleges": table.group_by is GroupBy.COLLEGE,
        "place": place,
        "of_place": {"college": place.college_id, "class": place.class_id, **lists.of_mailing},
    }


def office(asked: Asked) -> Page:
    """What the campus does first today, and where it stands."""
    place, table = everything(asked.scope()), by_college(asked.scope(), asked.mailing)
    steps = first_steps(table.total)
    desk = Desk(place, table.total, asked.mailings, asked.lists)
    more = {"steps": labels.steps(steps), "todos_now": week.of_office(desk)}
    return "dashboards/office.html", head(asked) | body(place, table, asked) | more


def college_contact(asked: Asked) -> Page:
    """The same for the own college with its classes; for those of several colleges, a line each."""
    scope = asked.scope()
    if len(scope.colleges) == 1:
        college_id = next(iter(scope.colleges))
        place, table = Place(scope, college_id=college_id), by_class(scope, asked.mailing)
    else:
        place, table = everything(scope), by_college(scope, asked.mailing)
    desk = Desk(place, table.total, asked.mailings, asked.lists)
    more = {"steps": [], "todos_now": week.of_college(desk)}
    return "dashboards/office.html", head(asked) | body(place, table, asked) | more


def counsellor(asked: Asked) -> Page:
    """Owed this week first, all classes on one screen, then the families without an answer."""
    place, table = everything(asked.scope()), by_class(asked.scope(), asked.mailing)
    desk = Desk(place, table.total, asked.mailings, asked.lists)
    more = {
        "todos_now": week.of_counsellor(desk),
        "families": families.without_answer(place.scope, asked.mailing),
        "claims": labels.CLAIMS,
        "outstanding": panels.Count(table.total.letters["outstanding"], asked.lists.letters("outstanding", place)),
    }
    return "dashboards/counsellor.html", head(asked) | body(place, table, asked) | more


def reader(asked: Asked) -> Page:
    """Progress figures and no names."""
    place, table = everything(asked.scope()), by_college(asked.scope(), asked.mailing)
    return "dashboards/reader.html", head(asked) | body(place, table, asked)


def duty(asked: Asked) -> Page:
    """Fakes reported just now, numbers to call and people to find."""
    more = {"duty_phone": getattr(school(), "duty_phone", ""), "fakes": todo.fake_reports(asked.actor)}
    return "dashboards/duty.html", head(asked) | more


def administrator(asked: Asked) -> Page:
    """Accounts and the state of the log."""
    states = service.accounts_by_state(asked.scope(Permission.ACCOUNT_MANAGE)) if may(Permission.ACCOUNT_MANAGE) else {}
    waits = panels.Count(waiting.people_never_signed_in(asked.actor), url_for("accounts.never_signed_in"))
    more = {
        "accounts": labels.accounts(states),
        "never_signed_in": waits,
        "log": service.log_state(),
        "address": service.address_check(),
    }
    return "dashboards/administrator.html", head(asked) | more


def organiser(asked: Asked) -> Page:
    """Nothing to hold yet."""
    return "dashboards/organiser.html", head(asked)


def class_post(asked: Asked) -> Page:
    """The classes of a monitor or anti-fraud officer, on a phone."""
    posts = own.class_posts(asked.scope(Permission.LETTER_READ))
    return "dashboards/class_post.html", head(asked) | {"posts": posts}


def student(asked: Asked) -> Page:
    """The letter to confirm first, then the three marks and what is asked in private."""
    found = own.own_student(asked.scope(Permission.LETTER_CONFIRM))
    more = {
        "student": found,
        "letters": own_letters(asked.scope(Permission.LETTER_CONFIRM)),
        "notes": CONFIRMATION_NOTES,
        "rates": own.own_marks(found),
        "mark_labels": panels.MARK_LABELS,
        "reminders": [
            labels.REMINDERS[row.topic] for row in own.open_reminders(found) if row.topic in labels.REMINDERS
        ],
    }
    return "dashboards/me.html", head(asked) | more


PAGES: dict[Home, Callable[[Asked], Page]] = {
    Home.OFFICE: office,
    Home.COLLEGE: college_contact,
    Home.COUNSELLOR: counsellor,
    Home.READER: reader,
    Home.DUTY: duty,
    Home.ADMINISTRATOR: administrator,
    Home.ORGANISER: organiser,
    Home.CLASS: class_post,
    Home.STUDENT: student,
}


def college_page(scope: Scope, unit: Unit, asked: Asked) -> Page:
    """A college, class by class."""
    place = college_place(scope, unit)
    table = by_class(place.scope, asked.mailing)
    return "dashboards/college.html", head(asked) | body(place, table, asked) | {"unit": unit}


def class_page(school_class: SchoolClass, asked: Asked) -> Page:
    """One class in figures."""
    place = class_place(school_class)
    table = by_class(place.scope, asked.mailing)
    return "dashboards/class.html", head(asked) | body(place, table, asked) | {"school_class": class_card(school_class)}


def table_of(place: Place, by: str, mailing: Mailing | None) -> Breakdown:
    """The table that a page shows, for its export: by class below a college, or where asked for."""
    narrowed = place.college_id is not None or place.class_id is not None
    return (by_class if narrowed or by == GroupBy.CLASS else by_college)(place.scope, mailing)
