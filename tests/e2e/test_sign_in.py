"""A counsellor lets a class in; a student's phone, without script, is in with student number and code."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from school.accounts.models import Account
from school.accounts.passwords import hash_password
from school.foundation.db import db, unit_of_work
from tests.campus import Campus
from tests.services.chromium import PHONE, ContextMaker

PASSWORD = "teal-lantern-42"


@pytest.fixture(autouse=True)
def first_password(campus: Campus) -> None:
    """The counsellor still has a first password."""
    with unit_of_work():
        account = db.session.get_one(Account, campus.accounts["counsellor"])
        account.take_password(hash_password(PASSWORD), must_change=True)


def sign_in(page: Page, address: str, username: str, password: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("用户名或学号").fill(username)
    page.get_by_label("密码或登录码").fill(password)
    page.get_by_role("main").get_by_role("button", name="登录").click()


def assert_accessible(page: Page) -> None:
    found: Any = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_from_the_first_password_to_a_student_inside(
    phone: Page, open_context: ContextMaker, address: str, campus: Campus
) -> None:
    sign_in(phone, address, "counsellor", PASSWORD)
    phone.get_by_label("现在的密码").fill(PASSWORD)
    phone.get_by_label("新密码", exact=True).fill("木棉花开 seven lanterns")
    phone.get_by_label("再输一次新密码").fill("木棉花开 seven lanterns")
    assert_accessible(phone)
    phone.get_by_role("button", name="保存").click()

    phone.goto(f"{address}/codes")
    phone.get_by_role("link", name="计科2402班").click()
    phone.get_by_label("林语嫣").uncheck()
    assert_accessible(phone)
    phone.get_by_role("button", name="发登录码").click()
    codes = phone.locator(".codes li")
    assert codes.count() == 5
    code = codes.filter(has_text="2024000004").locator("b").inner_text()
    assert phone.locator("[data-seconds-left]").inner_text().startswith(("15:", "14:"))
    assert_accessible(phone)

    student = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    sign_in(student, address, "2024000004", code.replace(" ", ""))
    student.goto(f"{address}/account")
    assert "阿依努尔·买买提" in student.get_by_role("heading", level=1).inner_text()

    again = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    sign_in(again, address, "2024000004", code)
    assert "没有对上" in again.get_by_role("alert").first.inner_text()
