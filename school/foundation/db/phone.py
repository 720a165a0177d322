"""A telephone number on a row: sealed, findable by the whole number or its last four digits."""

from __future__ import annotations

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from school.foundation.db.sealing import Sealer, lookup_hash, seal, unseal

LAST_FOUR = 4


class PhoneHolder:
    """Columns and methods of a row with one phone. The row needs its id before ``set_phone``."""

    __tablename__: str
    id: Mapped[int]
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_lookup: Mapped[bytes | None] = mapped_column(LargeBinary(16), index=True)
    phone_last_four: Mapped[bytes | None] = mapped_column(LargeBinary(16))

    def set_phone(self, number: str | None) -> None:
        """Keep ``number`` (digits, already normalised) sealed, or forget the present one."""
        for name, value in phone_columns(self.__tablename__, self.id, number).items():
            setattr(self, name, value)

    @property
    def phone(self) -> str | None:
        """The number in clear: only for whoever asked to see it, and for printing."""
        if self.phone_sealed is None:
            return None
        return unseal(self.phone_sealed, table=self.__tablename__, column="phone", row_id=self.id)

    @property
    def masked_phone(self) -> str:
        """What a screen shows until asked: 138****1234, or nothing."""
        return mask(self.phone or "")


def phone_columns(table: str, row_id: int, number: str | None) -> dict[str, bytes | None]:
    """The three columns for one number, as bulk inserts need them."""
    if not number:
        return {"phone_sealed": None, "phone_lookup": None, "phone_last_four": None}
    return {
        "phone_sealed": seal(number, table=table, column="phone", row_id=row_id),
        "phone_lookup": phone_lookup(number),
        "phone_last_four": last_four_lookup(number[-LAST_FOUR:]),
    }


class PhoneSealer:
    """``phone_columns`` and ``phone_lookup`` for the many rows of a bulk insert into one table."""

    def __init__(self, table: str) -> None:
        self._sealer = Sealer(table, "phone")
        self._last_four: dict[str, bytes] = {}

    def columns(self, row_id: int, number: str) -> tuple[bytes | None, bytes | None, bytes | None]:
        """phone_sealed, phone_lookup and phone_last_four of one row; three times None without a number."""
        if not number:
            return None, None, None
        digits = number[-LAST_FOUR:]
        last_four = self._last_four.get(digits)
        if last_four is None:
            last_four = self._last_four[digits] = self._sealer.lookup(digits, "last four")
        return self._sealer.seal(number, row_id), self.lookup(number), last_four

    def lookup(self, number: str) -> bytes:
        """What ``phone_lookup`` holds for a whole number."""
        return self._sealer.lookup(number, "phone")


def phone_lookup(number: str) -> bytes:
    """What ``phone_lookup`` holds for a whole number."""
    return lookup_hash(number, "phone")


def last_four_lookup(digits: str) -> bytes:
    """What ``phone_last_four`` holds for the last four digits."""
    return lookup_hash(digits, "last four")


def mask(number: str) -> str:
    """Hide the middle of a number: first three and last four digits stay."""
    return f"{number[:3]}****{number[-LAST_FOUR:]}" if len(number) > 7 else "****" if number else ""
