"""What is known of accounts."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from school.accounts.models import Account
from school.accounts.rules import ROLE_OF_POST
from school.foundation.access import Grant, Role
from school.foundation.db import db
from school.org.models import Post


def grants(account: Account, day: dt.date) -> tuple[Grant, ...]:
    """What ``account`` may be on ``day``: its posts, and student while its holder is one.

    Somebody who left the school is nothing, whatever posts were forgotten.
    """
    holder = account.staff or account.student
    if holder is None or (holder.left_on is not None and holder.left_on <= day):
        return ()
    of_holder = Post.staff_id == account.staff_id if account.staff else Post.student_id == account.student_id
    statement = select(Post.kind, Post.college_id, Post.class_id).where(of_holder, Post.held_on(day)).order_by(Post.id)
    held = tuple(
        Grant(ROLE_OF_POST[kind], college_id=college_id, class_id=class_id)
        for kind, college_id, class_id in db.session.execute(statement)
        if kind in ROLE_OF_POST
    )
    own = (Grant(Role.STUDENT, student_id=account.student_id),) if account.student else ()
    return held + own
