"""Where a mailing stands: the stages for one place, and a table of colleges or classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from school.foundation.access import Scope
from school.foundation.db import db
from school.letters.models import Mailing
from school.letters.queries.figures import GroupBy, LetterFigures, letter_figures, letter_figures_by
from school.org.models import Level, SchoolClass, Unit
from school.org.queries import units

# The columns of the tables, in the order a letter takes. One side exit at the end.
COLUMNS = ("issued", "handed_out", "confirmed_by_student", "signed", "back", "checked", "outstanding", "exempt")


@dataclass(frozen=True)
class Line:
    """One college or class with its figures."""

    id: int
    name: str
    figures: LetterFigures


@dataclass(frozen=True)
class Table:
    """Lines in the school's own order, and their sum."""

    group_by: GroupBy
    lines: list[Line]
    total: LetterFigures


def stand(scope: Scope, mailing: Mailing | None) -> LetterFigures:
    """The figures of everything within reach."""
    return letter_figures(scope, mailing)


# More lines than this and a table of classes is no overview.
MOST_CLASSES = 60


def by_place(scope: Scope, mailing: Mailing | None, college_id: int | None = None) -> Table:
    """By class where that is a page or one college was asked for, by college otherwise."""
    table = by_class(scope, mailing, college_id)
    return table if college_id is not None or len(table.lines) <= MOST_CLASSES else by_college(scope, mailing)


def by_college(scope: Scope, mailing: Mailing | None) -> Table:
    """One line a college that has letters."""
    found = letter_figures_by(GroupBy.COLLEGE, scope, mailing)
    names = select(Unit.id, Unit.name).order_by(Unit.position, Unit.id)
    return _table(GroupBy.COLLEGE, found, db.session.execute(names).all())


def by_class(scope: Scope, mailing: Mailing | None, college_id: int | None = None) -> Table:
    """One line a class that has letters, by college, grade and name; of one college if asked for."""
    found = letter_figures_by(GroupBy.CLASS, scope, mailing)
    classes = db.session.scalars(units.classes(scope, closed=True))
    rows = [(row.id, row.name) for row in classes if college_id in (None, row.college_id)]
    return _table(GroupBy.CLASS, found, rows)


def grades() -> list[int]:
    """Years of entry that open classes have, the newest first."""
    statement = select(SchoolClass.grade).where(SchoolClass.closed_on.is_(None), SchoolClass.grade.is_not(None))
    return sorted({grade for grade in db.session.scalars(statement) if grade is not None}, reverse=True)


def plan_of(mailing: Mailing) -> dict[str, Any]:
    """The mailing as its form shows it."""
    audience = mailing.audience
    chosen = select(Unit).where(Unit.id.in_(audience.get("colleges", [])))
    return {
        "name": mailing.name,
        "due_on": mailing.due_on,
        "route": mailing.route,
        "policy": mailing.policy,
        "colleges": list(db.session.scalars(chosen)),
        "grades": audience.get("grades", []),
        "levels": [Level(level).value for level in audience.get("levels", [])],
        "freshmen": audience.get("freshmen", False),
    }


def _table(group_by: GroupBy, found: dict[int, LetterFigures], names: Sequence[tuple[int, str]]) -> Table:
    lines = [Line(row_id, name, found[row_id]) for row_id, name in names if row_id in found]
    total = {name: sum(line.figures[name] for line in lines) for name in (lines[0].figures if lines else COLUMNS)}
    return Table(group_by, lines, total)
