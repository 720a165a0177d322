"""What a family's pages show of the one letter that its link opens."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.foundation.press.layout import Run, read_markup
from school.foundation.ui.filters import local
from school.letters.family.rules import language_of
from school.letters.family.words import relationship_of
from school.letters.models import Letter, Mailing, ReceiptPolicy, Signature, SignatureKind, SignatureMethod
from school.letters.paper import fill
from school.letters.pictures import Head
from school.letters.queries.sheets import counsellor_line
from school.letters.rules import COMPLETE, Answer, Person, Receipt, receipt
from school.links.purposes import Contact
from school.org.models import FamilyMember, SchoolClass, Student
from school.org.queries.people import counsellors_by_class
from school.org.queries.settings import school, shown_name


@dataclass(frozen=True)
class LetterText:
    """The letter to read: finished text, paragraphs in runs of one weight."""

    language: str
    title: str
    salutation: str
    paragraphs: tuple[tuple[Run, ...], ...]
    signed_by: str
    signed_on: str


@dataclass(frozen=True)
class Standing:
    """Where the family's receipt stands: every answer so far, and what they amount to."""

    answers: list[Signature]
    receipt: Receipt
    on_paper: bool
    assisted: Signature | None = None
    """What the counsellor noted for the family, while nothing of its own has taken its place."""

    @property
    def signed(self) -> list[Signature]:
        """Those who signed, in order."""
        return [answer for answer in self.answers if answer.kind is SignatureKind.SIGNED]

    @property
    def answered(self) -> bool:
        """Whether the first page to show is the result."""
        return bool(self.answers) or self.settled

    @property
    def settled(self) -> bool:
        """Whether the school has the receipt without a signature on a phone."""
        return self.on_paper or self.assisted is not None

    @property
    def waits_for_another(self) -> bool:
        """Whether the policy wants one more signature."""
        return self.receipt is Receipt.PARTLY and not self.settled


def opened_letter(scope: Scope) -> Letter:
    """The letter of a family's scope, with all that its pages show."""
    options = (
        joinedload(Letter.mailing),
        joinedload(Letter.wording),
        joinedload(Letter.link),
        joinedload(Letter.student).joinedload(Student.school_class).joinedload(SchoolClass.college),
    )
    letter: Letter = db.session.scalars(visible(Letter, scope).options(*options)).one()
    return letter


def standing(letter: Letter) -> Standing:
    """The answers to a letter and what they amount to under its mailing's policy."""
    answers = answers_to(letter)
    assisted = assisted_note(letter) if letter.is_assisted else None
    on_paper = letter.state in COMPLETE and letter.signed_at is None and assisted is None
    return Standing(answers, amount(letter, answers), on_paper, assisted)


def answers_to(letter: Letter) -> list[Signature]:
    """Every answer of the family's own, the first one first; a counsellor's note is none."""
    statement = select(Signature).where(Signature.letter_id == letter.id).order_by(Signature.at, Signature.id)
    return list(db.session.scalars(statement.where(Signature.method.is_distinct_from(SignatureMethod.ASSISTED))))


def assisted_note(letter: Letter) -> Signature | None:
    """What the counsellor noted for the family of this letter."""
    statement = select(Signature).where(Signature.letter_id == letter.id)
    return db.session.scalar(statement.where(Signature.method == SignatureMethod.ASSISTED))


def amount(letter: Letter, answers: list[Signature]) -> Receipt:
    """What ``answers`` amount to; a refusal asks for no name, so it is taken as the person written to."""
    policy = db.session.get_one(Mailing, letter.mailing_id).policy
    named = named_person(letter) if policy is ReceiptPolicy.NAMED else None
    given = []
    for answer in answers:
        nameless = answer.kind is SignatureKind.DECLINED and not answer.name
        person = Person(answer.relationship_to_student.value, answer.name)
        given.append(Answer(answer.kind, named if nameless and named else person))
    return receipt(policy, given, named)


def named_person(letter: Letter) -> Person | None:
    """The family member written to first."""
    statement = select(FamilyMember).where(FamilyMember.student_id == letter.student_id)
    member = db.session.scalar(statement.order_by(FamilyMember.position).limit(1))
    return Person(relationship_of(member.relationship_word), member.name) if member else None


def letter_text(letter: Letter) -> LetterText:
    """The wording with the student's own particulars."""
    wording, values = letter.wording, _values(letter)
    day = local(wording.created_at)
    return LetterText(
        language=language_of(wording.title),
        title=wording.title,
        salutation=fill(wording.salutation, values),
        paragraphs=tuple(paragraph.runs for paragraph in read_markup(fill(wording.body, values))),
        signed_by=wording.signed_by,
        signed_on=f"{day.year}年{day.month}月{day.day}日",
    )


def contacts(class_id: int) -> list[Contact]:
    """The counsellors of a class with the number to call: (label, name, number)."""
    label = gettext("Counsellor")
    found = counsellors_by_class([class_id]).get(class_id, [])
    return [(label, member.name, member.phone) for member in found if member.phone]


def picture_head() -> Head:
    """What stands on pictures: the school and whom to ask."""
    row = school()
    return Head(shown_name(row) if row else "", row.office_phone if row else "")


def _values(letter: Letter) -> dict[str, str]:
    row, school_class = school(), letter.student.school_class
    members = counsellors_by_class([school_class.id]).get(school_class.id, [])
    return {
        "student": letter.student.name,
        "class": school_class.name,
        "college": school_class.college.name,
        "counsellor": counsellor_line(members, row.counsellor_label if row else ""),
        "office_phone": row.office_phone if row else "",
    }
