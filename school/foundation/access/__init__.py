"""Authorisation: one policy table, one gate, one way to say what a view needs."""

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
    "needs",
    "public",
    "reach",
    "visible",
]


def may(permission: Permission | str) -> bool:
    """Whether the present actor holds ``permission`` anywhere: for templates and menus."""
    return bool(reach(current_actor(), Permission(permission)))
