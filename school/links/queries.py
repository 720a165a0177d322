"""Links by what somebody holds in the hand: the token or the number is itself the credential."""

from __future__ import annotations

from sqlalchemy import select

from school.foundation.db import db
from school.links.models import PersonalLink
from school.links.rules import read_number, token_hash


def link_of_token(token: str) -> PersonalLink | None:
    """The link whose token this is, void or not."""
    return db.session.scalar(select(PersonalLink).where(PersonalLink.token_hash == token_hash(token)))


def link_of_number(typed: str) -> PersonalLink | None:
    """The link with a printed number as a person typed it, void or not."""
    number = read_number(typed)
    return db.session.scalar(select(PersonalLink).where(PersonalLink.number == number)) if number else None


def present_link(link: PersonalLink) -> PersonalLink:
    """The copy that holds now: the link itself, or what it was exchanged for in the end."""
    while link.replaced_by_id is not None:
        link = db.session.get_one(PersonalLink, link.replaced_by_id)
    return link
