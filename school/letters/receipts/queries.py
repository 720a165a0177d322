"""What a receipt says: of one letter, for the family or for the school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from school.foundation.db import db
from school.foundation.keys import key
from school.letters.archive.models import ArchivedReceipt
from school.letters.models import Letter, Signature, SignatureKind
from school.letters.receipts.rules import Checked, Verdict, content_code, is_sealed, numbers_named
from school.links.queries import link_of_number, present_link
from school.org.models import SchoolClass, Student
from school.org.queries.settings import school, shown_name

KEY = "receipt"


@dataclass(frozen=True)
class SignedBy:
    """One person's signature. ``at`` is ISO 8601 in UTC; ``method`` is empty where it is not known any more."""

    relationship: str
    name: str
    method: str
    at: str
    strokes: Sequence[Any] = ()
    helped: str = ""


@dataclass(frozen=True)
class ReceiptContent:
    """Everything a receipt says. Masked, it names nobody and shows no handwriting."""

    number: str
    student: str
    student_number: str
    school_class: str
    college: str
    school: str
    office_phone: str
    mailing: str
    title: str
    version: int
    wording_sha256: str
    signed: tuple[SignedBy, ...]
    on_paper_at: str = ""
    checked_at: str = ""
    archive_number: str = ""
    masked: bool = False
    code_in_full: str = ""
    """Of a masked receipt: the code of the same one with its names."""

    @property
    def code(self) -> str:
        """The receipt code: of what was signed, so that every edition and the picture carry the same one."""
        return self.code_in_full or content_code(self._canonical(), key(KEY))

    def _canonical(self) -> dict[str, Any]:
        """What the code stands for: letter, wording, and who answered how and when."""
        signed = [
            asdict(answer) | {"strokes": [list(map(list, stroke)) for stroke in answer.strokes]}
            for answer in self.signed
        ]
        return {
            "number": self.number,
            "student_number": self.student_number,
            "wording": self.wording_sha256,
            "version": self.version,
            "signed": signed,
            "on_paper_at": self.on_paper_at,
        }


def receipt_of(letter: Letter) -> ReceiptContent:
    """The receipt of a letter, complete: for the school."""
    full = _full(letter)
    statement = select(Signature).where(Signature.letter_id == letter.id, Signature.kind == SignatureKind.SIGNED)
    answers = list(db.session.scalars(statement.order_by(Signature.at, Signature.id)))
    archived = db.session.scalar(select(ArchivedReceipt.number).where(ArchivedReceipt.letter_id == letter.id))
    return content_of(full, answers, archived or "")


def content_of(full: Letter, answers: Sequence[Signature], archive_number: str = "") -> ReceiptContent:
    """The same from rows at hand: the letter with student, class, college, mailing, wording and link."""
    row = school()
    school_class = full.student.school_class
    return ReceiptContent(
        number=full.link.number if full.link else "",
        student=full.student.printed_name,
        student_number=full.student.student_number,
        school_class=school_class.name,
        college=school_class.college.name,
        school=shown_name(row) if row else "",
        office_phone=row.office_phone if row else "",
        mailing=full.mailing.name,
        title=full.wording.title,
        version=full.wording.version,
        wording_sha256=full.wording.sha256,
        signed=tuple(map(_signed, answers)),
        on_paper_at=_moment(full.back_at),
        checked_at=_moment(full.checked_at),
        archive_number=archive_number,
    )


def for_family(content: ReceiptContent) -> ReceiptContent:
    """What the family knows already, and nothing of the school's own filing."""
    return replace(content, checked_at="", archive_number="")


def has_receipt(content: ReceiptContent) -> bool:
    """Whether there is anything to certify: a signature, or a slip that came back."""
    return bool(content.signed or content.on_paper_at)


def check(file: bytes) -> Checked:
    """Whether a file is one of this school's receipts as it was given out."""
    named = numbers_named(file)
    if is_sealed(file, key(KEY)):
        return Checked(Verdict.GENUINE, named[0])
    known = next((number for number in named if link_of_number(number) is not None), "")
    return Checked(Verdict.CHANGED, known) if known else Checked(Verdict.UNKNOWN)


def letter_of(number: str) -> Letter | None:
    """The letter of a number that a receipt names."""
    link = link_of_number(number)
    if link is None:
        return None
    return db.session.scalar(select(Letter).where(Letter.link_id == present_link(link).id))


def _full(letter: Letter) -> Letter:
    options = (
        joinedload(Letter.mailing),
        joinedload(Letter.wording),
        joinedload(Letter.link),
        joinedload(Letter.student).joinedload(Student.school_class).joinedload(SchoolClass.college),
    )
    statement = select(Letter).where(Letter.id == letter.id).options(*options)
    return db.session.scalars(statement).one()


def _signed(answer: Signature) -> SignedBy:
    return SignedBy(
        relationship=answer.relationship_to_student.value,
        name=answer.name,
        method=answer.method.value if answer.method else "",
        at=_moment(answer.at),
        strokes=answer.strokes or (),
        helped=answer.helped_by.value if answer.helped_by else "",
    )


def _moment(at: Any) -> str:
    return at.isoformat() if at is not None else ""
