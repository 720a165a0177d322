"""The pages of a class lead to each other, for whoever may open them for that very class."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.db import db, unit_of_work
from school.org.models import Post, PostKind, StaffMember
from tests.campus import TERM_START, Campus
from tests.letters.mailings import a_mailing

ClientOf = Callable[[str], FlaskClient]
PAGES = ("/figures", "", "/app", "/letters", "/codes")
TABS = re.compile(r'<nav aria-label="这个班">(.*?)</nav>', re.DOTALL)
LINK = re.compile(r'<a href="([^"]+)"( aria-current="page")?>')


def tabs(client: FlaskClient, path: str) -> dict[str, bool]:
    """The addresses of a page's tabs, and which of them is the page itself."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    found = TABS.search(answer.get_data(as_text=True))
    return {address: bool(current) for address, current in LINK.findall(found.group(1))} if found else {}


@pytest.mark.parametrize("username", ["office", "college_contact", "counsellor"])
def test_every_page_of_a_class_has_them_all_and_marks_itself(
    client_of: ClientOf, campus: Campus, username: str
) -> None:
    client, own = client_of(username), f"/classes/{campus.own_class}"
    for written in (False, True):
        if written:
            a_mailing()
        for page in PAGES:
            assert tabs(client, own + page) == {own + each: each == page for each in PAGES}


@pytest.mark.parametrize(
    ("username", "page"), [("department_reader", "/figures"), ("monitor", "/letters"), ("administrator", "")]
)
def test_a_single_way_is_no_tab(client_of: ClientOf, campus: Campus, username: str, page: str) -> None:
    a_mailing()
    assert tabs(client_of(username), f"/classes/{campus.own_class}{page}") == {}


def test_a_right_to_another_class_opens_no_tab_of_this_one(client_of: ClientOf, campus: Campus) -> None:
    with unit_of_work():
        member = db.session.scalars(select(StaffMember).where(StaffMember.staff_number == "T-department_reader")).one()
        db.session.add(
            Post(kind=PostKind.COUNSELLOR, staff_id=member.id, class_id=campus.own_class, from_on=TERM_START)
        )
    client = client_of("department_reader")
    assert len(tabs(client, f"/classes/{campus.own_class}/figures")) == len(PAGES)
    assert tabs(client, f"/classes/{campus.foreign_class}/figures") == {}
    assert client.get(f"/classes/{campus.foreign_class}").status_code == 404
