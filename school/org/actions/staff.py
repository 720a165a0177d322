"""Staff, and posts held from one day to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from werkzeug.exceptions import Forbidden

from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.clock import today
from school.foundation.db import db, next_id
from school.org.events import POST_ENDED, POST_GIVEN, STAFF_LEFT, STAFF_PHONE_SHOWN, STAFF_SAVED
from school.org.models import Gender, Post, PostKind, SchoolClass, StaffMember, Student, Unit
from school.org.rules import Purpose, posts_ended_by


class StaffDetails(NamedTuple):
    """All that is kept of a member of staff. ``phone`` None keeps the number on file, "" forgets it."""

    unit: Unit
    name: str
    staff_number: str = ""
    gender: Gender | None = None
    wechat_id: str = ""
    group_name: str = ""
    phone: str | None = None


def save_staff(member: StaffMember, details: StaffDetails) -> StaffMember:
    """Keep a member of staff, new or changed."""
    if member not in db.session:
        member.id = next_id(StaffMember)
    unit = details.unit
    member.unit_id, member.name, member.staff_number = unit.id, details.name, details.staff_number or None
    member.gender, member.wechat_id, member.group_name = details.gender, details.wechat_id, details.group_name
    if details.phone is not None:
        member.set_phone(details.phone or None)
    db.session.add(member)
    db.session.flush()
    record(STAFF_SAVED, member.id, unit_id=unit.id)
    return member


def leave(member: StaffMember) -> None:
    """Somebody stops working here: every post they hold ends today, and with it what they may do.

    Raises Forbidden where one of them is not the actor's to end.
    """
    statement = select(Post).where(Post.staff_id == member.id, Post.not_over(today()))
    posts = list(db.session.scalars(statement))
    check_rank(posts)
    for post in posts:
        _close(post, today() - dt.timedelta(days=1))
    member.left_on = today()
    record(STAFF_LEFT, member.id, posts_ended=len(posts))


def give_post(
    kind: PostKind,
    *,
    holder: StaffMember | Student,
    college: Unit | None = None,
    school_class: SchoolClass | None = None,
    title: str = "",
    from_on: dt.date | None = None,
) -> Post:
    """Give somebody a post; its role begins with ``from_on`` (today)."""
    post = Post(
        kind=kind,
        title=title,
        staff_id=holder.id if isinstance(holder, StaffMember) else None,
        student_id=holder.id if isinstance(holder, Student) else None,
        college_id=college.id if college else None,
        class_id=school_class.id if school_class else None,
        from_on=from_on or today(),
    )
    db.session.add(post)
    db.session.flush()
    record(POST_GIVEN, post.id, kind=kind, college_id=post.college_id, class_id=post.class_id)
    return post


def end_post(post: Post, last_day: dt.date | None = None) -> None:
    """End a post. Without ``last_day`` it is over at once: yesterday was its last day.

    Raises Forbidden where the post is not the actor's to end.
    """
    check_rank([post])
    _close(post, last_day or today() - dt.timedelta(days=1))
    record(POST_ENDED, post.id, kind=post.kind)


def check_rank(posts: Iterable[Post]) -> None:
    """Nobody brings down somebody above them: raises Forbidden unless each post is the actor's to end."""
    if not all(may_end(post) for post in posts):
        raise Forbidden


def may_end(post: Post) -> bool:
    """Whether the actor may end ``post``, wherever it is; the command line may end every one."""
    actor = current_actor()
    return actor.kind != "account" or post.kind in posts_ended_by(actor.roles)


def _close(post: Post, last_day: dt.date) -> None:
    """A post given today by mistake was then held for no day but the one before."""
    post.from_on = min(post.from_on, last_day)
    post.to_on = last_day


def show_phone(member: StaffMember, purpose: Purpose) -> str | None:
    """A colleague's number in clear; who looked, and why, is kept in the log."""
    record(STAFF_PHONE_SHOWN, member.id, numbers=1 if member.phone else 0, purpose=purpose)
    return member.phone
