"""Accounts as the office sees them: list, new account, first passwords, closing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.accounts.models import Account
from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.foundation.files import path_of
from school.foundation.jobs import Job, JobState
from school.foundation.jobs.worker import run
from school.org.models import Post, PostKind, StaffMember
from tests.campus import Campus

ClientOf = Callable[[str], FlaskClient]


def username_links(page: str) -> list[str]:
    return re.findall(r'<a href="/accounts/\d+">([^<]+)</a>', page)


def shown_password(page: str) -> str:
    found = re.search(r'id="first-password">([^<]+)<', page)
    assert found
    return found.group(1)


@pytest.mark.parametrize(
    ("question", "usernames"),
    [
        ("q=counsellor", ["counsellor", "foreign_counsellor"]),
        ("role=counsellor", ["counsellor", "foreign_counsellor"]),
        ("role=student", ["class_officer", "monitor", "student"]),
        ("role=student&q=2024000001", ["student"]),
        ("state=disabled", []),
        ("state=new&role=office", ["office"]),
        ("role=nonsense&q=organiser", ["organiser"]),
        ("q=100%25", []),
    ],
)
def test_the_list_finds_accounts(client_of: ClientOf, question: str, usernames: list[str]) -> None:
    page = client_of("office").get(f"/accounts?{question}").text
    assert username_links(page) == usernames


def test_the_list_narrows_to_a_college(client_of: ClientOf, campus: Campus) -> None:
    college = campus.units["信息工程学院"]
    page = client_of("administrator").get(f"/accounts?college={college}").text
    assert username_links(page) == ["class_officer", "college_contact", "counsellor", "monitor", "student"]


def test_the_export_is_what_is_shown(client_of: ClientOf) -> None:
    client = client_of("office")
    answer = client.get("/accounts.xlsx?role=monitor")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    answer.close()
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["monitor"]
    assert rows[1][2] == "班长、学生"


@pytest.mark.parametrize("username", ["college_contact", "counsellor", "monitor", "student", "duty_officer"])
def test_nobody_else_manages_accounts(client_of: ClientOf, campus: Campus, username: str) -> None:
    client = client_of(username)
    own = campus.accounts[username]
    assert client.get("/accounts").status_code == 403
    assert client.get(f"/accounts/{own}").status_code == 403
    assert client.post(f"/accounts/{own}/password").status_code == 403


def test_a_new_colleague_signs_in_with_the_password_shown(client_of: ClientOf, campus: Campus, app: Gate) -> None:
    fields = {"kind": "counsellor", "name": "𠮷晓堃", "school_class": campus.own_class, "username": "Jixk"}
    page = client_of("office").post("/accounts/new", data=fields).text
    someone = app.test_client()
    answer = someone.post("/sign-in", data={"username": "jixk", "password": shown_password(page)})
    assert answer.status_code == 302
    assert someone.get("/account").location == "/account/password"
    member = db.session.scalars(select(StaffMember).where(StaffMember.name == "𠮷晓堃")).one()
    assert member.unit_id == campus.units["信息工程学院"]
    assert [post.class_id for post in db.session.scalars(select(Post).where(Post.staff_id == member.id))] == [
        campus.own_class
    ]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"kind": "organiser", "name": "某人", "username": "office"}, "已经有人用这个用户名"),
        ({"kind": "organiser", "name": "某人", "username": "2024000001"}, "这是一位学生的学号"),
        ({"kind": "organiser", "name": "", "username": "new-one"}, "填新同事的姓名"),
        ({"kind": "counsellor", "name": "某人", "username": "new-one"}, "请选择是哪个班"),
        ({"kind": "college_contact", "name": "某人", "username": "new-one"}, "请选择是哪个学院"),
        ({"kind": "monitor", "student_number": "2023999999", "username": "new-one"}, "没有这个学号的在校学生"),
        ({"kind": "monitor", "student_number": "2024000002", "username": "new-one"}, "这个人已经有账号"),
        ({"kind": "administrator", "name": "某人", "username": "new-one"}, "请从列表里选一项"),
        ({"kind": "organiser", "name": "某人", "username": "mit leerzeichen"}, "两个以上"),
    ],
)
def test_what_speaks_against_an_account(client_of: ClientOf, fields: dict[str, str], text: str) -> None:
    answer = client_of("office").post("/accounts/new", data=fields)
    assert answer.status_code == 422
    assert text in answer.text


def test_disabling_and_enabling(client_of: ClientOf, campus: Campus) -> None:
    office, counsellor = client_of("office"), client_of("counsellor")
    account_id = campus.accounts["counsellor"]
    assert office.post(f"/accounts/{account_id}/disable").status_code == 302
    assert counsellor.get("/account").status_code == 302
    assert username_links(office.get("/accounts?state=disabled").text) == ["counsellor"]
    assert office.post(f"/accounts/{account_id}/enable").status_code == 302
    assert username_links(office.get("/accounts?state=disabled").text) == []


def test_nobody_shuts_their_own_door(client_of: ClientOf, campus: Campus) -> None:
    assert client_of("office").post(f"/accounts/{campus.accounts['office']}/disable").status_code == 403


@pytest.mark.parametrize("username", ["administrator", "office_lead"])
def test_the_office_cannot_become_those_above_it(client_of: ClientOf, campus: Campus, username: str) -> None:
    client, account_id = client_of("office"), campus.accounts[username]
    assert client.post(f"/accounts/{account_id}/password").status_code == 403
    assert client.post(f"/accounts/{account_id}/disable").status_code == 403
    assert "/password" not in client.get(f"/accounts/{account_id}").text.split("<main", 1)[1]


def test_a_new_first_password_is_shown_once(client_of: ClientOf, campus: Campus) -> None:
    account_id = campus.accounts["counsellor"]
    client = client_of("office")
    answer = client.post(f"/accounts/{account_id}/password")
    assert answer.headers["Cache-Control"] == "no-store"
    password = shown_password(answer.text)
    assert password not in client.get(f"/accounts/{account_id}").text


def new_colleagues(campus: Campus, kinds: tuple[PostKind, ...]) -> None:
    """Staff of the office with a post and no account."""
    from school.foundation.clock import today
    from school.org.actions.staff import StaffDetails, give_post, save_staff
    from school.org.models import Unit

    with unit_of_work():
        office = db.session.get_one(Unit, campus.units["保卫处"])
        for number, kind in enumerate(kinds):
            member = save_staff(
                StaffMember(), StaffDetails(unit=office, name=f"新同事{number}", staff_number=f"Z{number}")
            )
            give_post(kind, holder=member, from_on=today())


def test_first_passwords_are_slips_of_those_who_never_signed_in(
    client_of: ClientOf, campus: Campus, school_app: Gate
) -> None:
    new_colleagues(campus, (PostKind.ORGANISER, PostKind.ADMINISTRATOR))
    client = client_of("office")
    # office, duty officer, reader and two organisers; not the head of office and the administrators
    assert re.search(
        r"<td>保卫处</td>\s*<td class=\"num\"[^>]*>\s*<a data-count=\"5\"",
        client.get("/accounts/slips").text.replace(' data-label="学院或部门"', ""),
    )
    answer = client.post(f"/accounts/slips/{campus.units['保卫处']}")
    job_id = int(answer.location.rsplit("/", 1)[1])
    run(school_app, job_id)
    job = db.session.get_one(Job, job_id)
    assert job.state is JobState.DONE, job.error
    assert job.result_file
    assert path_of(job.result_file).read_bytes().startswith(b"%PDF")
    made = db.session.scalars(select(Account).where(Account.username.in_(["z0", "z1"])))
    assert [account.username for account in made] == ["z0"]  # not the administrator's
    untouched = db.session.scalars(select(Account).where(Account.username == "administrator")).one()
    assert untouched.password_hash is None
