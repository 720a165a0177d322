"""The copies of a letter: each has a link of its own, with a number that is never used twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from school.foundation.db import allocate_ids, db, utc_now
from school.foundation.keys import key
from school.letters.models import LINK_PURPOSE
from school.links.models import PersonalLink
from school.links.rules import new_number, token_hash, token_of

# SQLite takes 32,766 parameters to a statement.
CHUNK = 10_000


def make_links(count: int) -> Sequence[int]:
    """Insert ``count`` new links for letters and return their ids, in order."""
    ids = allocate_ids(PersonalLink, count)
    link_key, now = key("link"), utc_now()
    rows = [
        {
            "id": link_id,
            "purpose": LINK_PURPOSE,
            "number": number,
            "token_hash": token_hash(token_of(link_key, LINK_PURPOSE, link_id)),
            "wrong_tries": 0,
            "needs_unlock": False,
            "created_at": now,
        }
        for link_id, number in zip(ids, free_numbers(count), strict=True)
    ]
    insert_rows(PersonalLink, rows)
    return ids


def replace_link(old: PersonalLink) -> PersonalLink:
    """A new copy; the old one is void at once, knows its successor, and keeps its number."""
    new = db.session.get_one(PersonalLink, make_links(1)[0])
    old.void(new)
    return new


def free_numbers(count: int) -> list[str]:
    """``count`` printed numbers that no link has or ever had; those taken are drawn again.

    Beside 500,000 older ones, every second run of 50,000 meets one of them (birthdays in 35 bits).
    """
    free: dict[str, None] = {}
    while len(free) < count:
        drawn = dict.fromkeys(new_number() for _ in range(count - len(free)))
        for taken in _taken(list(drawn)):
            del drawn[taken]
        free |= drawn
    return list(free)


def insert_rows(model: type[Any], rows: list[dict[str, Any]]) -> None:
    """Many rows through Core: the ORM takes thirteen times as long (measured)."""
    if rows:
        db.session.execute(insert(model.__table__), rows)


def _taken(numbers: Sequence[str]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        found += db.session.scalars(select(PersonalLink.number).where(PersonalLink.number.in_(chunk)))
    return found
