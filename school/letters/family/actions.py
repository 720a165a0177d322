"""What a family does with its letter. Whatever arrives twice or at once, each person answers once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from werkzeug.exceptions import Gone

from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.letters.actions.moves import lock_letters, step
from school.letters.family.events import LETTER_ANSWERED_AGAIN, LETTER_DECLINED, LETTER_SIGNED, QUESTION_ASKED
from school.letters.family.queries import amount, answers_to
from school.letters.family.rules import Stroke
from school.letters.models import (
    FamilyQuestion,
    Helper,
    Letter,
    Relationship,
    Signature,
    SignatureKind,
    SignatureMethod,
    Verb,
    Wording,
)
from school.letters.rules import Person, Receipt, same_person
from school.letters.rules.receipts import folded
from school.links.models import PersonalLink
from school.links.rules import SecondThing

LONGEST_KEY = 120
# More than any family gives: whoever holds one letter must not be able to fill the database.
MOST_ANSWERS = 10
MOST_QUESTIONS = 10


@dataclass(frozen=True)
class Opening:
    """How the letter was opened: what stands beside a signature as evidence."""

    second_thing: SecondThing | None
    device: str
    device_hash: bytes | None = None


@dataclass(frozen=True)
class Signer:
    """Who signs: a typed name, a drawn one, or both; and who helped to read it, if somebody did."""

    relationship: Relationship
    name: str
    strokes: list[Stroke] | None = None
    helped_by: Helper | None = None

    @property
    def key(self) -> str:
        """What makes this person one person; a ligature may unfold to many letters, hence the cut."""
        return f"{self.relationship.value}:{folded(self.name)}"[:LONGEST_KEY]

    @property
    def person(self) -> Person:
        """As the rules see them."""
        return Person(self.relationship.value, self.name)


NOBODY_IN_PARTICULAR = Signer(Relationship.OTHER, "")


def sign(letter: Letter, signer: Signer, opening: Opening) -> None:
    """Note a signature and move the letter if its policy is met.

    The letter's row is held first, so that two phones at the same moment come one after the other.
    The same person again changes nothing; who declined before may still sign.
    """
    letter = _held(letter)
    answers = answers_to(letter)
    found = _answer_of(answers, signer)
    if found.kind is SignatureKind.SIGNED if found is not None else len(answers) >= MOST_ANSWERS:
        record(LETTER_ANSWERED_AGAIN, letter.id)
        return
    row = found or Signature(letter_id=letter.id)
    row.kind, row.reason = SignatureKind.SIGNED, ""
    row.method = SignatureMethod.DRAWN if signer.strokes else SignatureMethod.TYPED
    row.strokes = [[list(point) for point in stroke] for stroke in signer.strokes or ()] or None
    _write(row, letter, signer, opening)
    result = _settle(letter)
    record(LETTER_SIGNED, letter.id, signature=row.id, method=row.method, opened_with=row.opened_with, receipt=result)


def decline(letter: Letter, opening: Opening, reason: str = "") -> None:
    """Note that the family does not sign: an answer, after which nobody asks again.

    A reason is welcome and never needed; who declined without one may still give it.
    """
    letter = _held(letter)
    answers = answers_to(letter)
    found = _answer_of(answers, NOBODY_IN_PARTICULAR)
    if found is not None or len(answers) >= MOST_ANSWERS:
        if found is not None and found.kind is SignatureKind.DECLINED:
            found.reason = found.reason or reason
        record(LETTER_ANSWERED_AGAIN, letter.id)
        return
    row = Signature(letter_id=letter.id, kind=SignatureKind.DECLINED, reason=reason)
    _write(row, letter, NOBODY_IN_PARTICULAR, opening)
    result = _settle(letter)
    record(LETTER_DECLINED, letter.id, signature=row.id, opened_with=row.opened_with, receipt=result)


def ask(letter: Letter, text: str) -> bool:
    """Put a question on the counsellor's list; the letter stays open. The same one twice is one.

    False where so many wait already that no more are taken.
    """
    _held(letter)
    statement = select(FamilyQuestion.text)
    statement = statement.where(FamilyQuestion.letter_id == letter.id, FamilyQuestion.answered_at.is_(None))
    waiting = db.session.scalars(statement).all()
    if text in waiting or len(waiting) >= MOST_QUESTIONS:
        record(LETTER_ANSWERED_AGAIN, letter.id)
        return text in waiting
    question = FamilyQuestion(letter_id=letter.id, text=text)
    db.session.add(question)
    db.session.flush()
    record(QUESTION_ASKED, letter.id, question=question.id)
    return True


def _held(letter: Letter) -> Letter:
    """The letter, locked. Raises Gone where its link was closed while this family waited: nothing more is kept of it."""
    held = lock_letters([letter.id])[0]
    still_open = select(PersonalLink.id).where(PersonalLink.id == held.link_id, PersonalLink.voided_at.is_(None))
    if db.session.scalar(still_open) is None:
        raise Gone
    return held


def _answer_of(answers: Sequence[Signature], signer: Signer) -> Signature | None:
    """What this person answered before: same words, or a drawing where only one of the two has a name."""
    exact = next((answer for answer in answers if answer.person_key == signer.key), None)
    return exact or next(
        (
            answer
            for answer in answers
            if same_person(Person(answer.relationship_to_student.value, answer.name), signer.person)
        ),
        None,
    )


def _write(row: Signature, letter: Letter, signer: Signer, opening: Opening) -> None:
    row.relationship_to_student = signer.relationship
    row.name, row.person_key = signer.name, signer.key
    row.opened_with, row.device, row.device_hash = opening.second_thing, opening.device, opening.device_hash
    row.helped_by = signer.helped_by
    row.wording_sha256 = db.session.get_one(Wording, letter.wording_id).sha256
    row.at = utc_now()
    db.session.add(row)
    db.session.flush()


def _settle(letter: Letter) -> Receipt:
    """Move the letter where its answers take it; paper that came first stays what it is."""
    result = amount(letter, answers_to(letter))
    if result is Receipt.COMPLETE:
        step(Verb.SIGN, [letter])
    elif result is Receipt.DECLINED:
        step(Verb.DECLINE, [letter])
    return result
