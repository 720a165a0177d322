"""Signing in and out, as a browser sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from school.accounts import passwords
from school.accounts.models import Account
from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work, utc_now
from school.org.models import Post
from tests.accounts.conftest import PASSWORD
from tests.campus import Campus

WithPassword = Callable[..., int]
CSRF_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]{20,}")


def sign_in(client: FlaskClient, username: str, password: str = PASSWORD, **fields: str) -> TestResponse:
    return client.post("/sign-in", data={"username": username, "password": password, **fields})


def events() -> list[tuple[str, int | None, dict[str, object]]]:
    db.session.rollback()
    rows = db.session.execute(select(AuditEvent.event, AuditEvent.subject_id, AuditEvent.data).order_by(AuditEvent.id))
    return [(event, subject, json.loads(data)) for event, subject, data in rows if event.startswith("account.")]


def test_the_page_works_without_script_and_helps_password_managers(client: FlaskClient, app: Gate) -> None:
    page = client.get("/sign-in").text
    assert 'name="username"' in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_a_password_opens_the_door(client: FlaskClient, with_password: WithPassword) -> None:
    account_id = with_password("office")
    answer = sign_in(client, " Office ")
    assert (answer.status_code, answer.location) == (302, "/")
    assert client.get("/account").status_code == 200
    assert events() == [("account.signed_in", account_id, {"way": "password"})]
    assert db.session.get_one(Account, account_id).last_sign_in_at is not None


def test_a_student_begins_at_the_own_page(client: FlaskClient, with_password: WithPassword) -> None:
    with_password("student")
    assert sign_in(client, "student").location == "/me"


def test_signing_out_ends_the_session(client: FlaskClient, with_password: WithPassword) -> None:
    account_id = with_password("office")
    sign_in(client, "office")
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/account").status_code == 302
    assert events()[-1] == ("account.signed_out", account_id, {})


def test_nothing_is_kept_of_the_browser_before(client: FlaskClient, with_password: WithPassword) -> None:
    with_password("office")
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in(client, "office")
    with client.session_transaction() as session:
        assert "planted" not in session


def test_nobody_learns_which_usernames_exist(client: FlaskClient, with_password: WithPassword) -> None:
    account_id = with_password("office")
    with_password("counsellor", disabled_at=utc_now())
    pages = {username: sign_in(client, username, "not-the-password") for username in ("office", "nobody-of-us")}
    pages["counsellor"] = sign_in(client, "counsellor", PASSWORD)
    bodies = {CSRF_TOKEN.sub("", page.text.replace(f'value="{username}"', "")) for username, page in pages.items()}
    assert {page.status_code for page in pages.values()} == {422}
    assert len(bodies) == 1
    failed = [(subject, data["reason"]) for _, subject, data in events()]
    assert failed[0] == (account_id, "wrong")
    assert failed[1] == (None, "unknown")
    assert failed[2][1] == "disabled"


def test_an_unknown_username_costs_one_comparison_too(
    client: FlaskClient, app: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    hasher = passwords._hasher
    verify = type(hasher).verify
    monkeypatch.setattr(type(hasher), "verify", lambda self, *args: compared.append(args) or verify(self, *args))
    sign_in(client, "nobody-of-us")
    sign_in(client, "office")  # has no password at all
    assert len(compared) == 2


def test_what_was_typed_is_not_kept(client: FlaskClient, app: Gate) -> None:
    sign_in(client, "my-own-password-by-mistake")
    assert all("mistake" not in data for data in db.session.scalars(select(AuditEvent.data)))


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/accounts?role=office&page=2", "/accounts?role=office&page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_the_way_back_stays_on_this_host(
    client: FlaskClient, with_password: WithPassword, target: str, place: str
) -> None:
    with_password("office")
    assert sign_in(client, "office", next=target).location == place


def test_who_is_nobody_is_led_to_the_door_and_back(client: FlaskClient, with_password: WithPassword) -> None:
    with_password("office")
    answer = client.get("/accounts?state=new")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")
    page = client.get(answer.location).text
    assert 'value="/accounts?state=new"' in page


def test_the_demo_does_not_exist_in_production(
    client: FlaskClient, app: Gate, with_password: WithPassword, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_password("office", is_demo=True)
    assert sign_in(client, "office").status_code == 302
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    assert client.get("/account").status_code == 302
    assert sign_in(app.test_client(), "office").status_code == 422


def test_who_holds_no_post_is_told_so(client: FlaskClient, campus: Campus, with_password: WithPassword) -> None:
    account_id = with_password("organiser")
    with unit_of_work():
        staff_id = db.session.get_one(Account, account_id).staff_id
        post = db.session.scalars(select(Post).where(Post.staff_id == staff_id)).one()
        post.from_on, post.to_on = utc_now().date().replace(year=2020), utc_now().date().replace(year=2021)
    answer = sign_in(client, "organiser")
    assert answer.status_code == 422
    assert client.get("/account").status_code == 302
    assert events()[-1][2] == {"reason": "no_role"}


def test_an_old_hash_is_made_anew(client: FlaskClient, with_password: WithPassword) -> None:
    weak = passwords.PasswordHasher(time_cost=1, memory_cost=32, parallelism=1).hash(PASSWORD)
    account_id = with_password("office")
    with unit_of_work():
        db.session.get_one(Account, account_id).password_hash = weak
    assert sign_in(client, "office").status_code == 302
    db.session.rollback()
    new = db.session.get_one(Account, account_id)
    assert new.password_hash != weak
    assert new.epoch == 1
    assert sign_in(client, "office").status_code == 302
