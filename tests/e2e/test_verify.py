"""A family with a letter in the hand, on a phone without JavaScript: is it genuine, and if not, who is told?"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from school.links.rules import new_number
from tests.campus import OWN_CLASS, Campus
from tests.e2e.conftest import OpenAs
from tests.letters.posted import posted
from tests.services.chromium import PHONE, ContextMaker


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def type_number(page: Page, address: str, number: str) -> None:
    page.goto(f"{address}/verify")
    page.get_by_label("纸上的编号").fill(number)
    page.get_by_role("button", name="查一查").click()
    fits(page)


def test_a_genuine_letter_and_a_fake_one(
    open_context: ContextMaker, open_as: OpenAs, address: str, campus: Campus
) -> None:
    letter = posted(campus)
    page = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    type_number(page, address, letter.number.lower())
    expect(page.get_by_role("heading", name="这个编号是本校发出的")).to_be_visible()
    expect(page.get_by_text(OWN_CLASS)).to_be_visible()
    type_number(page, address, new_number())
    page.get_by_role("link", name="举报这是假冒的").click()
    page.get_by_text("交钱、缴费、转账").click()
    page.get_by_role("button", name="发给学校保卫部门").click()
    expect(page.get_by_role("heading", name="谢谢您，学校收到了")).to_be_visible()
    fits(page)
    office = open_as("office", "/")
    office.get_by_role("link", name="刚收到 1 件假冒举报", exact=True).click()
    office.locator("tbody a").first.click()
    office.get_by_role("button", name="我来办", exact=True).click()
    expect(office.get_by_text("有人在办")).to_be_visible()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_page_of_it_is_accessible(
    open_context: ContextMaker, address: str, campus: Campus, language: str
) -> None:
    letter = posted(campus)
    context = open_context(viewport=PHONE, is_mobile=True)
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    page = context.new_page()
    for path in ("/verify", "/verify/report?number=x", "/verify/report/12345678"):
        page.goto(address + path)
        _look_at(page)
    for number in (letter.number, new_number(), "K7M2"):
        page.goto(f"{address}/verify")
        page.locator("[name=number]").fill(number)
        page.locator("main button.b").click()
        _look_at(page)


def _look_at(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    fits(page)
