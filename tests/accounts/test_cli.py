"""The command line of accounts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from sqlalchemy import select

from school.accounts.models import Account
from school.foundation.access import POLICY, Gate, Permission
from school.foundation.access.policy import PERMISSION_LABELS
from school.foundation.db import db, unit_of_work
from school.org.models import Post, PostKind, School, Unit
from tests.accounts.conftest import PASSWORD
from tests.campus import Campus

ROOT = Path(__file__).resolve().parents[2]


def run(app: Gate, *words: str, stdin: str | None = None) -> Result:
    return app.test_cli_runner().invoke(args=["accounts", *words], input=stdin)


def answer(app: Gate, *words: str, stdin: str | None = None) -> Any:
    result = run(app, *words, "--json", stdin=stdin)
    assert result.exit_code == 0, result.output
    assert result.stdout.count("\n") == 1
    return json.loads(result.stdout)


def test_an_account_is_made_with_its_post(app: Gate, campus: Campus, client: FlaskClient) -> None:
    told = answer(
        app, "create", "--role", "counsellor", "--username", "chen", "--name", "陈立群", "--class", "计科2402班"
    )
    assert told["must_change_password"] is True
    signed_in = client.post("/sign-in", data={"username": "chen", "password": told["password"]})
    assert signed_in.status_code == 302
    account = db.session.scalars(select(Account).where(Account.username == "chen")).one()
    post = db.session.scalars(select(Post).where(Post.staff_id == account.staff_id)).one()
    assert (post.kind, post.class_id) == (PostKind.COUNSELLOR, campus.own_class)


def test_a_given_password_is_not_printed(app: Gate, client: FlaskClient) -> None:
    words = ["create", "--role", "college_contact", "--username", "li", "--college", "外国语学院", "--no-change"]
    told = answer(app, *words, "--password-stdin", stdin=f"{PASSWORD}\n")
    assert "password" not in told
    client.post("/sign-in", data={"username": "li", "password": PASSWORD})
    assert client.get("/account").status_code == 200


def test_the_first_account_of_an_empty_school(app: Gate) -> None:
    with unit_of_work():
        db.session.delete(db.session.get_one(School, 1))
        db.session.scalars(select(Unit).where(Unit.name == "保卫处")).one().name = "后勤处"
    told = answer(app, "create", "--role", "administrator", "--username", "root-of-all")
    assert told["role"] == "administrator"
    assert db.session.scalars(select(Unit).where(Unit.name == "保卫处")).one()


def test_students_are_named_by_their_number(app: Gate, campus: Campus) -> None:
    answer(app, "create", "--role", "monitor", "--username", "2024000005")
    account = db.session.scalars(select(Account).where(Account.username == "2024000005")).one()
    assert account.student_id == campus.students["2024000005"]
    answer(app, "create", "--role", "student", "--username", "yutong", "--student-number", "2024000011")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["create", "--role", "office", "--username", "office"], "username"),
        (["create", "--role", "counsellor", "--username", "x1"], "school_class"),
        (["create", "--role", "counsellor", "--username", "x1", "--class", "没有的班"], "没有的班"),
        (["create", "--role", "college_contact", "--username", "x1", "--college", "没有的学院"], "没有的学院"),
        (["create", "--role", "student", "--username", "2099000001"], "student_number"),
        (["create", "--role", "office", "--username", "x1", "--password", "12345678"], "password"),
        (["create", "--role", "king", "--username", "x1"], "king"),
        (["reset-password", "nobody"], "nobody"),
        (["disable", "nobody"], "nobody"),
    ],
)
def test_refusals_name_what_is_wrong_and_change_nothing(app: Gate, words: list[str], text: str) -> None:
    before = db.session.query(Account).count()
    result = run(app, *words)
    assert result.exit_code != 0
    assert text in result.stderr
    assert result.stdout == ""
    assert db.session.query(Account).count() == before


def test_reset_disable_and_enable(app: Gate, client: FlaskClient) -> None:
    told = answer(app, "reset-password", "counsellor")
    fields = {"username": "counsellor", "password": told["password"]}
    assert run(app, "disable", "counsellor").exit_code == 0
    assert client.post("/sign-in", data=fields).status_code == 422
    assert run(app, "enable", "Counsellor").exit_code == 0
    assert client.post("/sign-in", data=fields).status_code == 302


def test_the_list_is_json_alone(app: Gate) -> None:
    rows = {row["username"]: row for row in answer(app, "list")}
    assert rows["monitor"]["roles"] == ["monitor", "student"]
    assert rows["counsellor"]["unit"] == "信息工程学院"
    assert rows["office"]["state"] == "new"


def test_every_permission_is_named() -> None:
    assert set(PERMISSION_LABELS) == set(Permission) == set(POLICY)


def test_the_page_of_permissions_is_current(app: Gate) -> None:
    page = run(app, "permissions", "--markdown").stdout
    kept = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert page == kept, "flask accounts permissions --markdown > docs/permissions.md"


def test_everybody_can_read_who_may_do_what(client_of: Any) -> None:
    page = client_of("student").get("/permissions").text
    assert "<b>学生</b>" in page
