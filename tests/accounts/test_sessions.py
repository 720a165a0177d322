"""How long a session lasts, and who is acting in it."""

from __future__ import annotations

from collections.abc import Callable

from flask import g, session
from flask.testing import FlaskClient

from school.foundation.access import Actor, Gate, Grant, Role
from tests.campus import Campus

ClientOf = Callable[[str], FlaskClient]


def actor_of(app: Gate, campus: Campus, username: str, **stamps: object) -> Actor:
    with app.test_request_context("/"):
        g.pop("_login_user", None)
        session["_user_id"] = f"{campus.accounts[username]}:1"
        session.update(stamps)
        return app.load_actor()


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
