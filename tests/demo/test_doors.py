"""The demo is used like any school: people sign in, families open letters, counsellors go on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import g
from sqlalchemy import select

from school.accounts.models import Account
from school.accounts.queries import grants
from school.demo.queries import family_link, sign_ins
from school.foundation.access import Actor, Gate
from school.foundation.audit.queries import verify
from school.foundation.clock import today
from school.foundation.db import db, next_id, unit_of_work
from school.letters.actions import hand_out_class, undo
from school.letters.models import Mailing, MoveBatch, Verb
from school.org.models import FamilyMember, SchoolClass, Student
from tests.demo.conftest import PASSWORD, Installation

UNTOUCHED = 4  # the class of the demo's counsellor whose letters still lie on the desk


@pytest.fixture
def school(new_school: Callable[..., Installation]) -> Installation:
    school = new_school()
    school.load()
    return school


def signed_in(app: Gate, username: str) -> bool:
    answer = app.test_client().post("/sign-in", data={"username": username, "password": PASSWORD})
    return answer.status_code == 302 and "/sign-in" not in answer.location


def test_every_role_signs_in_without_another_step(school: Installation) -> None:
    with school.app.app_context():
        names = [each.username for each in sign_ins()]
    assert len(names) == 11
    for name in names:
        assert signed_in(school.app, name), name


def test_the_family_opens_its_letter_with_either_number(school: Installation) -> None:
    with school.app.app_context():
        link = family_link()
    assert link is not None
    for digits in (link.last_four, link.check_code):
        client = school.app.test_client()
        assert client.get("/r/" + link.address.rpartition("/")[2]).status_code == 303
        answer = client.post("/r/", data={"last_four": digits})
        assert answer.status_code == 303
        assert client.get(answer.location).status_code == 200


def test_work_goes_on_where_the_demo_ends(school: Installation) -> None:
    """New rows find free ids, letters of the demo move, and its batches can be undone."""
    with school.app.app_context():
        with unit_of_work():
            student = Student(id=next_id(Student), student_number="99", name="新同学", class_id=1)
            db.session.add(student)
            db.session.flush()
            member = FamilyMember(id=next_id(FamilyMember), student_id=student.id)
            member.set_phone("15400000001")
            db.session.add(member)
            moved = hand_out_class(db.session.get_one(SchoolClass, UNTOUCHED), db.session.get_one(Mailing, 1))
            assert moved.count > 0
        with unit_of_work():
            _as_counsellor()
            handed = select(MoveBatch).where(MoveBatch.verb == Verb.HAND_OUT, MoveBatch.class_id == UNTOUCHED)
            batch = db.session.scalars(handed.order_by(MoveBatch.id.desc())).first()
            assert batch is not None
            assert undo(batch).count == moved.count
        assert verify().bad_id is None


def _as_counsellor() -> None:
    account = db.session.scalars(select(Account).where(Account.username == "counsellor")).one()
    g.actor = Actor("account", account.id, grants(account, today()))
