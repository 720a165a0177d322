"""The guard around Chromium: a page that asks another host fails its journey."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from playwright.sync_api import Page

from tests.services.chromium import Findings
from tests.services.web import served

PAGE = b"""<!doctype html><title>Guarded</title><img alt="" src="http://192.0.2.1/pixel.png">
<link rel="stylesheet" href="http://fonts.example/x.css"><script src="/own.js"></script><p style="color:red">text</p>"""
POLICY = ("Content-Security-Policy", "style-src 'self' http://fonts.example")


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    script = environ["PATH_INFO"] == "/own.js"
    start_response("200 OK", [("Content-Type", "text/javascript" if script else "text/html"), POLICY])
    return [b"throw new Error('broken script')"] if script else [PAGE]


def test_a_page_is_watched(page: Page, findings: Findings) -> None:
    with served(application) as address:
        page.goto(address)
        assert page.title() == "Guarded"
    found = sorted(findings.found)
    findings.found.clear()
    assert [line.partition(":")[0] for line in found] == [
        "asked another host",
        "asked another host",
        "broke the content security policy",
        "error on a page",
    ]
