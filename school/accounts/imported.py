"""Accounts for staff who come with an imported sheet, or whose first slip is printed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, exists, select

from school.accounts import queries
from school.accounts.events import ACCOUNTS_MADE
from school.accounts.models import Account
from school.accounts.rules import ROLE_OF_POST, plain_username
from school.foundation.audit import record
from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.db.bulk import chunks, delete_among
from school.org.models import Post, StaffMember


def make_accounts(staff_ids: Sequence[int]) -> None:
    """An account for each of these whose post opens something and who has none; nobody can sign in with it yet.

    Its first password is made when the slips of the unit are printed.
    """
    holds = exists().where(Post.staff_id == StaffMember.id, Post.in_force_on(today()), Post.kind.in_(ROLE_OF_POST))
    has_one = exists().where(Account.staff_id == StaffMember.id)
    made: list[int] = []
    for some in chunks(staff_ids):
        statement = select(StaffMember).where(StaffMember.id.in_(some), holds, ~has_one).order_by(StaffMember.id)
        made += [new_account(member).id for member in db.session.scalars(statement).all()]
    if made:
        record(ACCOUNTS_MADE, None, account_ids=made)


def unmake_accounts(staff_ids: Sequence[int]) -> None:
    """Remove the accounts of these that nobody could have signed in with: no password was ever made."""
    unused = delete(Account).where(Account.password_hash.is_(None), Account.last_sign_in_at.is_(None))
    delete_among(unused, Account.staff_id, staff_ids)


def new_account(member: StaffMember) -> Account:
    """Named by the staff number, which people know; numbers that students have are not taken."""
    number = plain_username(member.staff_number or "")
    taken = not number or queries.by_username(number) or queries.is_a_student_number(number)
    account = Account(username=f"staff-{member.id}" if taken else number, staff_id=member.id)
    db.session.add(account)
    db.session.flush()
    return account
