"""An own and a foreign row of every kind that a URL can name, in the small campus."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

from sqlalchemy import select

from school.foundation.db import db, unit_of_work
from school.foundation.files import store_bytes
from school.foundation.jobs import Job
from school.org.models import Holiday, Post, PostKind, StaffMember, Term
from tests.campus import FOREIGN_CLASS, OWN_CLASS, Campus

_running = itertools.count()
Pair = tuple[object, object]


def _posts(campus: Campus, _role: str | None) -> Pair:
    """A monitor of the own class (its counsellor may end that), and the foreign counsellor's post."""
    own = db.session.scalars(select(Post.id).where(Post.kind == PostKind.MONITOR)).one()
    foreign = select(Post.id).where(Post.kind == PostKind.COUNSELLOR, Post.class_id == campus.foreign_class)
    return own, db.session.scalars(foreign).one()


def _staff(_campus: Campus, _role: str | None) -> Pair:
    numbers = ("T-counsellor", "T-foreign_counsellor")
    found = [db.session.scalars(select(StaffMember.id).where(StaffMember.staff_number == n)).one() for n in numbers]
    return found[0], found[1]


def _calendar(model: type[Term] | type[Holiday]) -> Callable[[Campus, str | None], Pair]:
    def make(_campus: Campus, _role: str | None) -> Pair:
        with unit_of_work():
            row = model(name=f"国庆节{next(_running)}", starts_on=dt.date(2026, 10, 1), ends_on=dt.date(2026, 10, 8))
            db.session.add(row)
            db.session.flush()
            made = row.id
        return made, made

    return make


def _jobs(campus: Campus, role: str | None) -> Pair:
    """A job of one's own and one of somebody else."""
    with unit_of_work():
        made = store_bytes(b"x", name="x.txt", media_type="text/plain")
        own = Job(kind="test.job", arguments={}, account_id=campus.accounts[role or "office"], result_file=made)
        foreign = Job(kind="test.job", arguments={}, account_id=campus.accounts["foreign_contact"])
        db.session.add_all([own, foreign])
        db.session.flush()
        return own.id, foreign.id


def words(name: str, converter: str) -> str:
    """A value for an argument that names no row."""
    if converter.startswith("any("):
        return converter[4:-1].split(",", maxsplit=1)[0].strip()
    return {"filename": "x", "token": "x" * 26, "number": "K7M2QF4C"}.get(name, "1")


# For each argument of a URL: how to find (own, foreign). Rows of the school itself are their own foreign.
ROWS: dict[str, Callable[[Campus, str | None], Pair]] = {
    "class_id": lambda campus, _role: (campus.own_class, campus.foreign_class),
    "unit_id": lambda campus, _role: (campus.units["信息工程学院"], campus.units["外国语学院"]),
    "student_id": lambda campus, _role: (campus.students_of(OWN_CLASS)[0], campus.students_of(FOREIGN_CLASS)[0]),
    "staff_member_id": _staff,
    "post_id": _posts,
    "term_id": _calendar(Term),
    "holiday_id": _calendar(Holiday),
    "job_id": _jobs,
    "account_id": lambda campus, _role: (campus.accounts["counsellor"], campus.accounts["foreign_counsellor"]),
}
