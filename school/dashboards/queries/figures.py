"""The figures of a place, and of each college or class in it. Pages, exports and ``flask figures`` read these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, or_

from school.appstatus.queries import rates
from school.appstatus.rules import Rates
from school.dashboards.queries.kept import kept
from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.letters.models import Mailing
from school.letters.queries.figures import FIGURES, GroupBy, LetterFigures, letter_figures_by
from school.org.models import SchoolClass, Student, Unit, UnitKind
from school.org.queries import units


@dataclass(frozen=True)
class Figures:
    """Counts of present students and of the letters to their families; sums of both are sums of parts."""

    rates: Rates
    letters: LetterFigures

    def __add__(self, other: Figures) -> Figures:
        letters = {name: count + other.letters[name] for name, count in self.letters.items()}
        return Figures(self.rates + other.rates, letters)


NOTHING = Figures(Rates(), dict.fromkeys(FIGURES, 0))


@dataclass(frozen=True)
class Row:
    """One college or class of a table."""

    id: int
    name: str
    figures: Figures
    college: str = ""
    grade: int | None = None


@dataclass(frozen=True)
class Breakdown:
    """Rows in the school's own order, never ranked, and their sum."""

    group_by: GroupBy
    rows: list[Row]

    @property
    def total(self) -> Figures:
        """The place as a whole: always the sum of what is shown."""
        return sum((row.figures for row in self.rows), NOTHING)


def figures_of(scope: Scope, mailing: Mailing | None = None) -> Figures:
    """The figures of a whole place; of one mailing or of all that are open."""
    group_by = GroupBy.COLLEGE if scope.campus else GroupBy.CLASS
    return sum(figures_by(group_by, scope, mailing).values(), NOTHING)


def figures_by(group_by: GroupBy, scope: Scope, mailing: Mailing | None = None) -> dict[int, Figures]:
    """The figures of each college or class that has students, by its id: two grouped queries."""
    key = (group_by, scope, mailing.id if mailing else None)
    return kept(key, lambda: _counted(group_by, scope, mailing))


def _counted(group_by: GroupBy, scope: Scope, mailing: Mailing | None) -> dict[int, Figures]:
    found = rates(scope, "college" if group_by is GroupBy.COLLEGE else "class")
    letters = letter_figures_by(group_by, scope, mailing)
    ids = found.keys() | letters.keys()
    return {each: Figures(found.get(each, NOTHING.rates), letters.get(each, NOTHING.letters)) for each in ids}


def by_college(scope: Scope, mailing: Mailing | None = None) -> Breakdown:
    """One row a college: the open ones, and closed ones that still have students."""
    found = figures_by(GroupBy.COLLEGE, scope, mailing)
    colleges = visible(Unit, scope).where(
        Unit.kind == UnitKind.COLLEGE, or_(Unit.closed_on.is_(None), Unit.id.in_(found))
    )
    rows = db.session.scalars(colleges.order_by(Unit.position, Unit.id))
    return _table(GroupBy.COLLEGE, rows.all(), found)


def by_class(scope: Scope, mailing: Mailing | None = None) -> Breakdown:
    """One row a class: the open ones, and closed ones that still have students."""
    return of_classes(db.session.scalars(classes_counted(scope)), scope, mailing)


def classes_counted(scope: Scope) -> Select[SchoolClass]:
    """The classes that have figures: the open ones, and closed ones that still have students."""
    peopled = exists().where(Student.class_id == SchoolClass.id, Student.current())
    return units.classes(scope, closed=True).where(or_(SchoolClass.closed_on.is_(None), peopled))


def of_classes(classes: Iterable[SchoolClass], scope: Scope, mailing: Mailing | None = None) -> Breakdown:
    """The figures of ``classes`` (with their colleges, all of them within ``scope``), in their order."""
    found = figures_by(GroupBy.CLASS, scope, mailing)
    rows = [Row(each.id, each.name, found.get(each.id, NOTHING), each.college.name, each.grade) for each in classes]
    return Breakdown(GroupBy.CLASS, rows)


def sum_of(classes: Select[SchoolClass], scope: Scope, mailing: Mailing | None = None) -> Figures:
    """The figures of all ``classes`` together, all of them within ``scope``."""
    found = figures_by(GroupBy.CLASS, scope, mailing)
    ids = db.session.scalars(classes.order_by(None).with_only_columns(SchoolClass.id))
    return sum((found[each] for each in ids if each in found), NOTHING)


def _table(group_by: GroupBy, places: Sequence[Unit], found: dict[int, Figures]) -> Breakdown:
    return Breakdown(group_by, [Row(place.id, place.name, found.get(place.id, NOTHING)) for place in places])
