"""Issuing: one letter each, once; families that are missing, and those that come later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from school.foundation.access import CAMPUS, Gate, visible
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, next_id, unit_of_work
from school.foundation.keys import key
from school.letters.actions import copies, issuing
from school.letters.models import ExemptReason, Letter, LetterState, Mailing
from school.links.models import PersonalLink
from school.links.rules import read_number, token_hash, token_of
from school.org.models import FamilyMember, Student
from tests.campus import FOREIGN_CLASS, OWN_CLASS, STUDENTS_PER_CLASS, Campus
from tests.letters.mailings import a_mailing, students_of_campus


def issue(mailing_id: int, class_id: int | None = None) -> issuing.Issued:
    students = students_of_campus()
    if class_id is not None:
        students = students.where(Student.class_id == class_id)
    with unit_of_work():
        return issuing.issue_letters(db.session.get_one(Mailing, mailing_id), students)


def test_every_student_gets_exactly_one_letter_however_often_it_is_run(app: Gate, campus: Campus) -> None:
    mailing_id = a_mailing()
    first, second = issue(mailing_id), issue(mailing_id)
    assert (first.made, first.exempt, first.had) == (4 * STUDENTS_PER_CLASS, 0, 0)
    assert (second.made, second.exempt, second.had) == (0, 0, 4 * STUDENTS_PER_CLASS)
    assert db.session.scalar(select(func.count(Letter.student_id.distinct()))) == 4 * STUDENTS_PER_CLASS


def test_links_open_by_their_derived_token_and_carry_a_number_that_checks(app: Gate) -> None:
    issue(a_mailing())
    links = db.session.scalars(select(PersonalLink)).all()
    assert all(link.token_hash == token_hash(token_of(key("link"), "letter", link.id)) for link in links)
    assert all(read_number(link.number) == link.number for link in links)
    assert len({link.number for link in links}) == len(links)


def test_taken_numbers_are_drawn_again(app: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    issue(a_mailing())
    taken = db.session.scalars(select(PersonalLink.number)).first()
    drawn = iter([taken, "AAAAAAA2", taken, "AAAAAAA2", "BBBBBBB2"])
    monkeypatch.setattr(copies, "new_number", lambda: next(drawn))
    assert copies.free_numbers(2) == ["AAAAAAA2", "BBBBBBB2"]


def test_a_class_is_issued_alone_and_the_rest_later(app: Gate, campus: Campus) -> None:
    mailing_id = a_mailing()
    assert issue(mailing_id, campus.own_class).made == STUDENTS_PER_CLASS
    rest = issue(mailing_id)
    assert (rest.made, rest.had) == (3 * STUDENTS_PER_CLASS, STUDENTS_PER_CLASS)


def test_a_student_without_family_is_exempt_until_a_roster_brings_one(app: Gate, campus: Campus) -> None:
    mailing_id = a_mailing()
    alone = campus.students_of(OWN_CLASS)[0]
    with unit_of_work():
        db.session.execute(delete(FamilyMember).where(FamilyMember.student_id == alone))
    assert issue(mailing_id).exempt == 1
    letter = db.session.scalars(select(Letter).where(Letter.student_id == alone)).one()
    assert (letter.state, letter.exempt_reason, letter.link_id) == (LetterState.EXEMPT, ExemptReason.NO_FAMILY, None)
    with unit_of_work():
        db.session.add(FamilyMember(id=next_id(FamilyMember), student_id=alone, name="外婆"))
    assert issue(mailing_id).lifted == 1
    db.session.expire_all()
    assert (letter.state, letter.exempt_reason, letter.copies) == (LetterState.ISSUED, None, 1)
    assert letter.link_id is not None


def test_those_who_left_get_no_letter(app: Gate, campus: Campus) -> None:
    mailing_id = a_mailing()
    with unit_of_work():
        db.session.get_one(Student, campus.students_of(FOREIGN_CLASS)[0]).left_on = dt.date(2026, 10, 1)
    assert issue(mailing_id).made == 4 * STUDENTS_PER_CLASS - 1


def test_a_run_is_one_event_with_its_counts(app: Gate) -> None:
    issue(a_mailing())
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "letters.issued")).all()
    assert [event.data for event in events] == ['{"exempt":0,"had":0,"lifted":0,"made":24}']
    assert db.session.scalar(select(func.count()).select_from(visible(Letter, CAMPUS).subquery())) == 24


def test_the_page_says_how_many_letters_are_missing_before_they_are_made(
    campus: Campus, client_of: Callable[[str], FlaskClient]
) -> None:
    mailing_id, office = a_mailing(), client_of("office")
    issue(mailing_id, campus.own_class)
    assert f"还有 {3 * STUDENTS_PER_CLASS} 名学生没有信" in office.get(f"/mailings/{mailing_id}").text
    assert f"还有 {STUDENTS_PER_CLASS} 名学生没有信" in client_of("college_contact").get(f"/mailings/{mailing_id}").text
    issue(mailing_id)
    assert "还有 0 名学生没有信" in office.get(f"/mailings/{mailing_id}").text
