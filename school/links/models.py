"""Personal links: an address for one recipient, a printed number, and what guards the door."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from school.foundation.db import db, utc_now


class PersonalLink(db.Model):
    """One printed or shared copy. Token and 核对码 are derived from the id (rules.py), never stored.

    ``number`` is printed under the slip's code and outlives the copy: a void link keeps it, so that
    an old slip is known for what it is. ``wrong_tries`` and ``blocked_until`` guard the second thing.
    """

    __tablename__ = "personal_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(8), unique=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    wrong_tries: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[dt.datetime | None]
    needs_unlock: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    opened_at: Mapped[dt.datetime | None]
    voided_at: Mapped[dt.datetime | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("personal_link.id"))

    def void(self, successor: PersonalLink | None = None) -> None:
        """Close this copy at once; its number stays known. Voiding twice changes nothing."""
        if self.voided_at is None:
            self.voided_at = utc_now()
            self.replaced_by_id = successor.id if successor else None

    def unlock(self) -> None:
        """Give all tries back."""
        self.wrong_tries, self.blocked_until, self.needs_unlock = 0, None, False

    def waits(self, now: dt.datetime) -> bool:
        """Whether tries must wait at ``now``."""
        return self.blocked_until is not None and self.blocked_until > now
