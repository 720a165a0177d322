"""Every number on every home page opens as many rows as it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from tests.campus import Campus
from tests.dashboards.campaign import a_campaign

ClientOf = Callable[[str], FlaskClient]
HOMES = {
    "office": "/",
    "office_lead": "/",
    "college_contact": "/",
    "foreign_contact": "/",
    "counsellor": "/",
    "foreign_counsellor": "/",
    "department_reader": "/",
    "administrator": "/",
    "duty_officer": "/",
    "monitor": "/",
    "class_officer": "/",
    "student": "/me",
}
WITH_NUMBERS = set(HOMES) - {"department_reader", "duty_officer", "student"}
TOTAL = re.compile(r'data-total="(\d+)"')
# Where a list is a form of ticks (a class's letters, its marks): one row is one tick of a student or letter.
TICK = re.compile(r'name="(?:letters|students)" value="\d+"|data-student="\d+"')


class Numbers(HTMLParser):
    """Collects (count, address) of every ``<a data-count>``."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("data-count"):
            self.found.append((int(given["data-count"] or 0), given["href"] or ""))


def numbers(page: str) -> set[tuple[int, str]]:
    parser = Numbers()
    parser.feed(page)
    return set(parser.found)


def rows(page: str) -> int:
    total = TOTAL.search(page)
    return int(total.group(1)) if total else len(set(TICK.findall(page)))


def wrong(client: FlaskClient, path: str) -> Iterator[str]:
    page = client.get(path)
    assert page.status_code == 200, path
    for count, address in sorted(numbers(page.get_data(as_text=True))):
        answer = client.get(unescape(address), follow_redirects=True)
        found = rows(answer.get_data(as_text=True))
        if answer.status_code != 200 or found != count:
            yield f"{path}: {count} leads to {found} rows of {address} ({answer.status_code})"


@pytest.mark.parametrize("username", HOMES)
def test_every_number_of_a_home_page_opens_its_rows(client_of: ClientOf, campus: Campus, username: str) -> None:
    a_campaign(campus)
    client = client_of(username)
    assert not list(wrong(client, HOMES[username]))
    found = numbers(client.get(HOMES[username]).get_data(as_text=True))
    assert bool(found) == (username in WITH_NUMBERS)


@pytest.mark.parametrize("username", ["office", "college_contact", "counsellor"])
def test_every_number_of_a_college_and_a_class_opens_its_rows(
    client_of: ClientOf, campus: Campus, username: str
) -> None:
    a_campaign(campus)
    client = client_of(username)
    college, own = campus.units["信息工程学院"], campus.own_class
    assert not list(wrong(client, f"/colleges/{college}"))
    assert not list(wrong(client, f"/classes/{own}/figures"))
    assert len(numbers(client.get(f"/classes/{own}/figures").get_data(as_text=True))) > 10


def test_with_two_mailings_numbers_stay_with_the_one_that_is_shown(client_of: ClientOf, campus: Campus) -> None:
    first = a_campaign(campus)
    a_campaign(campus, due_in=-2, name="补发")
    office = client_of("office")
    assert not list(wrong(office, "/"))
    assert not list(wrong(office, f"/?mailing={first}"))
