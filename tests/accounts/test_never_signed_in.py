"""Whom first-password slips are for: one number on the home, the list, and the page of slips."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.accounts.models import Account
from school.foundation.audit.models import AuditEvent
from school.foundation.clock import today
from school.foundation.db import db, unit_of_work, utc_now
from school.org.models import Post, PostKind, SchoolClass
from tests.campus import TERM_START, Campus
from tests.services.counts import numbers, wrong

ClientOf = Callable[[str], FlaskClient]
LIST = "/accounts/never-signed-in"
TOTAL = re.compile(r'data-total="(\d+)"')


def total(client: FlaskClient, path: str = LIST) -> int:
    page = client.get(path).get_data(as_text=True)
    found = TOTAL.search(page)
    return int(found.group(1)) if found else 0


def change(username: str, **columns: object) -> None:
    with unit_of_work():
        account = db.session.scalars(select(Account).where(Account.username == username)).one()
        for name, value in columns.items():
            setattr(account, name, value)


def exported(client: FlaskClient, question: str) -> list[tuple[Any, ...]]:
    """The lines of the workbook, its heading first."""
    answer = client.get(f"{LIST}.xlsx?{question}", buffered=True)
    return list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)


def posts_of(client: FlaskClient, number: str) -> str:
    (line,) = exported(client, f"q={number}")[1:]
    return str(line[2])


@pytest.mark.parametrize(("username", "people"), [("office", 8), ("office_lead", 10), ("administrator", 10)])
def test_the_home_counts_the_very_people_of_the_list_and_the_slips(
    client_of: ClientOf, campus: Campus, username: str, people: int
) -> None:
    client = client_of(username)
    home, slips = (client.get(path).get_data(as_text=True) for path in ("/", "/accounts/slips"))
    assert (people, LIST) in numbers(home)
    assert (people, LIST) in numbers(slips)
    assert sum(count for count, address in numbers(slips) if "unit=" in address) == people
    assert not list(wrong(client, "/accounts/slips"))
    assert total(client) == people


def test_it_counts_staff_in_posts_with_an_account_or_without_but_nobody_who_was_here(
    client_of: ClientOf, campus: Campus
) -> None:
    client = client_of("office")
    before = total(client)
    change("duty_officer", last_sign_in_at=utc_now())
    change("organiser", disabled_at=utc_now())
    assert total(client) == before - 2
    with unit_of_work():
        db.session.delete(db.session.scalars(select(Account).where(Account.username == "department_reader")).one())
    assert total(client) == before - 2
    page = client.get(LIST).get_data(as_text=True)
    assert "还没有账号" in page
    assert "monitor" not in page
    assert "administrator" not in page


def test_it_narrows_to_a_unit_whose_slips_can_be_made_there(client_of: ClientOf, campus: Campus) -> None:
    client, unit = client_of("office"), campus.units["外国语学院"]
    page = client.get(f"{LIST}?unit={unit}").get_data(as_text=True)
    assert 'data-total="2"' in page
    assert f'action="/accounts/slips/{unit}"' in page
    assert total(client, f"{LIST}?q=T-organiser") == 1
    assert "没有符合筛选条件的内容" in client.get(f"{LIST}?q=nobody").get_data(as_text=True)


def test_the_export_is_the_list_and_leaves_a_trace(client_of: ClientOf, campus: Campus) -> None:
    heading, *rows = exported(client_of("office"), f"unit={campus.units['外国语学院']}")
    assert heading == ("姓名", "工号", "职务", "学院或部门", "用户名")
    assert [row[4] for row in rows] == ["foreign_contact", "foreign_counsellor"]
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert json.loads(event.data) == {"list": "never_signed_in", "rows": 2}


def test_a_post_in_a_closed_class_is_not_named(client_of: ClientOf, campus: Campus) -> None:
    with unit_of_work():
        officer = db.session.scalars(select(Account).where(Account.username == "duty_officer")).one()
        post = Post(kind=PostKind.COUNSELLOR, staff_id=officer.staff_id, class_id=campus.own_class, from_on=TERM_START)
        db.session.add(post)
    assert "辅导员" in posts_of(client_of("office"), "T-duty_officer")
    with unit_of_work():
        db.session.get_one(SchoolClass, campus.own_class).closed_on = today()
    assert posts_of(client_of("office"), "T-duty_officer") == "值班员"


def test_when_everybody_was_here_nothing_is_to_do(client_of: ClientOf, campus: Campus) -> None:
    with unit_of_work():
        for account in db.session.scalars(select(Account)):
            account.last_sign_in_at = utc_now()
    office = client_of("office")
    assert "任职的教职工从未登录" not in office.get("/").get_data(as_text=True)
    for path in (LIST, "/accounts/slips"):
        assert "没有人需要小条" in office.get(path).get_data(as_text=True)
