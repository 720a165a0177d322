"""Debian's Chromium for browser journeys, kept on this machine.

A journey asks for `page` (desktop), `phone` (390 px) or `open_context` (anything else: script off, dark,
two people). It fails if a page asked another host, broke the content security policy or threw an error.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

HERE = ("127.0.0.1", "localhost")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
ContextMaker = Callable[..., BrowserContext]


def program() -> str:
    """Return where Chromium is; an AssertionError names the command that brings it."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert found, "Chromium is missing: apt-get install chromium-headless-shell"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole run; contexts keep journeys apart."""
    sandbox = os.geteuid() != 0  # Chromium's sandbox refuses root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS, chromium_sandbox=sandbox)
        yield browser
        browser.close()


class Findings:
    """What went wrong in a journey's pages, apart from what the journey itself asserts."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page that the context opens."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"error on a page: {error.error}"))
        context.on("page", lambda page: page.on("websocket", lambda socket: self._address(socket.url)))

    def _request(self, request: Request) -> None:
        self._address(request.url)

    def _address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "about") and parts.hostname not in HERE:
            self.found.append(f"asked another host: {url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.found.append(f"broke the content security policy: {message.text}")


@pytest.fixture
def findings() -> Findings:
    """The findings of this journey; a test of the guard itself may read and clear them."""
    return Findings()


@pytest.fixture
def open_context(browser: Browser, findings: Findings) -> Iterator[ContextMaker]:
    """Make contexts with Playwright's own options, Chinese and in Chinese time unless told otherwise."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        defaults = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
        context = browser.new_context(**{**defaults, "viewport": DESKTOP, **options})
        context.set_default_timeout(10_000)
        findings.watch(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    if findings.found:
        pytest.fail("\n".join(findings.found), pytrace=False)


@pytest.fixture
def page(open_context: ContextMaker) -> Page:
    """A page on an office desk."""
    return open_context().new_page()


@pytest.fixture
def phone(open_context: ContextMaker) -> Page:
    """A page on a phone, 390 px wide, with touch."""
    return open_context(viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True).new_page()
