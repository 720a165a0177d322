"""The list of classes in figures: narrowed, a page at a time, with the sum of all that fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import ngettext
from sqlalchemy import Select

from school.dashboards import panels
from school.dashboards.lists import CLASSES
from school.dashboards.pages import Asked
from school.dashboards.queries import waiting
from school.dashboards.queries.figures import Breakdown, classes_counted, of_classes, sum_of
from school.dashboards.queries.places import Place
from school.foundation.access import Scope
from school.foundation.db import db
from school.foundation.ui.pager import page_number, paginate
from school.org.models import SchoolClass

NOT_A_PLACE = Place(Scope())  # no list can be narrowed like this: its numbers lead nowhere


@dataclass(frozen=True)
class ClassesWanted:
    """Which classes are asked for."""

    place: Place
    grade: int | None = None
    without_counsellor: bool = False

    @property
    def statement(self) -> Select[SchoolClass]:
        """The classes in the order asked for."""
        scope = self.place.scope
        found = waiting.classes_without_counsellor(scope) if self.without_counsellor else classes_counted(scope)
        return CLASSES.arranged(found if self.grade is None else found.where(SchoolClass.grade == self.grade))

    @property
    def is_a_place(self) -> bool:
        """Whether other lists can show the same students as the sum of these classes."""
        return self.grade is None and not self.without_counsellor


def class_figures(wanted: ClassesWanted, asked: Asked) -> dict[str, Any]:
    """One page of classes as lines, and the sum of every class that fits."""
    scope = wanted.place.scope
    page = paginate(wanted.statement, page_number())
    name = ngettext("%(num)s class", "%(num)s classes", page.total)
    place = wanted.place if wanted.is_a_place else NOT_A_PLACE
    return {
        "page": page,
        "lines": panels.lines(of_classes(page, scope, asked.mailing), asked.lists),
        "total": panels.line(name, None, sum_of(wanted.statement, scope, asked.mailing), place, asked.lists),
    }


def table_of(wanted: ClassesWanted, asked: Asked) -> Breakdown:
    """Every class that fits, for the export."""
    return of_classes(db.session.scalars(wanted.statement), wanted.place.scope, asked.mailing)
