"""The Host header is whatever a sender writes: nothing that leaves us may come from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from school.foundation.access import Gate
from tests.campus import Campus
from tests.letters.posted import Family, posted

EVIL = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil"}


@pytest.mark.parametrize(
    "address", ["/r", "/r?x=1", "/", "/students", "/sign-in", "/s/ABCDEFGH", "/nowhere", "//evil.example/r"]
)
def test_no_answer_repeats_it(client: FlaskClient, campus: Campus, address: str) -> None:
    response = client.get(address, headers=EVIL)
    location = response.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")
    assert "evil.example" not in response.text.replace("//evil.example/r", "")


def test_what_a_family_and_a_student_are_given_carries_our_own_address(
    app: Gate, campus: Campus, client_of: Callable[[str], FlaskClient]
) -> None:
    letter = posted(campus)
    family = Family(app, letter)
    family.open()
    for client, address in ((family.client, "/r/letter"), (client_of("student"), f"/s/{letter.number}/family")):
        cookies = [client.get_cookie(name) for name in ("wuzha", "family_letter")]
        carried = "; ".join(f"{cookie.key}={cookie.value}" for cookie in cookies if cookie)
        response = app.test_client(use_cookies=False).get(address, headers=EVIL | {"Cookie": carried})
        assert response.status_code == 200, address
        assert "evil.example" not in response.text
    assert f"https://fz.yunzhou.example/r/{letter.token}" in response.text


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "/\t/evil.example", "///evil.example"])
def test_the_way_back_from_an_error_leads_to_no_other_host(
    campus: Campus, client_of: Callable[[str], FlaskClient], path: str
) -> None:
    page = client_of("monitor").get("/students", headers={"Referer": f"http://localhost{path}"})
    assert page.status_code == 403
    assert "evil.example" not in page.text
