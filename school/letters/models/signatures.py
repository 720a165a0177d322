"""What families answer: signatures, refusals and questions."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access import Scope
from school.foundation.db import db, utc_now
from school.letters.models.letters import Letter
from school.letters.rules.receipts import SignatureKind
from school.links.rules import SecondThing


class SignatureMethod(enum.StrEnum):
    """Equal ways to sign; ASSISTED is none: the counsellor notes it for a family that can do neither."""

    TYPED = "typed"
    DRAWN = "drawn"
    PAPER = "paper"
    ASSISTED = "assisted"


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


class Helper(enum.StrEnum):
    """Who helped somebody to read and sign: a fact, said by the family if it likes."""

    STUDENT = "student"
    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    TEACHER = "teacher"


class ContactWay(enum.StrEnum):
    """How the counsellor reached a family for which the receipt is noted."""

    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    VIDEO_CALL = "video_call"
    OTHER = "other"


class AssistedReason(enum.StrEnum):
    """Why a family can neither sign on the phone nor send the slip back."""

    NO_PHONE = "no_phone"
    CANNOT_READ = "cannot_read"
    FAR_AWAY = "far_away"
    OTHER = "other"


class Signature(db.Model):
    """One person's answer to one letter. ``person_key`` is the relationship and the folded name.

    ``reason`` is what a family may say when it declines: nobody asks for it. ``helped_by`` is who helped
    to read and sign, where the family said so. ``device_hash`` is a keyed hash of the mailing and
    the phone's random cookie. ``contact_way``, ``assisted_reason``, ``assisted_note`` and ``account_id`` stand on ASSISTED
    rows alone: those are the counsellor's note of a receipt, never a family's own signature.
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
    device_hash: Mapped[bytes | None] = mapped_column(LargeBinary(16), index=True)
    helped_by: Mapped[Helper | None]
    contact_way: Mapped[ContactWay | None]
    assisted_reason: Mapped[AssistedReason | None]
    assisted_note: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(default=utc_now)

    letter: Mapped[Letter] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        UniqueConstraint("letter_id", "person_key"),
        CheckConstraint("kind = 'declined' OR reason = ''", name="reasons_are_of_refusals"),
        CheckConstraint(
            "(contact_way IS NOT NULL) = (method IS NOT NULL AND method = 'assisted')", name="assisted_says_how"
        ),
        CheckConstraint("(contact_way IS NULL) = (assisted_reason IS NULL)", name="assisted_says_why"),
        CheckConstraint("contact_way IS NOT NULL OR assisted_note = ''", name="notes_are_of_assisted"),
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
