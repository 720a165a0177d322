"""Authorisation: one policy table, one gate, one way to say what a view needs."""

from flask import current_app

from school.foundation.access.declare import Access, needs, public
from school.foundation.access.gate import Gate, current_actor, current_scope
from school.foundation.access.policy import POLICY, ROLE_LABELS, Permission, Reach, Role
from school.foundation.access.scope import ANONYMOUS, CAMPUS, Actor, Grant, Scope, reach, visible

__all__ = [
    "ANONYMOUS",
    "CAMPUS",
    "POLICY",
    "ROLE_LABELS",
    "Access",
    "Actor",
    "Gate",
    "Grant",
    "Permission",
    "Reach",
    "Role",
    "Scope",
    "current_actor",
    "current_scope",
    "may",
    "may_open",
    "needs",
    "public",
    "reach",
    "reach_of",
    "visible",
]


def may(permission: Permission | str) -> bool:
    """Whether the present actor holds ``permission`` anywhere: for templates and menus."""
    return bool(reach(current_actor(), Permission(permission)))


def may_open(endpoint: str) -> bool:
    """Whether the present actor may open some page of ``endpoint``; False where there is no such endpoint."""
    access = getattr(current_app.view_functions.get(endpoint), "access", None)
    return access is not None and (access.permission is None or may(access.permission))


def reach_of(endpoint: str) -> Scope:
    """How far the present actor reaches on pages of ``endpoint``; nothing where it is public or not there."""
    access = getattr(current_app.view_functions.get(endpoint), "access", None)
    return Scope() if access is None or access.permission is None else reach(current_actor(), access.permission)
