"""Every endpoint × role × own and foreign row, against tests/access/expected.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Blueprint
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from school import create_app
from school.foundation.access import Gate
from school.foundation.db import db
from tests.access.expected import CAMPUS_REACH, EXPECTED, NARROWED, ONE_OWNER, PUBLIC, ROLES
from tests.access.rows import ROWS, SHARED, words
from tests.campus import Campus
from tests.services.databases import Database

SAFE = {"HEAD", "OPTIONS"}
# Roles that ask the database for the same rows.
REACH: dict[str | None, str] = dict.fromkeys(CAMPUS_REACH, "campus") | dict.fromkeys(
    ("monitor", "class_officer"), "post"
)


def _rules(app: Gate, endpoint: str) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules(endpoint):
        for method in sorted((rule.methods or set()) - SAFE):
            yield rule, method


def test_every_endpoint_is_expected(school_app: Gate) -> None:
    endpoints = {rule.endpoint for rule in school_app.url_map.iter_rules()} - {"static"}
    assert endpoints - EXPECTED.keys() == set(), "say in tests/access/expected.py who may open these"
    assert EXPECTED.keys() - endpoints == set(), "these endpoints are gone"


def test_an_undeclared_view_does_not_start() -> None:
    app = create_app({"TESTING": True})
    blueprint = Blueprint("forgetful", __name__)
    blueprint.add_url_rule("/forgetful", "page", lambda: "")
    app.register_blueprint(blueprint)
    with pytest.raises(RuntimeError, match=r"forgetful\.page"):
        app.check_declarations()


@pytest.mark.parametrize("endpoint", sorted(EXPECTED))
def test_who_reaches_what(
    app: Gate, database: Database, campus: Campus, client_of: Callable[[str], FlaskClient], endpoint: str
) -> None:
    wrong: list[str] = []
    for rule, method in _rules(app, endpoint):
        places = ("own", "foreign") if rule.arguments & ROWS.keys() - SHARED else ("own",)
        theirs = {place: url_for_matrix(rule, campus, "office", place) for place in places}
        for role in _refused_first(database, endpoint):
            client = client_of(role) if role else app.test_client()
            for place in places:
                url = url_for_matrix(rule, campus, role, place) if _let_in(endpoint, role) else theirs[place]
                status = client.open(url, method=method, buffered=True).status_code
                if not _expected(endpoint, role, place)(status):
                    wrong.append(f"{role or 'nobody'} {method} {url} ({place}): {status}")
                if method != "GET" and status < 400:
                    _begin_anew(database)
    assert wrong == []


def _let_in(endpoint: str, role: str | None) -> bool:
    return role in EXPECTED[endpoint] or EXPECTED[endpoint] == PUBLIC


def _refused_first(database: Database, endpoint: str) -> list[str | None]:
    """Everybody, those first whose refusal changes no row, so that the same rows do for all of them.

    On the second database one of each reach, and only who is let in: others ask it the same, or nothing.
    """
    everybody = sorted([*ROLES, None], key=lambda role: _let_in(endpoint, role))
    if database.url.startswith("sqlite"):
        return everybody
    of_each_reach = {REACH.get(role, role): role for role in reversed(everybody) if _let_in(endpoint, role)}
    return list(of_each_reach.values())


def _begin_anew(database: Database) -> None:
    """Forget what a request changed."""
    db.session.remove()
    db.engine.dispose()
    database.restore()


def url_for_matrix(rule: Rule, campus: Campus, role: str | None, place: str) -> str:
    """The address with an own or a foreign row in each place."""
    if rule.endpoint.startswith("letters.") and "class_id" in rule.arguments:
        ROWS["letter_id"](campus, role)  # pages of a class show its letters

    def value(match: re.Match[str]) -> str:
        name = match.group(2)
        if name in ROWS:
            return str(ROWS[name](campus, role)[place == "foreign"])
        return words(name, match.group(1) or "")

    return re.sub(r"<(?:([^:<>]*):)?([^<>]+)>", value, rule.rule)


def _expected(endpoint: str, role: str | None, place: str) -> Callable[[int], bool]:
    """What the status must be: in, not found, forbidden, or off to the sign-in page."""
    allowed = EXPECTED[endpoint]
    if allowed == PUBLIC:
        return lambda status: status not in (401, 403) and status < 500
    if role is None:
        return lambda status: status in (302, 303, 401)
    if role not in allowed:
        refusal = 303 if endpoint.startswith("family.") else 403  # back to the letter's door
        return lambda status: status == refusal
    return _expected_inside(endpoint, role, place)


def _expected_inside(endpoint: str, role: str, place: str) -> Callable[[int], bool]:
    """The same for a role that may open the endpoint at all."""
    if role not in NARROWED.get(endpoint, EXPECTED[endpoint]):
        return lambda status: status in (403, 404)
    if place == "foreign" and (role not in CAMPUS_REACH or endpoint in ONE_OWNER):
        return lambda status: status == 404
    return lambda status: status not in (401, 403, 404) and status < 500
