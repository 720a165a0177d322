"""Counting tries per place and altogether, in the database: a thousand at the same moment are a thousand."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import math
from dataclasses import dataclass

from sqlalchemy import delete

from school.accounts.rules import place_of
from school.foundation.db import db
from school.foundation.db.conflicts import insert_into
from school.foundation.keys import key
from school.verify.models import VerifyTries
from school.verify.rules import Limit, window_of

EVERYWHERE = ""


@dataclass(frozen=True)
class Counted:
    """The two rows of a try, held until the transaction ends: whoever comes meanwhile waits for it."""

    place: VerifyTries
    everywhere: VerifyTries
    limit: Limit

    def wait(self, now: dt.datetime) -> int:
        """Seconds until one more may be tried; 0 for now."""
        if self.limit.has_room(self.place.count, self.everywhere.count):
            return 0
        return max(1, math.ceil((self.place.until - now).total_seconds()))

    def use(self) -> bool:
        """Use one try up; whether it was the last one of this place."""
        self.place.count += 1
        self.everywhere.count += 1
        return not self.limit.has_room(self.place.count, self.everywhere.count)


def counted(limit: Limit, address: str, now: dt.datetime) -> Counted:
    """The counts of the place behind ``address``, and of everybody, in the present hour."""
    place = _locked(limit, place_of(address), now)
    return Counted(place, _locked(limit, EVERYWHERE, now), limit)


def forget(now: dt.datetime) -> None:
    """Remove the rows of hours that are over."""
    db.session.execute(delete(VerifyTries).where(VerifyTries.until < now))


def _locked(limit: Limit, place: str, now: dt.datetime) -> VerifyTries:
    number, until = window_of(now)
    row_key = hmac.digest(key("verify"), f"{limit.name}\0{place}\0{number}".encode(), hashlib.sha256)
    new = insert_into(VerifyTries).values(key=row_key, count=0, until=until)
    db.session.execute(new.on_conflict_do_nothing())
    return db.session.get_one(VerifyTries, row_key, with_for_update=True, populate_existing=True)
