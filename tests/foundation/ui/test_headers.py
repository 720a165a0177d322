"""The same headers on every response, whatever it is."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from school.foundation.access import Gate
from school.foundation.ui.headers import CONTENT_SECURITY_POLICY, HEADERS
from tests.foundation.ui.conftest import make_app

PATHS = [f"/answer/{code}" for code in (200, 302, 400, 403, 404, 410, 413, 429, 503)]


@pytest.mark.parametrize("path", [*PATHS, "/nowhere", "/r/404", "/take", "/dist/missing.css", "/shelf"])
def test_every_status_carries_them(browser: FlaskClient, path: str) -> None:
    response = browser.get(path)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_a_crash_carries_them_and_tells_nothing() -> None:
    app = make_app(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    response = app.test_client().get("/broken")
    assert response.status_code == 500
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "secret detail" not in response.text


def test_built_files_are_kept_and_carry_them_too(small_app: Gate, browser: FlaskClient) -> None:
    with small_app.test_request_context():
        address = small_app.jinja_env.globals["asset"]("office.css")  # type: ignore[operator]
    response = browser.get(address, buffered=True)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert browser.get("/dist/manifest.json", buffered=True).headers["Cache-Control"] == "no-store"


def test_nothing_inline_and_no_other_host_is_allowed() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "data:" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY


def test_no_hsts_on_plain_http() -> None:
    response = make_app("http://127.0.0.1:5000").test_client().get("/shelf")
    assert "Strict-Transport-Security" not in response.headers
