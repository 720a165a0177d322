"""Signing in and out, as a browser sees it."""

from __future__ import annotations

from flask.testing import FlaskClient

from school.accounts.models import Account
from school.accounts.passwords import hash_password
from school.foundation.db import db, unit_of_work
from tests.campus import Campus


def give_password(campus: Campus, username: str, password: str) -> None:
    with unit_of_work():
        db.session.get_one(Account, campus.accounts[username]).password_hash = hash_password(password)


def test_a_password_opens_the_door(client: FlaskClient, campus: Campus) -> None:
    give_password(campus, "office", "teal-lantern-42")
    answer = client.post("/sign-in", data={"username": " Office ", "password": "teal-lantern-42"})
    assert (answer.status_code, answer.location) == (302, "/")
