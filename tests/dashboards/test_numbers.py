"""Every number on every home page opens as many rows as it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.campus import Campus
from tests.dashboards.campaign import a_campaign
from tests.services.counts import numbers, wrong

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
