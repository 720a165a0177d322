"""One letter's page: everything that happened to it, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from school.accounts.models import Account
from school.foundation.db import db
from school.letters.family.words import CONTACT_WAYS, signer_words
from school.letters.labels import ANSWERS, CONFIRMATIONS, VERBS
from school.letters.models import (
    FamilyQuestion,
    Letter,
    LetterMove,
    Mailing,
    MoveBatch,
    Signature,
    SignatureKind,
    SignatureMethod,
    Verb,
)
from school.letters.queries import reminders
from school.letters.rules import came_late
from school.links.models import PersonalLink
from school.links.rules import printed_number
from school.org.models import SchoolClass, Student


@dataclass(frozen=True)
class Event:
    """One line of the timeline. ``who`` is the account that did it, empty for family and student."""

    at: dt.datetime
    text: str
    who: str = ""
    detail: str = ""


@dataclass(frozen=True)
class LetterCard:
    """A letter with all its page shows."""

    letter: Letter
    copies: list[PersonalLink]
    signatures: list[Signature]
    questions: list[FamilyQuestion]
    timeline: list[Event] = field(default_factory=list)

    @property
    def assisted(self) -> Signature | None:
        """What the counsellor noted for the family."""
        return next((row for row in self.signatures if row.method is SignatureMethod.ASSISTED), None)

    @property
    def link(self) -> PersonalLink | None:
        """The present copy."""
        return self.copies[-1] if self.copies else None


def letter_card(letter: Letter) -> LetterCard:
    """The letter, its copies from the first to the present one, its answers, and its timeline."""
    full = letter_with_place(letter)
    signatures = list(db.session.scalars(select(Signature).where(Signature.letter_id == letter.id)))
    questions = list(
        db.session.scalars(
            select(FamilyQuestion).where(FamilyQuestion.letter_id == letter.id).order_by(FamilyQuestion.at)
        )
    )
    card = LetterCard(full, _copies(full), signatures, questions)
    events = [*_of_letter(card), *_of_family(card), *_of_staff(card), *_of_reminders(card)]
    card.timeline.extend(sorted(events, key=lambda event: event.at))
    return card


def letter_with_place(letter: Letter) -> Letter:
    """The letter with its student, class, college, mailing, wording and photo, as they are now."""
    statement = (
        select(Letter)
        .where(Letter.id == letter.id)
        .options(
            joinedload(Letter.student).joinedload(Student.school_class).joinedload(SchoolClass.college),
            joinedload(Letter.mailing),
            joinedload(Letter.wording),
            joinedload(Letter.photo),
        )
    )
    return db.session.scalars(statement, execution_options={"populate_existing": True}).one()


def _copies(letter: Letter) -> list[PersonalLink]:
    """The links this letter has had. Each old one names its successor."""
    copies: list[PersonalLink] = []
    wanted = db.session.get(PersonalLink, letter.link_id) if letter.link_id is not None else None
    while wanted is not None:
        copies.insert(0, wanted)
        wanted = db.session.scalar(select(PersonalLink).where(PersonalLink.replaced_by_id == wanted.id))
    return copies


def _of_letter(card: LetterCard) -> Iterator[Event]:
    yield Event(
        card.letter.issued_at,
        gettext("Letter made"),
        detail=gettext("Wording %(number)s", number=card.letter.wording.version),
    )
    for link in card.copies[1:]:
        yield Event(link.created_at, gettext("New copy made"), detail=printed_number(link.number))
    for link in card.copies:
        if link.opened_at is not None:
            yield Event(link.opened_at, gettext("Opened on a phone"), detail=printed_number(link.number))
    if card.letter.confirmation is not None and card.letter.confirmed_at is not None:
        yield Event(
            card.letter.confirmed_at, gettext("The student says"), detail=str(CONFIRMATIONS[card.letter.confirmation])
        )


def _of_family(card: LetterCard) -> Iterator[Event]:
    for signature in card.signatures:
        if signature.method is SignatureMethod.ASSISTED:
            continue  # among the moves, with who noted it
        yield Event(signature.at, _answer(card.letter.mailing, signature), detail=_who_and_why(signature))
    for question in card.questions:
        yield Event(question.at, gettext("The family asked"), detail=question.text)
        if question.answered_at is not None:
            yield Event(question.answered_at, gettext("Question answered"))


def _answer(mailing: Mailing, signature: Signature) -> str:
    """What a person of the family answered, and whether the mailing was closed by then."""
    answer = str(ANSWERS[signature.kind])
    late = came_late(signature.at, mailing.closed_at)
    return gettext("%(answer)s, after the mailing was closed", answer=answer) if late else answer


def _who_and_why(signature: Signature) -> str:
    """Relationship and name of who signed; who declines is asked for neither, and may give a reason."""
    if signature.kind is SignatureKind.DECLINED:
        return signature.reason
    return signer_words(signature)


def _of_staff(card: LetterCard) -> Iterator[Event]:
    statement = (
        select(LetterMove)
        .join(LetterMove.batch)
        .where(LetterMove.letter_id == card.letter.id, MoveBatch.verb.not_in([Verb.REISSUE]))
        .options(joinedload(LetterMove.batch))
        .order_by(LetterMove.id)
    )
    moves = list(db.session.scalars(statement))
    names = account_names({move.batch.account_id for move in moves if move.batch.account_id})
    for move in moves:
        noted = card.assisted if move.batch.verb is Verb.ASSIST else None
        detail = f"{CONTACT_WAYS[noted.contact_way]} {signer_words(noted)}" if noted and noted.contact_way else ""
        yield Event(move.batch.at, str(VERBS[move.batch.verb]), names.get(move.batch.account_id or 0, ""), detail)


def _of_reminders(card: LetterCard) -> Iterator[Event]:
    """Each reminder that was written to the family: which one, and by whom."""
    written = reminders.history(card.letter)
    names = account_names({each.account_id for each in written if each.account_id})
    for number, each in enumerate(written, 1):
        text = gettext("Reminder %(number)s written to the family", number=number)
        yield Event(each.at, text, names.get(each.account_id or 0, ""))


def account_names(account_ids: set[int]) -> dict[int, str]:
    """Names of the people behind accounts."""
    if not account_ids:
        return {}
    return {row.id: row.name for row in db.session.scalars(select(Account).where(Account.id.in_(account_ids)))}


def place_of(letter_id: int) -> tuple[int, int]:
    """The class and the mailing of a letter."""
    statement = select(Student.class_id, Letter.mailing_id).join(Letter, Letter.student_id == Student.id)
    class_id, mailing_id = db.session.execute(statement.where(Letter.id == letter_id)).one()
    return class_id, mailing_id
