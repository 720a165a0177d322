"""What somebody sees of their own account."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel.speaklater import LazyString
from sqlalchemy import select

from school.accounts.models import Account
from school.foundation.access import POLICY, ROLE_LABELS, Grant, Permission, Role, Scope
from school.foundation.access.policy import PERMISSION_LABELS, REACH_LABELS
from school.foundation.db import db
from school.org.models import SchoolClass, Unit


class HeldRole(NamedTuple):
    """A role somebody holds now, and the college or class it holds for, where it is one."""

    role: Role
    label: LazyString
    place: str


class PolicyRow(NamedTuple):
    """One permission, and who holds it how far."""

    permission: Permission
    label: LazyString
    held: tuple[tuple[Role, LazyString, LazyString], ...]


def own_account(scope: Scope) -> Account:
    """The account of whoever is signed in."""
    return db.session.get_one(Account, scope.account_id)


def held_roles(grants: tuple[Grant, ...]) -> list[HeldRole]:
    """The roles of an actor with the names of their places."""
    classes = _names(SchoolClass, {grant.class_id for grant in grants})
    colleges = _names(Unit, {grant.college_id for grant in grants})
    return [
        HeldRole(
            grant.role,
            ROLE_LABELS[grant.role],
            classes.get(grant.class_id or 0) or colleges.get(grant.college_id or 0) or "",
        )
        for grant in grants
    ]


def policy() -> list[PolicyRow]:
    """The table of authorisation in words."""
    return [
        PolicyRow(
            permission,
            PERMISSION_LABELS[permission],
            tuple((role, ROLE_LABELS[role], REACH_LABELS[held[role]]) for role in Role if role in held),
        )
        for permission, held in POLICY.items()
    ]


def _names(model: type[SchoolClass] | type[Unit], ids: set[int | None]) -> dict[int, str]:
    wanted = [number for number in ids if number is not None]
    if not wanted:
        return {}
    statement = select(model.id, model.name).where(model.id.in_(wanted))
    return {row.id: row.name for row in db.session.execute(statement)}
