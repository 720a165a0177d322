"""What tests of letters start from, and how they look at letters afterwards."""

from __future__ import annotations

import datetime as dt

from flask.testing import FlaskClient
from sqlalchemy import Select, select

from school.foundation.db import db, unit_of_work
from school.letters.default_wording import Start, default_wording
from school.letters.models import Letter, LetterState, Mailing, ReceiptPolicy, Wording
from school.letters.staff.actions import create_staff_mailing
from school.org.models import Student
from tests.campus import OWN_CLASS, Campus

DUE = dt.date(2026, 11, 20)


def a_mailing(name: str = "秋季家长信", policy: ReceiptPolicy = ReceiptPolicy.ANY) -> int:
    """A mailing with one wording and no letters; its id."""
    with unit_of_work():
        mailing = Mailing(name=name, due_on=DUE, policy=policy)
        db.session.add(mailing)
        db.session.flush()
        db.session.add(
            Wording(
                mailing_id=mailing.id,
                version=1,
                title="致家长的一封信",
                salutation="{student}同学的家长：",
                body="您好！",
                signed_by="云州大学保卫处",
                sha256="0" * 64,
            )
        )
        db.session.flush()
        return mailing.id


def a_staff_mailing(name: str = "致教职工的信") -> int:
    """A letter to the staff with its default text; its id."""
    with unit_of_work():
        return create_staff_mailing(name, DUE, default_wording("云州大学", "保卫处", Start.STAFF)).id


def students_of_campus() -> Select[int]:
    """Ids of everybody."""
    return select(Student.id)


def letters_of(campus: Campus, class_name: str = OWN_CLASS) -> list[int]:
    """Ids of the letters of a class."""
    statement = select(Letter.id).where(Letter.student_id.in_(campus.students_of(class_name)))
    return list(db.session.scalars(statement.order_by(Letter.id)))


def state_of(letter_id: int) -> LetterState:
    """Where a letter stands now."""
    db.session.expire_all()
    return db.session.get_one(Letter, letter_id).state


def change(letter_id: int, **values: object) -> None:
    """Give a letter these values, whatever the rules say."""
    with unit_of_work():
        for name, value in values.items():
            setattr(db.session.get_one(Letter, letter_id), name, value)


def text_of(client: FlaskClient, url: str) -> str:
    """The page that an address leads to."""
    answer = client.get(url, follow_redirects=True)
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)
