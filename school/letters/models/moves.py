"""How letters came to where they are: each step, and the batch it was taken in."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.db import db, utc_now
from school.foundation.db.types import text_enum
from school.letters.models.letters import Letter
from school.letters.rules.states import LetterState, Verb
from school.org.models import SchoolClass
from school.org.placing import PlacedInClass


class MoveBatch(PlacedInClass, db.Model):
    """Letters of one class moved in one step by one person; undone as a whole."""

    __tablename__ = "letter_batch"
    url_name: ClassVar[str] = "letter_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    verb: Mapped[Verb]
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_class.id"), index=True)
    account_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    count: Mapped[int]
    undone_at: Mapped[dt.datetime | None]

    school_class: Mapped[SchoolClass | None] = relationship(lazy="raise_on_sql")


class LetterMove(db.Model):
    """One letter's step. ``before`` holds the columns that the step changed, as they were."""

    __tablename__ = "letter_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("letter_batch.id"), index=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"))
    from_state: Mapped[LetterState]
    to_state: Mapped[LetterState] = mapped_column(text_enum(LetterState, "to_state"))
    before: Mapped[dict[str, Any]]

    batch: Mapped[MoveBatch] = relationship(lazy="raise_on_sql")
    letter: Mapped[Letter] = relationship(lazy="raise_on_sql")

    __table_args__ = (Index("ix_letter_move_letter_id_id", "letter_id", "id"),)
