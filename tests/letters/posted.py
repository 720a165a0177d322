"""A letter in the hands of a family and a student of the small campus, for their pages' tests."""

from __future__ import annotations

from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.test import TestResponse

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.letters.actions.issuing import issue_letters
from school.letters.models import Letter, Mailing, ReceiptPolicy
from school.links.codes import address_of, check_code
from school.org.models import FamilyMember, Student
from tests.campus import OWN_CLASS, Campus
from tests.letters.mailings import a_mailing, students_of_campus


@dataclass(frozen=True)
class Posted:
    """One letter: what stands on its paper, and ids to look at afterwards."""

    letter_id: int
    link_id: int
    number: str
    token: str
    code: str
    phone_digits: str
    student_name: str

    @property
    def letter(self) -> Letter:
        """The row as it is now."""
        db.session.rollback()
        return db.session.get_one(Letter, self.letter_id)

    def wrong(self) -> str:
        """Four digits that open nothing."""
        return next(f"{n:04d}" for n in range(10_000) if f"{n:04d}" not in (self.code, self.phone_digits))


def posted(campus: Campus, *, place: int = 0, policy: ReceiptPolicy = ReceiptPolicy.ANY) -> Posted:
    """Issue to the whole campus and give back the letter of the own class's student at ``place``."""
    mailing_id = a_mailing(policy=policy)
    with unit_of_work():
        issue_letters(db.session.get_one(Mailing, mailing_id), students_of_campus())
    return of_student(campus.students_of(OWN_CLASS)[place])


def of_student(student_id: int) -> Posted:
    """The first letter of one student."""
    student = db.session.get_one(Student, student_id)
    statement = select(Letter).where(Letter.student_id == student_id).options(joinedload(Letter.link))
    letter = db.session.scalars(statement.order_by(Letter.id).limit(1)).one()
    assert letter.link is not None
    member = db.session.scalars(select(FamilyMember).where(FamilyMember.student_id == student_id)).one()
    found = Posted(
        letter_id=letter.id,
        link_id=letter.link.id,
        number=letter.link.number,
        token=address_of(letter.link).rpartition("/")[2],
        code=check_code(letter.link),
        phone_digits=(member.phone or "")[-4:],
        student_name=student.name,
    )
    db.session.rollback()
    return found


class Family:
    """A family's phone."""

    def __init__(self, app: Gate, letter: Posted) -> None:
        self.client: FlaskClient = app.test_client()
        self.letter = letter

    def scan(self) -> TestResponse:
        """Open the QR code's address and follow to the door."""
        return self.client.get(f"/r/{self.letter.token}", follow_redirects=True)

    def type(self, digits: str) -> TestResponse:
        """Type four digits at the door."""
        return self.client.post("/r/", data={"last_four": digits})

    def open(self) -> TestResponse:
        """Scan, type the 核对码, and see the page behind the door."""
        self.scan()
        self.type(self.letter.code)
        return self.client.get("/r/letter", follow_redirects=True)

    def sign(self, relationship: str = "mother", name: str = "林桂芳", strokes: str = "") -> TestResponse:
        """Press the button of screen 2."""
        return self.client.post("/r/letter", data={"relationship": relationship, "name": name, "strokes": strokes})
