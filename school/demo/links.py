"""The links of letters: tokens as everywhere, numbers that follow from the seed, tries at the door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from school.demo.dates import Days
from school.demo.log import Log
from school.demo.numbering import FIRST_LINK, printed_number
from school.demo.rows import Rows
from school.foundation.access import ANONYMOUS
from school.foundation.keys import key
from school.letters.models import LINK_PURPOSE
from school.links.events import LINK_OPENED, LINK_REFUSED
from school.links.models import PersonalLink
from school.links.rules import ALL_TRIES, FIRST_TRIES, WAIT, SecondThing, token_hash, token_of


class LinkDesk:
    """Keeps the links of the present class until ``finish``."""

    def __init__(self, rows: Rows, log: Log, days: Days, seed: int) -> None:
        self._rows, self._log, self._days, self._seed = rows, log, days, seed
        self._key = key("link")
        self._next = FIRST_LINK
        self._links: dict[int, dict[str, Any]] = {}

    def new(self, created_at: dt.datetime) -> int:
        """A first copy."""
        link_id = self._next
        self._next += 1
        self._links[link_id] = {
            "id": link_id,
            "purpose": LINK_PURPOSE,
            "number": printed_number(self._seed, link_id),
            "token_hash": token_hash(token_of(self._key, LINK_PURPOSE, link_id)),
            "wrong_tries": 0,
            "blocked_until": None,
            "needs_unlock": False,
            "created_at": created_at,
            "opened_at": None,
            "voided_at": None,
            "replaced_by_id": None,
        }
        return link_id

    def replace(self, link_id: int, moment: dt.datetime) -> int:
        """Void a copy and make its successor."""
        successor = self.new(moment)
        self._links[link_id]["replaced_by_id"] = successor
        self.close([link_id], moment)
        return successor

    def close(self, link_ids: Iterable[int], moment: dt.datetime) -> None:
        """Let these links open nothing any more."""
        for link_id in link_ids:
            self._links[link_id]["voided_at"] = moment

    def open(self, link_id: int, tick: int, second_thing: SecondThing) -> None:
        """The right digits: all tries are given back."""
        link = self._links[link_id]
        link.update(wrong_tries=0, blocked_until=None, needs_unlock=False)
        link["opened_at"] = link["opened_at"] or self._days.moment(tick)
        self._log.note(tick, ANONYMOUS, LINK_OPENED, link_id, second_thing=second_thing)

    def refuse(self, link_id: int, tick: int) -> None:
        """Wrong digits: after five an hour's wait, after three more the link is locked."""
        link = self._links[link_id]
        tries = link["wrong_tries"] = link["wrong_tries"] + 1
        if tries == FIRST_TRIES:
            link["blocked_until"] = self._days.moment(tick) + WAIT
        link["needs_unlock"] = tries >= ALL_TRIES
        self._log.note(tick, ANONYMOUS, LINK_REFUSED, link_id, wrong_tries=tries, locked=link["needs_unlock"])

    def finish(self) -> None:
        """Hand the links over; a successor before the copy that names it."""
        for link in reversed(self._links.values()):
            self._rows.add(PersonalLink, **link)
        self._links.clear()
