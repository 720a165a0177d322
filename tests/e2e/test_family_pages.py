"""Every page of families and students at 390 px, in both languages: no axe violation, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page

from school.foundation.db import unit_of_work
from school.letters.actions.single import reissue_letter
from school.letters.models import ReceiptPolicy
from tests.campus import OWN_CLASS, Campus
from tests.letters.posted import Posted, of_student, posted
from tests.services.chromium import PHONE, ContextMaker

LANGUAGES = ("zh_CN", "en")


@pytest.fixture
def letter(campus: Campus) -> Posted:
    return posted(campus, policy=ReceiptPolicy.BOTH)


def look_at(page: Page) -> None:
    """What must hold on every page."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


SMALL_TEXTS = """() => [...document.querySelectorAll("body *")]
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((each) => each.getClientRects().length && parseFloat(getComputedStyle(each).fontSize) < 18)
  .map((each) => `${getComputedStyle(each).fontSize} ${each.textContent.trim()}`)"""


def look_at_the_family_s(page: Page) -> None:
    """What must hold on pages that grandparents read."""
    look_at(page)
    assert page.evaluate(SMALL_TEXTS) == [], page.url


def visit(page: Page, address: str, *paths: str) -> None:
    for path in paths:
        page.goto(address + path)
        look_at(page)


def visit_as_family(page: Page, address: str, *paths: str) -> None:
    for path in paths:
        page.goto(address + path)
        look_at_the_family_s(page)


def a_phone(open_context: ContextMaker, address: str, language: str) -> BrowserContext:
    context = open_context(viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True)
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    return context


@pytest.mark.parametrize("language", LANGUAGES)
def test_family_pages(open_context: ContextMaker, address: str, letter: Posted, campus: Campus, language: str) -> None:
    page = a_phone(open_context, address, language).new_page()
    visit_as_family(page, address, "/r/", "/r/nonsense", f"/r/{letter.token}")
    for digits in (letter.wrong(), letter.code):
        page.locator("[name=last_four]").fill(digits)
        page.locator("main button.b").click()
        look_at_the_family_s(page)
    page.locator("#sign > button.b").click()
    look_at_the_family_s(page)
    page.locator("#sign summary").click()
    look_at_the_family_s(page)
    visit_as_family(page, address, "/r/ask", "/r/decline")
    page.locator("main button.k").click()
    look_at_the_family_s(page)
    page.goto(f"{address}/r/letter?another=1")
    page.locator("[value=mother]").check(force=True)
    page.locator("[name=name]").fill("林桂芳")
    page.locator("#sign > button.b").click()
    look_at_the_family_s(page)
    another = of_student(campus.students_of(OWN_CLASS)[1])
    with unit_of_work():
        reissue_letter(another.letter)
    visit_as_family(page, address, f"/r/{another.token}", f"/s/{letter.number}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_student_pages(
    open_context: ContextMaker,
    address: str,
    letter: Posted,
    client_of: Callable[[str], FlaskClient],
    language: str,
) -> None:
    session = client_of("student").get_cookie("wuzha")
    assert session is not None
    context = a_phone(open_context, address, language)
    context.add_cookies([{"name": "wuzha", "value": session.value, "url": address}])
    page = context.new_page()
    visit(page, address, "/me/letters", f"/s/{letter.number}", f"/s/{letter.number}/family")
    page.goto(f"{address}/s/{letter.number}")
    page.locator("main button.b").click()
    look_at(page)
    page.locator("[value=handed_in]").check(force=True)
    page.locator("main button.b").click()
    look_at(page)
