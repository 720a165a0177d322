"""The small campus half way through a campaign: letters in every state, marks of every kind, a door shut."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update

from school.appstatus import actions as marks
from school.appstatus.models import Answer, Source, UnableReason
from school.appstatus.rules import LEVELS, Given
from school.foundation.clock import today
from school.foundation.db import db, unit_of_work, utc_now
from school.letters.actions.issuing import issue_letters
from school.letters.models import Confirmation, FamilyQuestion, Letter, LetterState, Mailing
from school.links.models import PersonalLink
from school.org.models import SchoolClass, Student
from tests.campus import OWN_CLASS, Campus
from tests.letters.mailings import a_mailing, students_of_campus

ANSWERS = (
    Given(Answer.MARKS, LEVELS[3], source=Source.SEEN),
    Given(Answer.MARKS, LEVELS[1], source=Source.SAID),
    Given(Answer.DECLINED, source=Source.SAID),
    Given(Answer.UNABLE, reason=UnableReason.NO_PHONE, source=Source.SAID),
)
STATES = (
    LetterState.ISSUED,
    LetterState.HANDED_OUT,
    LetterState.SIGNED,
    LetterState.BACK,
    LetterState.CHECKED,
    LetterState.DECLINED,
)


def a_campaign(campus: Campus, due_in: int = 0, name: str = "秋季家长信") -> int:
    """Letters to everybody, due in ``due_in`` days, and marks in three of the four classes; the mailing's id."""
    mailing_id = a_mailing(name)
    with unit_of_work():
        mailing = db.session.get_one(Mailing, mailing_id)
        mailing.due_on = today() + dt.timedelta(days=due_in)
        issue_letters(mailing, students_of_campus())
    with unit_of_work():
        _move_letters(mailing_id)
        for class_id in list(campus.classes.values())[:3]:
            _mark(db.session.get_one(SchoolClass, class_id), campus)
    return mailing_id


def _mark(school_class: SchoolClass, campus: Campus) -> None:
    """Of six students four have answered, each differently; two were not asked."""
    name = next(name for name, each in campus.classes.items() if each == school_class.id)
    students = list(db.session.scalars(select(Student).where(Student.id.in_(campus.students_of(name)))))
    for student, given in zip(students, ANSWERS, strict=False):
        marks.set_answers(school_class, [student], given)


def _move_letters(mailing_id: int) -> None:
    """Each class's six letters stand in six states; a question, a claim of each kind, a shut door, a new copy."""
    now = utc_now()
    letters = list(
        db.session.scalars(select(Letter).where(Letter.mailing_id == mailing_id).order_by(Letter.student_id))
    )
    for index, letter in enumerate(letters):
        letter.state = STATES[index % len(STATES)]
        letter.handed_out_at = None if letter.state is LetterState.ISSUED else now
        letter.signed_at = now if letter.state is LetterState.SIGNED else None
        letter.back_at = now if letter.state in {LetterState.BACK, LetterState.CHECKED} else None
        letter.checked_at = now if letter.state is LetterState.CHECKED else None
        letter.declined_at = now if letter.state is LetterState.DECLINED else None
    for letter, said in zip(letters[1::6], Confirmation, strict=False):
        letter.confirmation, letter.confirmed_at = said, now
    letters[3].confirmation, letters[3].confirmed_at = Confirmation.HANDED_IN, now
    letters[0].copies = 2
    asked_at = now - dt.timedelta(days=5)
    db.session.add(FamilyQuestion(letter_id=letters[1].id, text="专线和报警电话有什么不一样？", at=asked_at))
    db.session.execute(update(PersonalLink).where(PersonalLink.id == letters[1].link_id).values(needs_unlock=True))
    db.session.flush()


def of_own_class(campus: Campus) -> list[Letter]:
    """The own class's letters in student-number order."""
    wanted = campus.students_of(OWN_CLASS)
    statement = select(Letter).join(Student, Student.id == Letter.student_id).where(Student.id.in_(wanted))
    return list(db.session.scalars(statement.order_by(Student.student_number)))
