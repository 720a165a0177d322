"""Every role's home in Chromium: no accessibility violation in light and dark, nothing wider than a phone, a drawn trend."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from school.foundation.access import Gate
from tests.access.expected import ROLES
from tests.campus import Campus
from tests.dashboards.campaign import a_campaign
from tests.services.chromium import DESKTOP, PHONE, ContextMaker


@pytest.fixture(autouse=True)
def half_way(campus: Campus) -> None:
    """The small campus half way through a campaign."""
    a_campaign(campus)


def home(app: Gate, campus: Campus, address: str, open_context: ContextMaker, role: str, **options: Any) -> Page:
    context = open_context(**options)
    session = {"_user_id": f"{campus.accounts[role]}:1", "_fresh": True}
    value = app.session_interface.get_signing_serializer(app).dumps(session)
    context.add_cookies([{"name": app.config["SESSION_COOKIE_NAME"], "value": value, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/me" if role == "student" else f"{address}/")
    if page.locator("#trend .canvas").count() and options.get("java_script_enabled", True):
        expect(page.locator("#trend .canvas svg")).to_be_visible()
    return page


# The same pages as the office and the monitor.
TWINS = {"office_lead", "class_officer"}


@pytest.mark.parametrize("role", sorted(set(ROLES) - TWINS))
def test_a_home_is_open_to_everybody(
    app: Gate, campus: Campus, address: str, open_context: ContextMaker, role: str
) -> None:
    for look in ({"viewport": DESKTOP}, {"viewport": PHONE, "color_scheme": "dark"}):
        page = home(app, campus, address, open_context, role, **look)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_trend_is_drawn_after_the_page(app: Gate, campus: Campus, address: str, open_context: ContextMaker) -> None:
    page = home(app, campus, address, open_context, "college_contact", viewport=DESKTOP)
    expect(page.locator("#trend .canvas svg")).to_be_visible()
    expect(page.locator("#trend tbody tr").first).to_contain_text("50.0%")


def test_without_script_the_trend_is_a_page_with_its_table(
    app: Gate, campus: Campus, address: str, open_context: ContextMaker
) -> None:
    page = home(app, campus, address, open_context, "college_contact", java_script_enabled=False)
    page.locator("#trend a").click()
    expect(page.locator("tbody tr").first).to_contain_text("50.0%")


def test_a_student_confirms_in_two_taps(app: Gate, campus: Campus, address: str, open_context: ContextMaker) -> None:
    page = home(app, campus, address, open_context, "student", viewport=PHONE)
    page.locator(".o label").first.click()
    page.locator("form button.b").first.click()
    expect(page.locator(".good")).to_be_visible()
