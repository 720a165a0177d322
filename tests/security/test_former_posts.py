"""Whoever held a post once sees nothing by it, and is seen by nobody but the campus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.accounts.models import Account
from school.foundation.clock import today
from school.foundation.db import db, next_id, unit_of_work
from school.letters.family.queries import contacts
from school.org.models import Post, PostKind, SchoolClass, StaffMember, Unit
from tests.campus import OWN_CLASS, Campus

Browser = Callable[[str], FlaskClient]
PAGES = ("/classes/{0}", "/classes/{0}/letters", "/classes/{0}/app", "/classes/{0}/codes", "/classes/{0}/figures")


def colleague(campus: Campus, name: str, from_on: dt.date, to_on: dt.date | None) -> int:
    """Another counsellor of the own class, of the other college."""
    with unit_of_work():
        unit = campus.units["外国语学院"]
        member = StaffMember(id=next_id(StaffMember), staff_number=f"T-{name}", name=name, unit_id=unit)
        member.set_phone("13700000777")
        db.session.add(member)
        db.session.flush()
        post = Post(kind=PostKind.COUNSELLOR, staff_id=member.id, class_id=campus.own_class, from_on=from_on)
        post.to_on = to_on
        db.session.add(post)
        return member.id


def staff_of(username: str) -> int:
    db.session.rollback()
    return db.session.scalars(select(Account.staff_id).where(Account.username == username)).one() or 0


def set_closed(row: type[SchoolClass] | type[Unit], number: int, closed_on: dt.date | None) -> None:
    with unit_of_work():
        db.session.get_one(row, number).closed_on = closed_on


@pytest.mark.parametrize("role", ["counsellor", "monitor", "class_officer"])
def test_a_closed_class_is_closed_to_those_who_held_a_post_in_it(campus: Campus, client_of: Browser, role: str) -> None:
    client, student = client_of(role), campus.students_of(OWN_CLASS)[3]
    addresses = [page.format(campus.own_class) for page in PAGES] + [f"/students/{student}", "/students", "/staff"]
    before = {address: client.get(address).status_code for address in addresses}
    assert 200 in before.values()
    assert client_of("college_contact").post(f"/classes/{campus.own_class}/close").status_code == 302
    assert {client.get(address).status_code for address in addresses} <= {403, 404}
    assert client.post(f"/students/{student}/phones", data={"purpose": "emergency"}).status_code in {403, 404}
    assert client_of("college_contact").get(f"/classes/{campus.own_class}").status_code == 200
    assert client_of("college_contact").post(f"/classes/{campus.own_class}/open").status_code == 302
    assert {address: client.get(address).status_code for address in addresses} == before


def test_a_class_that_closes_tomorrow_is_open_today(campus: Campus, client_of: Browser) -> None:
    set_closed(SchoolClass, campus.own_class, today() + dt.timedelta(days=1))
    assert client_of("counsellor").get(f"/classes/{campus.own_class}").status_code == 200


def test_a_closed_college_is_closed_to_its_contact(campus: Campus, client_of: Browser) -> None:
    college = campus.units["信息工程学院"]
    contact = client_of("college_contact")
    assert contact.get(f"/units/{college}").status_code == 200
    set_closed(Unit, college, today())
    for address in (f"/units/{college}", "/students", "/staff", f"/classes/{campus.own_class}"):
        assert contact.get(address).status_code in {403, 404}, address
    assert client_of("counsellor").get(f"/classes/{campus.own_class}").status_code == 200
    set_closed(Unit, college, None)
    assert contact.get(f"/units/{college}").status_code == 200


def test_nobody_is_to_be_called_in_a_closed_class(campus: Campus, client_of: Browser) -> None:
    assert contacts(campus.own_class)
    assert "陈立群" in client_of("counsellor").get("/directory").text
    set_closed(SchoolClass, campus.own_class, today())
    assert contacts(campus.own_class) == []
    assert 'data-total="1"' in client_of("office").get("/directory?kind=counsellor").text


def test_a_former_colleague_is_known_to_the_campus_only(campus: Campus, client_of: Browser) -> None:
    began, yesterday = dt.date(2026, 9, 7), today() - dt.timedelta(days=1)
    former = colleague(campus, "周敏", began, yesterday)
    present = colleague(campus, "吴桐", began, None)
    coming = colleague(campus, "郑一鸣", today() + dt.timedelta(days=7), None)
    counsellor, purpose = client_of("counsellor"), {"purpose": "emergency"}
    for member, status in ((former, 404), (present, 200), (coming, 200)):
        assert counsellor.get(f"/staff/{member}").status_code == status
        assert counsellor.post(f"/staff/{member}/phone", data=purpose).status_code == status
        assert client_of("office").post(f"/staff/{member}/phone", data=purpose).status_code == 200
    assert "周敏" not in counsellor.get("/staff").text
    assert "吴桐" in counsellor.get("/staff").text


def test_who_left_the_school_is_known_to_the_campus_only(campus: Campus, client_of: Browser) -> None:
    member, contact, purpose = staff_of("counsellor"), client_of("college_contact"), {"purpose": "emergency"}
    assert contact.post(f"/staff/{member}/phone", data=purpose).status_code == 200
    left = contact.post(f"/staff/{member}/leave", follow_redirects=True)
    assert left.status_code == 200
    assert "陈立群" in left.text
    for verb in ("", "/edit"):
        assert contact.get(f"/staff/{member}{verb}").status_code == 404
    assert contact.post(f"/staff/{member}/phone", data=purpose).status_code == 404
    assert client_of("office").get(f"/staff/{member}").status_code == 200
