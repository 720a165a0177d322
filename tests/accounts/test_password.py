"""One's own password: changing it, having to change it, and what is not taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from school.accounts.passwords import first_password
from school.accounts.rules import PasswordFault, password_fault
from tests.accounts.conftest import PASSWORD

ClientOf = Callable[[str], FlaskClient]
WithPassword = Callable[..., int]
NEW = "木棉 lantern 七点"


def change(client: FlaskClient, current: str = PASSWORD, new: str = NEW, again: str | None = None) -> int:
    fields = {"current": current, "new": new, "again": new if again is None else again}
    return client.post("/account/password", data=fields).status_code


def test_a_first_password_must_be_changed(client_of: ClientOf, with_password: WithPassword) -> None:
    with_password("office", must_change_password=True)
    client = client_of("office")
    for page in ("/account", "/accounts", "/permissions", "/accounts/new"):
        assert client.get(page).location == "/account/password"
    assert client.post("/accounts/1/disable").location == "/account/password"
    assert client.get("/account/password").status_code == 200
    assert change(client, new=PASSWORD) == 422
    assert change(client) == 302
    assert client.get("/accounts").status_code == 200


def test_public_pages_stay_open_before(client_of: ClientOf, with_password: WithPassword) -> None:
    with_password("office", must_change_password=True)
    client = client_of("office")
    assert client.post("/language", data={"language": "en"}).status_code == 302
    assert client.post("/sign-out").location == "/sign-in"


def test_the_present_password_is_asked_for(client_of: ClientOf, with_password: WithPassword) -> None:
    with_password("office")
    client = client_of("office")
    assert change(client, current="not it") == 422
    assert change(client, again="something else") == 422
    assert [change(client, current="not it") for _ in range(5)] == [422] * 5
    assert change(client) == 422  # now it has to wait


def test_other_browsers_are_signed_out(client_of: ClientOf, with_password: WithPassword) -> None:
    with_password("office")
    here, there = client_of("office"), client_of("office")
    assert change(here) == 302
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert there.post("/sign-in", data={"username": "office", "password": NEW}).location == "/"


def test_a_student_without_one_can_choose_one(client_of: ClientOf) -> None:
    client = client_of("student")
    assert client.post("/account/password", data={"new": NEW, "again": NEW}).status_code == 302
    assert client.post("/sign-in", data={"username": "student", "password": NEW}).location == "/me"


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("kurz7!a", PasswordFault.SHORT),
        ("counsellor", PasswordFault.USERNAME),
        ("Counsellor12", PasswordFault.USERNAME),
        ("12345678", PasswordFault.COMMON),
        ("1234567890", PasswordFault.COMMON),
        ("87654321", PasswordFault.COMMON),
        ("aaaaaaaaaa", PasswordFault.COMMON),
        ("Woaini1314", PasswordFault.COMMON),
        (PASSWORD, None),
        ("八个汉字也是密码", None),
    ],
)
def test_what_others_would_guess_is_not_taken(password: str, fault: PasswordFault | None) -> None:
    assert password_fault(password, "counsellor") is fault


@given(st.text(max_size=40), st.text(max_size=20))
def test_every_password_gets_an_answer(password: str, username: str) -> None:
    fault = password_fault(password, username)
    assert fault is PasswordFault.SHORT or len(password) >= 8


def test_first_passwords_are_taken_and_without_lookalikes() -> None:
    made = {first_password() for _ in range(200)}
    assert len(made) == 200
    assert all(password_fault(password, "office") is None for password in made)
    assert not set("01oil") & set("".join(made))
