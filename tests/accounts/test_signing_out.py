"""Signing out ends the session on the server, for every copy of its cookie, and no other session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from school.accounts.models import EndedSession
from school.accounts.sign_in import nightly
from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work, utc_now
from tests.accounts.conftest import PASSWORD


@pytest.fixture
def browser(app: Gate, with_password: Callable[..., int]) -> Callable[[], FlaskClient]:
    """Another browser in which the counsellor has signed in."""
    with_password("counsellor")

    def signed_in() -> FlaskClient:
        client = app.test_client()
        assert sign_in(client) == 302
        return client

    return signed_in


def sign_in(client: FlaskClient) -> int:
    return client.post("/sign-in", data={"username": "counsellor", "password": PASSWORD}).status_code


def copy_of(client: FlaskClient, app: Gate) -> FlaskClient:
    """What somebody has who copied the cookie."""
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    thief = app.test_client()
    thief.set_cookie(name, cookie.value)
    return thief


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def ended() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(EndedSession)) or 0


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Gate, browser: Callable[[], FlaskClient]) -> None:
    here, elsewhere = browser(), browser()
    copy = copy_of(here, app)
    assert is_in(copy)
    assert here.post("/sign-out").status_code == 302
    assert not is_in(copy)
    assert not is_in(here)
    assert is_in(elsewhere)


def test_signing_in_again_ends_the_session_before(app: Gate, browser: Callable[[], FlaskClient]) -> None:
    here = browser()
    copy = copy_of(here, app)
    assert sign_in(here) == 302
    assert is_in(here)
    assert not is_in(copy)


def test_the_session_that_changed_the_password_can_still_be_signed_out(
    app: Gate, browser: Callable[[], FlaskClient]
) -> None:
    here = browser()
    here.post("/account/sessions/end")
    copy = copy_of(here, app)
    assert is_in(copy)
    here.post("/sign-out")
    assert not is_in(copy)


def test_two_copies_may_sign_out_at_once(app: Gate, browser: Callable[[], FlaskClient]) -> None:
    here = browser()
    copies = [here, copy_of(here, app), copy_of(here, app)]
    with ThreadPoolExecutor() as together:
        answers = [each.status_code for each in together.map(lambda client: client.post("/sign-out"), copies)]
    assert answers == [302] * 3
    assert ended() == 1


def test_ended_sessions_are_kept_for_as_long_as_their_cookies_could_live(app: Gate) -> None:
    now, longest = utc_now(), dt.timedelta(days=app.config["OWN_PHONE_DAYS"])
    with unit_of_work():
        db.session.add(EndedSession(key="old", ended_at=now - longest - dt.timedelta(minutes=1)))
        db.session.add(EndedSession(key="new", ended_at=now - longest + dt.timedelta(minutes=1)))
    with unit_of_work():
        nightly.clear()
    assert db.session.scalars(select(EndedSession.key)).all() == ["new"]
