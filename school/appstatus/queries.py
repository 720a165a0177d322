"""Reading the three 100 %. Other rooms may use ``rates``, ``rates_by_day`` and ``rates_told`` (and name
the type ``Rates``), nothing else: tests/appstatus/test_wall.py sees to it.

Each figure is one predicate, used for its count and for the list behind the count.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Literal, NamedTuple, overload
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, extract, func, or_, select, true

from school.accounts.models import Account
from school.appstatus.models import Answer, AppStatus, AppStatusEntry, UnableReason
from school.appstatus.rules import OWN_NO, TOLD, Rates
from school.foundation.access import Scope, visible
from school.foundation.clock import today
from school.foundation.db import db
from school.org.models import SchoolClass, Student

QUARTER = 15 * 60  # seconds; every time zone's days begin at a quarter of an hour


class Figure(enum.StrEnum):
    """The numbers that open a list: ``?figure=installed``."""

    STUDENTS = "students"
    WILLING = "willing"
    INSTALLED = "installed"
    REAL_NAME = "real_name"
    ALERTS = "alerts"
    UNFINISHED = "unfinished"
    DECLINED = "declined"
    UNABLE = "unable"
    NOT_ASKED = "not_asked"


_UNASKED = or_(AppStatus.student_id.is_(None), AppStatus.answer == Answer.NOT_ASKED)
PREDICATES: dict[Figure, ColumnElement[bool]] = {
    Figure.STUDENTS: true(),
    Figure.WILLING: or_(_UNASKED, AppStatus.answer.not_in(OWN_NO)),
    Figure.INSTALLED: AppStatus.installed.is_(True),
    Figure.REAL_NAME: AppStatus.real_name.is_(True),
    Figure.ALERTS: AppStatus.alerts.is_(True),
    Figure.UNFINISHED: and_(
        AppStatus.answer == Answer.MARKS, or_(AppStatus.real_name.is_(False), AppStatus.alerts.is_(False))
    ),
    Figure.DECLINED: AppStatus.answer == Answer.DECLINED,
    Figure.UNABLE: AppStatus.answer == Answer.UNABLE,
    Figure.NOT_ASKED: _UNASKED,
}
_COUNTED = tuple(field.name for field in fields(Rates))


def _with_status(*columns: Any) -> Select[Any]:
    """Current students with their newest answer, if there is one."""
    joined = select(*columns).select_from(Student).outerjoin(AppStatus, AppStatus.student_id == Student.id)
    return joined.where(Student.current())


@overload
def rates(scope: Scope) -> Rates: ...
@overload
def rates(scope: Scope, group_by: Literal["college", "class"]) -> dict[int, Rates]: ...
def rates(scope: Scope, group_by: str | None = None) -> Rates | dict[int, Rates]:
    """Counts of current students in ``scope``: together, or per college id or class id.

    To narrow, pass a narrower scope: ``Scope(colleges=frozenset({7}))``. Groups without students
    are missing. One query over the classes; colleges are added up from their classes.
    """
    sums = [func.coalesce(func.sum(case((PREDICATES[Figure(name)], 1), else_=0)), 0) for name in _COUNTED[1:]]
    statement = (
        _with_status(Student.class_id, func.count(), *sums).where(Student.within(scope)).group_by(Student.class_id)
    )
    per_class = {row[0]: Rates(*(int(count) for count in row[1:])) for row in db.session.execute(statement)}
    if group_by == "class":
        return per_class
    if group_by is None:
        return sum(per_class.values(), Rates())
    college_of = dict(db.session.execute(select(SchoolClass.id, SchoolClass.college_id)).all())
    per_college: dict[int, Rates] = {}
    for class_id, found in per_class.items():
        per_college[college_of[class_id]] = per_college.get(college_of[class_id], Rates()) + found
    return per_college


def rates_of_class(school_class: SchoolClass) -> Rates:
    """Counts of one class, whoever asks."""
    return rates(Scope(classes=frozenset({school_class.id})))


def rates_told(scope: Scope) -> Rates:
    """Counts as monitors and class officers see them: only marks they can know of.

    Declined and unable are always 0 here, and such students look like anybody without marks.
    """
    newest = _newest_told()
    sums = [func.count().filter(getattr(AppStatusEntry, name)) for name in ("installed", "real_name", "alerts")]
    statement = (
        select(func.count(), *sums)
        .select_from(Student)
        .outerjoin(newest, newest.c.student_id == Student.id)
        .outerjoin(AppStatusEntry, AppStatusEntry.id == newest.c.newest_id)
        .where(Student.current(), Student.within(scope))
    )
    return Rates(*(int(count) for count in db.session.execute(statement).one()))


def rates_by_day(scope: Scope, since: dt.date) -> list[tuple[dt.date, Rates]]:
    """Where today's students stood at the end of each day from ``since`` until today.

    Computed from the history: each entry changes the counts by its difference to the same student's
    entry before, so that a student is counted once however often an answer was given.
    """
    zone = ZoneInfo(current_app.config["TIMEZONE"])
    by_day: dict[dt.date, Rates] = {}
    for row in db.session.execute(_changes(scope)):
        day = dt.datetime.fromtimestamp(row[0] * QUARTER, zone).date()
        by_day[day] = by_day.get(day, Rates()) + Rates(0, *(int(count) for count in row[1:]))
    students = db.session.scalar(select(func.count(Student.id)).where(Student.current(), Student.within(scope))) or 0
    standing = sum((change for day, change in by_day.items() if day < since), Rates(students, not_asked=students))
    days = []
    for offset in range(max(0, (today() - since).days + 1)):
        day = since + dt.timedelta(days=offset)
        standing += by_day.get(day, Rates())
        days.append((day, standing))
    return days


def _changes(scope: Scope) -> Select[Any]:
    """Per quarter of an hour: what the entries changed, in the order of ``Rates`` without students."""
    entry = AppStatusEntry
    flags = {name: case((getattr(entry, name), 1), else_=0) for name in ("installed", "real_name", "alerts")}
    flags |= {answer.value: case((entry.answer == answer, 1), else_=0) for answer in (Answer.DECLINED, Answer.UNABLE)}
    flags["not_asked"] = case((entry.answer == Answer.NOT_ASKED, 1), else_=0)
    before = {"not_asked": 1}  # without an entry a student was not asked
    changes = [
        (flag - func.lag(flag, 1, before.get(name, 0)).over(partition_by=entry.student_id, order_by=entry.id)).label(
            name
        )
        for name, flag in flags.items()
    ]
    quarter = (cast(extract("epoch", entry.at), BigInteger) // QUARTER).label("quarter")
    current = select(Student.id).where(Student.current(), Student.within(scope))
    inner = select(quarter, *changes).where(entry.counted, entry.student_id.in_(current)).subquery()
    return select(inner.c.quarter, *(func.sum(inner.c[name]) for name in flags)).group_by(inner.c.quarter)


def _newest_told() -> Any:
    """The newest entry of each student among those that class posts may know of."""
    return (
        select(AppStatusEntry.student_id, func.max(AppStatusEntry.id).label("newest_id"))
        .where(AppStatusEntry.answer.in_(TOLD))
        .group_by(AppStatusEntry.student_id)
        .subquery("newest_told")
    )


class Narrowing(NamedTuple):
    """What a list is narrowed to, beside the scope."""

    college_id: int | None = None
    class_id: int | None = None
    reason: UnableReason | None = None


EVERYWHERE = Narrowing()


def students_behind(scope: Scope, figure: Figure, narrowing: Narrowing = EVERYWHERE) -> Select[Any]:
    """The rows behind one number: (Student, AppStatus or None, SchoolClass), in the school's order."""
    statement = _with_status(Student, AppStatus, SchoolClass).join(SchoolClass, SchoolClass.id == Student.class_id)
    statement = statement.where(Student.within(scope), PREDICATES[figure])
    if narrowing.college_id:
        statement = statement.where(SchoolClass.college_id == narrowing.college_id)
    if narrowing.class_id:
        statement = statement.where(Student.class_id == narrowing.class_id)
    if narrowing.reason:
        statement = statement.where(AppStatus.reason == narrowing.reason)
    return statement


def narrowed(scope: Scope, narrowing: Narrowing) -> Scope:
    """The scope of one college or class that was looked up within ``scope``, else ``scope`` itself."""
    if narrowing.class_id:
        return Scope(classes=frozenset({narrowing.class_id}))
    return Scope(colleges=frozenset({narrowing.college_id})) if narrowing.college_id else scope


def rows_of_class(school_class: SchoolClass) -> Sequence[Any]:
    """(Student, AppStatus or None) of a class's current students, in student-number order."""
    statement = _with_status(Student, AppStatus).where(Student.class_id == school_class.id)
    ordered = statement.order_by(Student.student_number).execution_options(populate_existing=True)
    return db.session.execute(ordered).all()


def told_rows_of_class(school_class: SchoolClass) -> Sequence[Any]:
    """(id, name, installed, real_name, alerts) as class posts see them: marks only, never why there are none."""
    newest = _newest_told()
    marks = [
        func.coalesce(getattr(AppStatusEntry, name), False).label(name) for name in ("installed", "real_name", "alerts")
    ]
    statement = (
        select(Student.id, Student.name, *marks)
        .outerjoin(newest, newest.c.student_id == Student.id)
        .outerjoin(AppStatusEntry, AppStatusEntry.id == newest.c.newest_id)
        .where(Student.current(), Student.class_id == school_class.id)
    )
    return db.session.execute(statement.order_by(Student.student_number)).all()


def status_of(student: Student) -> AppStatus | None:
    """The newest answer of one student."""
    return db.session.get(AppStatus, student.id, populate_existing=True)


def history_of(student: Student) -> Sequence[Any]:
    """(entry, account that wrote it or None) of one student, the newest first."""
    statement = (
        select(AppStatusEntry, Account)
        .outerjoin(Account, Account.id == AppStatusEntry.account_id)
        .where(AppStatusEntry.student_id == student.id)
    )
    return db.session.execute(statement.order_by(AppStatusEntry.id.desc())).all()


def may_be_set(scope: Scope, school_class: SchoolClass) -> bool:
    """Whether the answers of this class lie inside ``scope`` (of APP_STATUS_SET)."""
    return db.session.scalar(visible(SchoolClass, scope).where(SchoolClass.id == school_class.id)) is not None


def classes_of(scope: Scope) -> Sequence[Any]:
    """(SchoolClass, number of current students) of ``scope``: the tabs of a counsellor."""
    statement = (
        select(SchoolClass, func.count(Student.id))
        .outerjoin(Student, (Student.class_id == SchoolClass.id) & Student.current())
        .where(SchoolClass.within(scope), SchoolClass.closed_on.is_(None))
        .group_by(SchoolClass.id)
    )
    in_order = (SchoolClass.college_id, SchoolClass.grade.desc(), SchoolClass.name)
    return db.session.execute(statement.order_by(*in_order)).all()


def class_of(student: Student) -> SchoolClass:
    """The student's present class."""
    return db.session.get_one(SchoolClass, student.class_id)


def own_student(scope: Scope) -> Student:
    """The student whose scope this is."""
    student: Student = db.session.scalars(visible(Student, scope)).one()
    return student


def own_answer(student: Student) -> dict[str, Any]:
    """The newest answer as the fields of the student's own form."""
    status = status_of(student)
    if status is None or status.answer is Answer.NOT_ASKED:
        return {}
    marks_word = "installed" if status.installed else "later"
    word = marks_word if status.answer is Answer.MARKS else status.answer.value
    reason = status.reason.value if status.reason else ""
    return {"answer": word, "real_name": status.real_name, "alerts": status.alerts, "reason": reason}
