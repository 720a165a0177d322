"""What is known of accounts."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    ScalarSelect,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from school.accounts.models import Account, EndedSession
from school.accounts.rules import ROLE_OF_POST, AccountState
from school.foundation.access import Grant, Role, Scope, visible
from school.foundation.clock import today
from school.foundation.db import db
from school.org.models import Post, PostKind, SchoolClass, StaffMember, Student, Unit
from school.org.rules import STUDENT_POSTS

HOLDS_POST = or_(Post.staff_id == Account.staff_id, Post.student_id == Account.student_id)


class AccountFilter(NamedTuple):
    """Which accounts a list shows; what is empty asks nothing."""

    q: str = ""
    role: Role | None = None
    college: Unit | None = None
    state: AccountState | None = None


def account_in_session(account_id: int, session_key: str) -> Account | None:
    """The account of a session, unless that session was signed out: both in one query."""
    ended = exists().where(EndedSession.key == session_key)
    return db.session.scalar(select(Account).where(Account.id == account_id, ~ended))


def _posts_of(holder: InstrumentedAttribute[int | None]) -> Select[PostKind, int | None, int | None]:
    """Asked in every request, so put together once: that takes as long as asking."""
    in_force = Post.in_force_on(bindparam("day", type_=Date))
    statement = select(Post.kind, Post.college_id, Post.class_id)
    return statement.where(holder == bindparam("holder"), in_force).order_by(Post.id)


_POSTS_OF_STAFF, _POSTS_OF_STUDENT = _posts_of(Post.staff_id), _posts_of(Post.student_id)


def grants(account: Account, day: dt.date) -> tuple[Grant, ...]:
    """What ``account`` may be on ``day``: its posts, and student while its holder is one.

    Somebody who left the school is nothing, whatever posts were forgotten.
    """
    holder = account.staff or account.student
    if holder is None or (holder.left_on is not None and holder.left_on <= day):
        return ()
    statement = _POSTS_OF_STAFF if account.staff else _POSTS_OF_STUDENT
    held = tuple(
        Grant(ROLE_OF_POST[kind], college_id=college_id, class_id=class_id)
        for kind, college_id, class_id in db.session.execute(statement, {"holder": holder.id, "day": day})
        if kind in ROLE_OF_POST
    )
    own = (Grant(Role.STUDENT, student_id=account.student_id),) if account.student else ()
    return held + own


def held_posts(holder: Student | StaffMember) -> set[PostKind]:
    """The kinds of posts that somebody holds today or will hold."""
    of_holder = Post.student_id == holder.id if isinstance(holder, Student) else Post.staff_id == holder.id
    return set(db.session.scalars(select(Post.kind).where(of_holder, Post.not_over(today()))))


def account_list(scope: Scope, wanted: AccountFilter) -> Select[Any]:
    """Rows of (Account, post kinds joined by commas, name of the unit or college)."""
    statement = (
        visible(Account, scope)
        .add_columns(_kinds_today(HOLDS_POST, Account).label("kinds"), Unit.name.label("unit"))
        .outerjoin(StaffMember, StaffMember.id == Account.staff_id)
        .outerjoin(Student, Student.id == Account.student_id)
        .outerjoin(SchoolClass, SchoolClass.id == Student.class_id)
        .outerjoin(Unit, Unit.id == func.coalesce(StaffMember.unit_id, SchoolClass.college_id))
    )
    return statement.where(*_conditions(wanted))


def _kinds_today(held: ColumnElement[bool], holder: type[Account] | type[StaffMember]) -> ScalarSelect[str]:
    """The posts in force today, joined by commas: what gives a role, and no post of a closed class."""
    kinds = select(func.aggregate_strings(cast(Post.kind, String), ",")).where(held, Post.in_force_on(today()))
    return kinds.correlate(holder).scalar_subquery()


def account_card(account: Account) -> list[Post]:
    """The posts of an account with their places, present ones first."""
    of_holder = Post.staff_id == account.staff_id if account.staff_id else Post.student_id == account.student_id
    statement = (
        select(Post)
        .where(of_holder)
        .options(joinedload(Post.college), joinedload(Post.school_class).joinedload(SchoolClass.college))
        .order_by(Post.to_on.is_not(None), Post.from_on.desc())
    )
    return list(db.session.scalars(statement))


def holder_of(kind: PostKind | None, student_number: str, staff_number: str) -> Student | StaffMember | None:
    """The person on file whom a number names: a student for student posts, else staff."""
    if kind is None or kind in STUDENT_POSTS:
        return db.session.scalar(select(Student).where(Student.student_number == student_number, Student.current()))
    if not staff_number:
        return None
    return db.session.scalar(select(StaffMember).where(StaffMember.staff_number == staff_number))


def account_of_holder(holder: Student | StaffMember) -> Account | None:
    """The account somebody has already."""
    column = Account.student_id if isinstance(holder, Student) else Account.staff_id
    return db.session.scalar(select(Account).where(column == holder.id))


def by_username(username: str) -> Account | None:
    """The account of a username."""
    return db.session.scalar(select(Account).where(Account.username == username))


def is_a_student_number(text: str) -> bool:
    """Whether a username would stand in a student's way."""
    return bool(db.session.scalar(select(exists().where(func.lower(Student.student_number) == text))))


class WithoutPassword(NamedTuple):
    """How many of a unit hold a post but have never signed in."""

    unit: Unit
    people: int


def people_never_signed_in(given: list[PostKind], q: str = "", unit: Unit | None = None) -> Select[Any]:
    """Rows of (StaffMember, post kinds joined by commas, name of the unit, username or None): whom slips are for."""
    kinds = _kinds_today(Post.staff_id == StaffMember.id, StaffMember)
    username = select(Account.username).where(Account.staff_id == StaffMember.id).scalar_subquery()
    statement = (
        _never_signed_in(given)
        .add_columns(kinds.label("kinds"), Unit.name.label("unit"), username.label("username"))
        .join(Unit, Unit.id == StaffMember.unit_id)
    )
    if q:
        fields = (StaffMember.name, StaffMember.staff_number)
        statement = statement.where(or_(*(field.icontains(q, autoescape=True) for field in fields)))
    return statement if unit is None else statement.where(StaffMember.unit_id == unit.id)


def never_signed_in(unit_id: int, given: list[PostKind]) -> list[StaffMember]:
    """Staff of a unit who have never signed in and whose posts are all among those ``given``."""
    statement = _never_signed_in(given).where(StaffMember.unit_id == unit_id)
    return list(db.session.scalars(statement.order_by(StaffMember.name, StaffMember.id)))


def units_without_passwords(given: list[PostKind]) -> list[WithoutPassword]:
    """The units with people who still need a first password, in the school's order."""
    people = _never_signed_in(given).with_only_columns(StaffMember.unit_id).subquery()
    counted = select(people.c.unit_id, func.count().label("people")).group_by(people.c.unit_id).subquery()
    statement = select(Unit, counted.c.people).join(counted, counted.c.unit_id == Unit.id)
    return [WithoutPassword(*row) for row in db.session.execute(statement.order_by(Unit.position, Unit.id))]


def _never_signed_in(given: list[PostKind]) -> Select[Any]:
    higher = exists().where(Post.staff_id == StaffMember.id, Post.not_over(today()), Post.kind.not_in(given))
    holds = exists().where(Post.staff_id == StaffMember.id, Post.in_force_on(today()), Post.kind.in_(ROLE_OF_POST))
    been_here = exists().where(
        Account.staff_id == StaffMember.id,
        or_(Account.last_sign_in_at.is_not(None), Account.disabled_at.is_not(None), Account.is_demo),
    )
    return select(StaffMember).where(StaffMember.left_on.is_(None), holds, ~higher, ~been_here)


def _conditions(wanted: AccountFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        text = wanted.q.strip()
        fields = (Account.username, StaffMember.name, Student.name, StaffMember.staff_number, Student.student_number)
        found.append(or_(*(field.icontains(text, autoescape=True) for field in fields)))
    if wanted.role is Role.STUDENT:
        found.append(Account.student_id.is_not(None))
    elif wanted.role:
        kinds = [kind for kind, role in ROLE_OF_POST.items() if role is wanted.role]
        found.append(exists().where(HOLDS_POST, Post.in_force_on(today()), Post.kind.in_(kinds)))
    if wanted.college:
        found.append(Unit.id == wanted.college.id)
    if wanted.state:
        found.append(STATES[wanted.state])
    return found


STATES: dict[AccountState, ColumnElement[bool]] = {
    AccountState.DISABLED: Account.disabled_at.is_not(None),
    AccountState.NEW: and_(Account.disabled_at.is_(None), Account.last_sign_in_at.is_(None)),
    AccountState.IN_USE: and_(Account.disabled_at.is_(None), Account.last_sign_in_at.is_not(None)),
}
