"""Nothing changes without the token that our own pages carry."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db
from school.foundation.ui.headers import HEADERS
from tests.access.rows import ROWS, words
from tests.campus import Campus
from tests.letters.posted import Family, posted

WORD = re.compile(r"<(?:([^:<>]*):)?([^<>]+)>")


@pytest.mark.parametrize("role", ["office", "counsellor", "student"])
def test_every_unsafe_request_needs_the_token(
    app: Gate, campus: Campus, client_of: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    family = Family(app, posted(campus))
    family.open()

    def value(match: re.Match[str]) -> str:
        return str(ROWS[match[2]](campus, role)[0]) if match[2] in ROWS else words(match[2], match[1] or "")

    addresses = [
        (method, WORD.sub(value, rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    ]
    db.session.rollback()
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    before = db.session.query(AuditEvent).count()
    db.session.rollback()
    assert len(addresses) > 50
    for method, url in addresses:
        client = family.client if url.startswith("/r/") else client_of(role)
        for data in ({}, {"csrf_token": "x"}, {"csrf_token": ""}):
            response = client.open(url, method=method, data=data)
            assert response.status_code == 400, f"{method} {url}"
            assert {name: response.headers.get(name) for name in HEADERS} == HEADERS, url
    assert db.session.query(AuditEvent).count() == before
