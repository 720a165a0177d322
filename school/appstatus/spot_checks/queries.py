"""Who can be drawn, what was seen, and what the marks say about the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from school.appstatus.models import SEEN_RESULTS, AppStatus, SpotCheck, SpotCheckEntry, SpotCheckResult
from school.appstatus.queries import PREDICATES, Figure, rates
from school.appstatus.rules import Interval, Marks, wilson
from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.org.models import SchoolClass, Student, Unit

# Results that show at least this stage.
REACHED = {
    "installed": frozenset({SpotCheckResult.INSTALLED, SpotCheckResult.REAL_NAME, SpotCheckResult.ALERTS}),
    "real_name": frozenset({SpotCheckResult.REAL_NAME, SpotCheckResult.ALERTS}),
    "alerts": frozenset({SpotCheckResult.ALERTS}),
}


def population(place: Unit | SchoolClass) -> list[int]:
    """Sorted ids of the place's current students who neither declined nor are unable."""
    statement = (
        select(Student.id)
        .outerjoin(AppStatus, AppStatus.student_id == Student.id)
        .where(Student.current(), Student.within(_scope(place)), PREDICATES[Figure.WILLING])
    )
    return sorted(db.session.scalars(statement))


def checks(scope: Scope) -> Select[Any]:
    """(SpotCheck, college, class, seen, open) of ``scope``, for the list and its export."""
    seen = func.count().filter(SpotCheckEntry.result.in_(SEEN_RESULTS))
    open_ = func.count().filter(SpotCheckEntry.result == SpotCheckResult.OPEN)
    numbers = (
        select(SpotCheckEntry.spot_check_id, seen.label("seen"), open_.label("open"), *_hits())
        .group_by(SpotCheckEntry.spot_check_id)
        .subquery()
    )
    columns = [numbers.c[name] for name in ("seen", "open", *Marks._fields)]
    return (
        select(SpotCheck, Unit, SchoolClass, *columns)
        .outerjoin(Unit, Unit.id == SpotCheck.college_id)
        .outerjoin(SchoolClass, SchoolClass.id == SpotCheck.class_id)
        .outerjoin(numbers, numbers.c.spot_check_id == SpotCheck.id)
        .where(SpotCheck.within(scope))
    )


def student_of(entry: SpotCheckEntry) -> Student:
    """Whose phone is to be seen, with the class."""
    statement = select(Student).options(joinedload(Student.school_class)).where(Student.id == entry.student_id)
    return db.session.scalars(statement).one()


def place_of(check: SpotCheck) -> Unit | SchoolClass:
    """The college or class a check is about."""
    if check.college_id is not None:
        return db.session.get_one(Unit, check.college_id)
    return db.session.get_one(SchoolClass, check.class_id)


def entries_of(check: SpotCheck) -> Sequence[Any]:
    """(entry, Student, SchoolClass) of a check, class by class in student-number order."""
    statement = (
        select(SpotCheckEntry, Student, SchoolClass)
        .join(Student, Student.id == SpotCheckEntry.student_id)
        .join(SchoolClass, SchoolClass.id == Student.class_id)
        .where(SpotCheckEntry.spot_check_id == check.id)
        .order_by(SchoolClass.name, Student.student_number)
    )
    return db.session.execute(statement).all()


class Place(NamedTuple):
    """Where one entry stands in its check: from 1, of how many, and the next one still open."""

    number: int
    total: int
    open: int
    next_id: int | None


def place_in_check(scope: Scope, entry: SpotCheckEntry) -> Place:
    """For going from one student to the next: the first open one after this, else the first open one."""
    check = db.session.scalar(visible(SpotCheck, scope).where(SpotCheck.id == entry.spot_check_id))
    rows = [row[0] for row in entries_of(check)] if check else [entry]
    at = next(index for index, each in enumerate(rows) if each.id == entry.id)
    following = [each.id for each in rows[at + 1 :] + rows[:at] if each.result is SpotCheckResult.OPEN]
    still_open = sum(each.result is SpotCheckResult.OPEN for each in rows)
    return Place(at + 1, len(rows), still_open, following[0] if following else None)


@dataclass(frozen=True)
class Comparison:
    """One stage: what was seen in the sample beside what the marks say.

    ``recorded_same`` is the share among the very people who were seen, ``recorded_all`` the share
    among all of the place who are willing and able; both from 0 to 1 or None.
    """

    stage: str
    hits: int
    seen: int
    interval: Interval | None
    recorded_same: float | None
    recorded_all: float | None


def comparisons(check: SpotCheck) -> list[Comparison]:
    """The result of a check so far, for the three stages."""
    marks = [func.count().filter(getattr(AppStatus, name)) for name in Marks._fields]
    statement = (
        select(func.count(), *_hits(), *marks)
        .select_from(SpotCheckEntry)
        .outerjoin(AppStatus, AppStatus.student_id == SpotCheckEntry.student_id)
        .where(SpotCheckEntry.spot_check_id == check.id, SpotCheckEntry.result.in_(SEEN_RESULTS))
    )
    numbers = tuple(db.session.execute(statement).one())
    seen, hits, recorded = numbers[0], numbers[1:4], numbers[4:]
    place = rates(_scope(place_of(check)))
    return [
        Comparison(stage, hit, seen, wilson(hit, seen), marked / seen if seen else None, place.of_willing(stage))
        for stage, hit, marked in zip(Marks._fields, hits, recorded, strict=True)
    ]


def _hits() -> list[Any]:
    return [func.count().filter(SpotCheckEntry.result.in_(REACHED[stage])).label(stage) for stage in Marks._fields]


def _scope(place: Unit | SchoolClass) -> Scope:
    ids = frozenset({place.id})
    return Scope(colleges=ids) if isinstance(place, Unit) else Scope(classes=ids)
