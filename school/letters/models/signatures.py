"""What families answer: signatures, refusals and questions."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access import Scope
from school.foundation.db import db, utc_now
from school.letters.models.letters import Letter
from school.letters.rules.receipts import SignatureKind
from school.links.rules import SecondThing


class SignatureMethod(enum.StrEnum):
    """Equal ways to sign."""

    TYPED = "typed"
    DRAWN = "drawn"
    PAPER = "paper"


class Relationship(enum.StrEnum):
    """Who signs, in kinship words."""

    FATHER = "father"
    MOTHER = "mother"
    PATERNAL_GRANDFATHER = "paternal_grandfather"
    PATERNAL_GRANDMOTHER = "paternal_grandmother"
    MATERNAL_GRANDFATHER = "maternal_grandfather"
    MATERNAL_GRANDMOTHER = "maternal_grandmother"
    SIBLING = "sibling"
    OTHER = "other"


class Signature(db.Model):
    """One person's answer to one letter. ``person_key`` is the relationship and the folded name.

    ``reason`` is what a family may say when it declines: nobody asks for it.
    """

    __tablename__ = "signature"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"))
    kind: Mapped[SignatureKind]
    method: Mapped[SignatureMethod | None]
    relationship_to_student: Mapped[Relationship]
    name: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    person_key: Mapped[str] = mapped_column(String(120))
    strokes: Mapped[list[Any] | None]
    opened_with: Mapped[SecondThing | None]
    wording_sha256: Mapped[str] = mapped_column(String(64))
    device: Mapped[str] = mapped_column(String(20), default="")
    at: Mapped[dt.datetime] = mapped_column(default=utc_now)

    letter: Mapped[Letter] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        UniqueConstraint("letter_id", "person_key"),
        CheckConstraint("kind = 'declined' OR reason = ''", name="reasons_are_of_refusals"),
    )


class FamilyQuestion(db.Model):
    """A question from the family; the letter stays open until it is answered."""

    __tablename__ = "family_question"
    url_name: ClassVar[str] = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    answered_at: Mapped[dt.datetime | None]
    account_id: Mapped[int | None]

    letter: Mapped[Letter] = relationship(lazy="raise_on_sql")

    @classmethod
    def within(cls, scope: Scope) -> Any:
        """Questions about the letters in ``scope``."""
        from sqlalchemy import select

        return cls.letter_id.in_(select(Letter.id).where(Letter.within(scope)))
