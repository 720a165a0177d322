"""From an actor and a permission to the rows within reach: one WHERE for lists and single rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from school.foundation.access.policy import POLICY, Permission, Reach, Role


@dataclass(frozen=True)
class Grant:
    """One role somebody holds now, with the place it holds for."""

    role: Role
    college_id: int | None = None
    class_id: int | None = None
    student_id: int | None = None
    letter_id: int | None = None


@dataclass(frozen=True)
class Actor:
    """Who is acting: an account, a family's letter link, the command line, or a job."""

    kind: str
    id: int | None = None
    grants: tuple[Grant, ...] = ()
    name: str = ""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held now."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def account_id(self) -> int | None:
        """The account this actor is; None for a family, a job and the command line."""
        return self.id if self.kind == "account" else None

    @property
    def student_id(self) -> int | None:
        """The student this actor is, if any."""
        return next((grant.student_id for grant in self.grants if grant.role is Role.STUDENT), None)


ANONYMOUS = Actor("anonymous")


@dataclass(frozen=True)
class Scope:
    """Where a permission reaches: the whole campus, or these colleges, classes, students, letters."""

    campus: bool = False
    colleges: frozenset[int] = frozenset()
    classes: frozenset[int] = frozenset()
    students: frozenset[int] = frozenset()
    letters: frozenset[int] = frozenset()
    account_id: int | None = None

    def __bool__(self) -> bool:
        return bool(
            self.campus or self.colleges or self.classes or self.students or self.letters or self.account_id is not None
        )


CAMPUS = Scope(campus=True)


def reach(actor: Actor, permission: Permission) -> Scope:
    """The union of what each of the actor's grants allows; falsy when that is nothing."""
    allowed = POLICY[permission]
    held = [(allowed.get(grant.role), grant) for grant in actor.grants]

    def places(wanted: Reach, attribute: str) -> frozenset[int]:
        found = (getattr(grant, attribute) for granted, grant in held if granted is wanted)
        return frozenset(place for place in found if place is not None)

    own = any(granted is Reach.SELF for granted, _ in held)
    return Scope(
        campus=any(granted is Reach.CAMPUS for granted, _ in held),
        colleges=places(Reach.COLLEGE, "college_id"),
        classes=places(Reach.CLASS, "class_id"),
        students=places(Reach.SELF, "student_id"),
        letters=places(Reach.LETTER, "letter_id"),
        account_id=actor.account_id if own else None,
    )


def visible(model: type[Any], scope: Scope) -> Select[Any]:
    """Rows of ``model`` within ``scope``. Marked, so that a test can trip over selects that are not."""
    return select(model).where(model.within(scope)).execution_options(scope=scope)
