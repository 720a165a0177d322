"""What every journey starts from: the application on loopback, and browsers signed in to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page

from school.foundation.access import Gate
from tests.services.chromium import ContextMaker
from tests.services.web import served

OpenAs = Callable[..., Page]


@pytest.fixture
def address(app: Gate, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The school's address on this machine; plain http, so its cookies are not for https only."""
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", False)
    with served(app) as url:
        monkeypatch.setitem(app.config, "BASE_URL", url)
        yield url


@pytest.fixture
def open_as(open_context: ContextMaker, client_of: Callable[[str], FlaskClient], app: Gate, address: str) -> OpenAs:
    """``open_as("office", "/…")``: a page signed in as that account of the small campus."""

    def opened(username: str, path: str, **options: object) -> Page:
        context: BrowserContext = open_context(**options)
        name = app.config["SESSION_COOKIE_NAME"]
        cookie = client_of(username).get_cookie(name)
        assert cookie is not None
        context.add_cookies([{"name": name, "value": cookie.value, "url": address}])
        page = context.new_page()
        page.goto(f"{address}{path}")
        return page

    return opened
