"""One student's letter: where it is, and what the student says of it."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, UniqueConstraint, and_, func, or_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from school.foundation.access import Scope
from school.foundation.db import db, utc_now
from school.foundation.files import StoredFile
from school.letters.models.mailings import Mailing, Wording
from school.letters.rules.states import COMPLETE, ON_PAPER, TRANSITIONS, LetterState, Verb, came_late, target
from school.links.models import PersonalLink
from school.org.models import Student
from school.org.placing import PlacedByStudent

LINK_PURPOSE = "letter"


class Confirmation(enum.StrEnum):
    """What the student says: a claim, which by itself is neither signed nor back."""

    TAKEN_HOME = "taken_home"
    HANDED_IN = "handed_in"
    FAMILY_CANNOT = "family_cannot"


class ExemptReason(enum.StrEnum):
    """Why no letter goes to this family; only the counsellor sees which."""

    NO_FAMILY = "no_family"
    UNWISE = "unwise"
    OTHER = "other"


class Letter(PlacedByStudent, db.Model):
    """A student's letter in one mailing. Its link (number, token) is exchanged when it is reissued.

    A complete receipt has ``signed_at`` (phone) or ``back_at`` (paper); ``assisted_at`` alone makes one that the
    counsellor noted for a family that could do neither, and stays as a fact when the family answers after all.
    ``copies`` counts the links it has had: more than one means an older copy was replaced.
    """

    __tablename__ = "letter"
    url_name: ClassVar[str] = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wording.id"))
    link_id: Mapped[int | None] = mapped_column(ForeignKey("personal_link.id"), unique=True)
    state: Mapped[LetterState] = mapped_column(default=LetterState.ISSUED)
    copies: Mapped[int] = mapped_column(default=1)
    exempt_reason: Mapped[ExemptReason | None]
    confirmation: Mapped[Confirmation | None]
    confirmed_at: Mapped[dt.datetime | None]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    settled_at: Mapped[dt.datetime | None]
    issued_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    handed_out_at: Mapped[dt.datetime | None]
    back_at: Mapped[dt.datetime | None]
    signed_at: Mapped[dt.datetime | None]
    assisted_at: Mapped[dt.datetime | None]
    declined_at: Mapped[dt.datetime | None]
    checked_at: Mapped[dt.datetime | None]
    archived_at: Mapped[dt.datetime | None]

    mailing: Mapped[Mailing] = relationship(lazy="raise_on_sql")
    student: Mapped[Student] = relationship(lazy="raise_on_sql")
    wording: Mapped[Wording] = relationship(lazy="raise_on_sql")
    link: Mapped[PersonalLink | None] = relationship(lazy="raise_on_sql")
    photo: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        UniqueConstraint("mailing_id", "student_id"),
        CheckConstraint("(state = 'exempt') = (exempt_reason IS NOT NULL)", name="exempt_has_a_reason"),
        CheckConstraint("state = 'exempt' OR link_id IS NOT NULL", name="letters_have_a_link"),
        CheckConstraint("(confirmation IS NULL) = (confirmed_at IS NULL)", name="confirmations_have_a_moment"),
    )

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """Letters of the students in ``scope``, and those a family's link opens."""
        of_students = super().within(scope)
        return or_(of_students, cls.id.in_(scope.letters)) if scope.letters else of_students

    @property
    def takes_claims(self) -> bool:
        """Whether there is still something for the student to say: no answer has arrived, no slip was counted."""
        return self.settled_at is None and self.state not in COMPLETE

    @property
    def is_assisted(self) -> bool:
        """Whether the receipt rests on the counsellor's note alone, with no answer of the family's own."""
        own = self.signed_at or self.back_at
        return self.state in COMPLETE and self.assisted_at is not None and own is None

    @property
    def shows_on_paper(self) -> bool:
        """Whether the paper itself says where the letter is: all that a class post may know.

        A slip that took the place of a refusal, or of a counsellor's note, does not count: whoever saw it come
        back would know that the family had not signed on the phone.
        """
        instead = self.declined_at is not None or self.assisted_at is not None
        return self.state in ON_PAPER and not instead

    @classmethod
    def showing_on_paper(cls) -> ColumnElement[bool]:
        """The same as a condition."""
        return and_(cls.state.in_(ON_PAPER), cls.declined_at.is_(None), cls.assisted_at.is_(None))

    @hybrid_property
    def came_at(self) -> dt.datetime | None:
        """When the receipt came: the family's own answer, and only without one the counsellor's note."""
        return self.signed_at or self.back_at or self.assisted_at

    @came_at.inplace.expression
    @classmethod
    def _came_at(cls) -> ColumnElement[dt.datetime | None]:
        return func.coalesce(cls.signed_at, cls.back_at, cls.assisted_at)

    def came_after(self, closed_at: dt.datetime | None) -> bool:
        """Whether the receipt came when its mailing was closed already (``closed_at`` None: it is open)."""
        return came_late(self.came_at, closed_at)

    def take(self, verb: Verb, at: dt.datetime, came_from: LetterState | None = None, **changes: Any) -> dict[str, Any]:
        """Take one step of the table in letters/rules; returns the columns it changed, as they were.

        ``came_from`` is where the last step began, for verbs that take it back. Raises ValueError
        when the table does not lead from here.
        """
        row = TRANSITIONS[verb]
        aim = target(self.state, verb, came_from)
        values: dict[str, Any] = dict.fromkeys(row.clears) | ({row.moment: at} if row.moment else {}) | changes
        before = {name: getattr(self, name) for name in values}
        self.put(aim, values)
        return before

    def put(self, state: LetterState, values: dict[str, Any]) -> None:
        """Set state and columns together: by ``take``, and to undo what it did."""
        self.state = state
        for name, value in values.items():
            setattr(self, name, value)
