"""The picture of a signed slip that came back: one a letter, the better one where there were two."""

from __future__ import annotations

import datetime as dt
import enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.db import db, utc_now
from school.foundation.files import StoredFile
from school.letters.models.letters import Letter


class SlipSource(enum.StrEnum):
    """Where the picture comes from."""

    SCANNED = "scanned"
    PHOTOGRAPHED = "photographed"


class SlipPicture(db.Model):
    """What the slip of a letter looks like. A photo that the student adds to a claim is ``Letter.photo``."""

    __tablename__ = "slip_picture"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    source: Mapped[SlipSource]
    taken_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    account_id: Mapped[int | None]

    letter: Mapped[Letter] = relationship(lazy="raise_on_sql")
    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")
