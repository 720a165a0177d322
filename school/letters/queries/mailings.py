"""Mailings, their texts, and which one is meant when none is named."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.letters.models import Letter, Mailing, StaffMailing, Wording


def mailing_named(name: str) -> Mailing | None:
    """A mailing to families by its name."""
    return db.session.scalar(select(Mailing).where(Mailing.name == name, Mailing.to_families()))


def staff_mailing_named(name: str) -> StaffMailing | None:
    """A mailing to the staff by its name."""
    return db.session.scalar(select(StaffMailing).where(StaffMailing.name == name))


def name_is_taken(name: str, mailing: Mailing | None = None) -> bool:
    """Whether another mailing, to whomever, has this name: the command line finds them by it."""
    found = db.session.scalar(select(Mailing.id).where(Mailing.name == name))
    return found is not None and (mailing is None or found != mailing.id)


def mailings(scope: Scope) -> list[Mailing]:
    """All mailings to families, open ones first, the newest first."""
    return list(db.session.scalars(to_choose(scope)))


def staff_mailings(scope: Scope) -> list[StaffMailing]:
    """All mailings to the staff, the newest first."""
    return list(db.session.scalars(visible(StaffMailing, scope).order_by(StaffMailing.id.desc())))


def newest_mailing(scope: Scope) -> Mailing | None:
    """The mailing that pages show when none is chosen: the newest open one, else the newest."""
    return next(iter(mailings(scope)), None)


def chosen(scope: Scope, mailing_id: int | None) -> Mailing | None:
    """The mailing a page was asked for, else the one it shows by itself."""
    rows = mailings(scope)
    return next((row for row in rows if row.id == mailing_id), rows[0] if rows else None)


def only_mailing(scope: Scope) -> Mailing | None:
    """The mailing that every letter is of, while there is but one."""
    rows = mailings(scope)
    return rows[0] if len(rows) == 1 else None


def to_choose(scope: Scope) -> Select[Mailing]:
    """All mailings to families, for a select."""
    return visible(Mailing, scope).order_by(Mailing.closed_at.is_not(None), Mailing.id.desc())


def with_wordings(mailing: Mailing) -> Mailing:
    """The mailing with all versions of its text."""
    statement = select(Mailing).where(Mailing.id == mailing.id).options(selectinload(Mailing.wordings))
    return db.session.scalars(statement, execution_options={"populate_existing": True}).one()


def letters_per_wording(mailing: Mailing) -> dict[int, int]:
    """How many letters carry each version."""
    statement = select(Letter.wording_id, func.count()).where(Letter.mailing_id == mailing.id)
    return {row[0]: row[1] for row in db.session.execute(statement.group_by(Letter.wording_id))}


def newest_wording(mailing: Mailing) -> Wording:
    """The text that new letters get."""
    statement = select(Wording).where(Wording.mailing_id == mailing.id).order_by(Wording.version.desc())
    return db.session.scalars(statement.limit(1)).one()
