"""A student's own letters."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.letters.models import Letter, LetterState, Mailing
from school.links.models import PersonalLink
from school.links.queries import link_of_number, present_link


@dataclass(frozen=True)
class FoundLetter:
    """A letter, and whether the number belongs to an older copy of it."""

    letter: Letter
    replaced: bool


def own_letters(scope: Scope) -> list[Letter]:
    """The student's letters, the one due last first; exempt ones are nobody's business here."""
    return list(db.session.scalars(_letters(scope).join(Letter.mailing).order_by(Mailing.due_on.desc(), Letter.id)))


def letter_of_number(scope: Scope, number: str) -> FoundLetter:
    """The letter within ``scope`` whose slip carries ``number``; NotFound for any other."""
    link = link_of_number(number)
    present = present_link(link).id if link else None
    letter = db.one_or_404(_letters(scope).where(Letter.link_id == present))
    return FoundLetter(letter, link is not None and link.id != present)


def _letters(scope: Scope) -> Select[tuple[Letter]]:
    options = (
        joinedload(Letter.mailing),
        joinedload(Letter.wording),
        joinedload(Letter.link),
        joinedload(Letter.student),
    )
    return visible(Letter, scope).where(Letter.state != LetterState.EXEMPT).options(*options)


def link_of(letter: Letter) -> PersonalLink:
    """The letter's present link; every letter that is not exempt has one."""
    return db.session.get_one(PersonalLink, letter.link_id)
