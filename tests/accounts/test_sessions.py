"""How long a session lasts, and who is acting in it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from flask import g, session
from flask.testing import FlaskClient
from sqlalchemy import event

from school.accounts import actions
from school.accounts.models import Account
from school.accounts.own.actions import end_sessions
from school.foundation.access import Actor, Gate, Grant, Role
from school.foundation.clock import today
from school.foundation.db import db, unit_of_work
from school.org.models import Student
from tests.accounts.conftest import PASSWORD
from tests.campus import Campus

ClientOf = Callable[[str], FlaskClient]
HOUR, DAY = 3600, 86400


def actor_of(app: Gate, campus: Campus, username: str) -> Actor:
    with app.test_request_context("/"):
        g.pop("_login_user", None)
        session["_user_id"] = f"{campus.accounts[username]}:1"
        return app.load_actor()


def stamp(client: FlaskClient, **stamps: object) -> None:
    with client.session_transaction() as kept:
        kept.update(stamps)


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_grants_come_from_posts(app: Gate, campus: Campus) -> None:
    own, college = campus.own_class, campus.units["信息工程学院"]
    assert actor_of(app, campus, "counsellor").grants == (Grant(Role.COUNSELLOR, class_id=own),)
    assert actor_of(app, campus, "college_contact").grants == (Grant(Role.COLLEGE_CONTACT, college_id=college),)
    assert actor_of(app, campus, "office").grants == (Grant(Role.OFFICE),)


def test_a_monitor_is_a_student_too(app: Gate, campus: Campus) -> None:
    actor = actor_of(app, campus, "monitor")
    assert actor.roles == {Role.MONITOR, Role.STUDENT}
    assert actor.student_id == campus.students_of("计科2402班")[1]
    assert actor.name == "陈思远"


def test_who_left_the_school_is_nobody(app: Gate, campus: Campus) -> None:
    with unit_of_work():
        for student in db.session.query(Student):
            student.left_on = today()
    assert actor_of(app, campus, "monitor").grants == ()


def test_a_request_asks_twice_who_is_acting(app: Gate, campus: Campus) -> None:
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    actor_of(app, campus, "counsellor")
    assert len([each for each in statements if each.startswith("SELECT")]) == 2


def test_a_session_ends_when_it_lies_idle(client_of: ClientOf) -> None:
    now = int(time.time())
    client = client_of("counsellor")
    stamp(client, begun=now - 3 * HOUR, seen=now - HOUR)
    assert is_in(client)
    stamp(client, seen=now - 2 * HOUR - 1)
    assert not is_in(client)
    stamp(client, seen=now)
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_of_work(client_of: ClientOf) -> None:
    now = int(time.time())
    client = client_of("counsellor")
    stamp(client, begun=now - 12 * HOUR - 1, seen=now)
    assert not is_in(client)


def test_a_students_own_phone_stays_signed_in_for_thirty_days(
    client: FlaskClient, with_password: Callable[..., int]
) -> None:
    with_password("student")
    answer = client.post("/sign-in", data={"username": "student", "password": PASSWORD, "own_phone": "y"})
    assert "Expires=" in answer.headers["Set-Cookie"]
    now = int(time.time())
    stamp(client, begun=now - 29 * DAY, seen=now - 29 * DAY)
    assert is_in(client)
    stamp(client, begun=now - 30 * DAY - 1)
    assert not is_in(client)


def test_staff_cannot_stay_signed_in(client: FlaskClient, with_password: Callable[..., int]) -> None:
    with_password("office")
    answer = client.post("/sign-in", data={"username": "office", "password": PASSWORD, "own_phone": "y"})
    assert "Expires=" not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("change", [actions.disable, actions.reset_password, end_sessions])
def test_sessions_end_with_their_account(
    client_of: ClientOf, campus: Campus, change: Callable[[Account], object]
) -> None:
    client = client_of("counsellor")
    assert is_in(client)
    g.pop("actor")  # the command line's turn
    with unit_of_work():
        change(db.session.get_one(Account, campus.accounts["counsellor"]))
    assert not is_in(client)


def test_one_can_sign_out_every_other_browser(client_of: ClientOf) -> None:
    here, there = client_of("counsellor"), client_of("counsellor")
    assert here.post("/account/sessions/end").status_code == 302
    assert is_in(here)
    assert not is_in(there)
