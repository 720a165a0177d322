"""Letters of one mailing that were signed on one phone: a quiet fact for the counsellor, and nothing follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from school.foundation.db import db
from school.letters.models import Letter, Signature
from school.letters.queries.classes import letter_ids_of_class

# Brothers and sisters at one school, or an aunt who helps two families, are nobody's business.
UNREMARKABLE = 3


@dataclass(frozen=True)
class SharedPhone:
    """One phone: on how many letters of the mailing it signed in all, and which of them are of this class."""

    letters: int
    here: list[Letter]

    @property
    def elsewhere(self) -> int:
        """How many are of other classes: whose, is for their counsellors."""
        return self.letters - len(self.here)


def shared_phones(class_id: int, mailing_id: int) -> list[SharedPhone]:
    """Phones on which more than UNREMARKABLE letters of a mailing were signed, one of them at least of this class."""
    of_class = (
        select(Signature.device_hash, Letter)
        .join(Letter, Letter.id == Signature.letter_id)
        .where(Letter.id.in_(letter_ids_of_class(class_id, mailing_id)), Signature.device_hash.is_not(None))
        .options(joinedload(Letter.student))
        .order_by(Letter.id)
    )
    here: dict[bytes, dict[int, Letter]] = {}
    for device_hash, letter in db.session.execute(of_class):
        if device_hash is not None:  # as the statement says, which the types do not know
            here.setdefault(device_hash, {})[letter.id] = letter
    return [
        SharedPhone(count, list(here[device_hash].values()))
        for device_hash, count in _letters_signed_on(here, mailing_id)
        if count > UNREMARKABLE
    ]


def _letters_signed_on(hashes: Iterable[bytes], mailing_id: int) -> list[tuple[bytes, int]]:
    statement = (
        select(Signature.device_hash, func.count(Signature.letter_id.distinct()))
        .join(Letter, Letter.id == Signature.letter_id)
        .where(Letter.mailing_id == mailing_id, Signature.device_hash.in_(list(hashes)))
        .group_by(Signature.device_hash)
        .order_by(func.min(Signature.id))
    )
    return [(device_hash, count) for device_hash, count in db.session.execute(statement) if device_hash is not None]
