"""Pages in Chromium: no accessibility violation, nothing wider than a phone, no script error.

The journeys of families and students have their own tests; here every page that an account can open
is opened by one role that may. ``SCREENSHOTS=folder`` keeps a picture of each, for people to look at.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from school.foundation.access import Gate
from tests.access.expected import EXPECTED, PUBLIC, ROLES
from tests.access.test_matrix import url_for_matrix
from tests.campus import Campus
from tests.services.chromium import ContextMaker

SCREENSHOTS = os.environ.get("SCREENSHOTS")
PREFERRED = ("office", "counsellor", "student", "monitor", "college_contact", "administrator")
NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 920}
# Files and parts of pages, and doors that only a letter's link opens.
NOT_PAGES = (
    ".xlsx",
    ".png",
    ".jpg",
    ".pdf",
    "/crest",
    "/file",
    "/r/",
    "/progress",
    "/dist/",
    "/picture",
    "/kept",
    "/check",
)


# One of each kind of page, which every run looks at. `make pages` looks at all of them.
KINDS = {
    *("accounts.class_codes", "accounts.index", "accounts.own", "accounts.permissions", "accounts.show"),
    *("accounts.sign_in", "accounts.slips", "appstatus.history", "appstatus.students", "components.office"),
    *("components.phone", "dashboards.college", "dashboards.classes", "jobs.show", "letters.class_page"),
    *("letters.home", "letters.letter_rows", "letters.mailing", "letters.new_mailing", "letters.show"),
    *("letters.wording", "org.calendar", "org.edit_family", "org.find", "org.first_run", "org.new_post"),
    *("org.school_class", "org.staff_member", "org.student", "org.unit", "org.unit_list", "own_app.show_marks"),
    *("roster.index", "spot_checks.entry", "spot_checks.show", "student_letters.index"),
}
ALL_PAGES = bool(os.environ.get("ALL_PAGES"))


def pages() -> list[tuple[str, str]]:
    """(endpoint, role) of what is looked at, each by a role that may open it."""
    found = []
    for endpoint, allowed in sorted(EXPECTED.items()):
        role = next((role for role in (*PREFERRED, *ROLES) if role in allowed or allowed == PUBLIC), None)
        if role and (ALL_PAGES or endpoint in KINDS):
            found.append((endpoint, role))
    return found


@pytest.mark.parametrize(("endpoint", "role"), pages())
def test_every_page(
    app: Gate, campus: Campus, address: str, open_context: ContextMaker, endpoint: str, role: str
) -> None:
    for rule in app.url_map.iter_rules(endpoint):
        if "GET" in (rule.methods or ()) and not any(part in rule.rule for part in NOT_PAGES):
            page = _signed_in(app, campus, address, open_context, role).new_page()
            url = address + url_for_matrix(rule, campus, role, "own")
            assert _look_at(page, url, f"{endpoint}-{role}") == []


def _signed_in(app: Gate, campus: Campus, address: str, open_context: ContextMaker, role: str) -> BrowserContext:
    """A browser in which this role is signed in, by a session cookie of the application's own making."""
    context = open_context(viewport=WIDE)
    session = {"_user_id": f"{campus.accounts[role]}:1", "_fresh": True}
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    name = str(app.config["SESSION_COOKIE_NAME"])
    context.add_cookies([{"name": name, "value": serializer.dumps(session), "url": address}])
    return context


def _look_at(page: Page, url: str, name: str) -> list[str]:
    """What is wrong with one page, wide and narrow."""
    response = page.goto(url)
    if response is None or response.status >= 400:
        return [f"{name}: {response.status if response else 'no answer'}"]
    found: Any = Axe().run(page)
    wrong = [f"{name}: {found.generate_report()}"] if found.violations_count else []
    _picture(page, f"{name}-wide")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        wrong.append(f"{name}: wider than a phone")
    _picture(page, f"{name}-narrow")
    return wrong


def _picture(page: Page, name: str) -> None:
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)
