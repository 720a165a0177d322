"""Nobody rises, or brings down somebody above them, by giving and ending posts or making accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from school.accounts.models import Account
from school.foundation.access import Gate
from school.foundation.db import db, next_id, unit_of_work
from school.org.models import Post, PostKind, StaffMember
from tests.campus import Campus

Browser = Callable[[str], FlaskClient]
YESTERDAY = dt.date.today() - dt.timedelta(days=1)  # noqa: DTZ011  (the same clock as the campus of the tests)


def post_of(username: str) -> Post:
    """The post of an account of the small campus."""
    db.session.rollback()
    statement = select(Post).join(Account, Account.staff_id == Post.staff_id).where(Account.username == username)
    return db.session.scalars(statement).one()


def colleague(kind: PostKind, unit_id: int, number: str, college_id: int | None = None) -> int:
    """Somebody on file with a post and without an account."""
    with unit_of_work():
        member = StaffMember(id=next_id(StaffMember), staff_number=number, name="周敏", unit_id=unit_id)
        db.session.add(member)
        db.session.flush()
        db.session.add(Post(kind=kind, staff_id=member.id, college_id=college_id, from_on=dt.date(2026, 9, 7)))
        return member.id


@pytest.mark.parametrize("highest", ["office_lead", "administrator"])
def test_the_office_ends_no_post_above_its_own(campus: Campus, client_of: Browser, highest: str) -> None:
    client = client_of("office")
    assert client.post(f"/posts/{post_of(highest).id}/end").status_code == 403
    assert client.post(f"/staff/{post_of(highest).staff_id}/leave").status_code == 403
    assert post_of(highest).to_on is None


def test_a_contact_ends_no_contact(campus: Campus, client_of: Browser) -> None:
    own = post_of("college_contact")
    client = client_of("college_contact")
    for address in (f"/posts/{own.id}/end", f"/class-posts/{own.id}/end", f"/staff/{own.staff_id}/leave"):
        assert client.post(address).status_code == 403, address
    assert post_of("college_contact").to_on is None


def test_a_contact_lets_nobody_of_the_office_leave_who_sits_in_the_college(campus: Campus, client_of: Browser) -> None:
    member_id = colleague(PostKind.OFFICE_LEAD, campus.units["信息工程学院"], "T900")
    assert client_of("college_contact").post(f"/staff/{member_id}/leave").status_code == 403
    db.session.rollback()
    assert db.session.get_one(StaffMember, member_id).left_on is None


def test_a_counsellor_ends_no_counsellor(campus: Campus, client_of: Browser) -> None:
    own = post_of("counsellor")
    assert client_of("counsellor").post(f"/class-posts/{own.id}/end").status_code == 403
    assert post_of("counsellor").to_on is None


@pytest.mark.parametrize("kind", [PostKind.OFFICE_LEAD, PostKind.ADMINISTRATOR])
def test_the_office_makes_no_account_for_somebody_above(
    app: Gate, campus: Campus, client_of: Browser, kind: PostKind
) -> None:
    """The first password is told to whoever makes the account, and opens every post its holder has."""
    colleague(kind, campus.units["保卫处"], "T901")
    wanted = {"kind": "duty_officer", "staff_number": "T901", "username": "zhoumin"}
    response = client_of("office").post("/accounts/new", data=wanted)
    assert response.status_code in (403, 422)
    db.session.rollback()
    assert db.session.scalar(select(func.count(Account.id)).where(Account.username == "zhoumin")) == 0
    assert client_of("office_lead").post("/accounts/new", data=wanted).status_code == 200


@pytest.mark.parametrize("kind", ["office_lead", "administrator"])
def test_the_office_gives_no_post_above_its_own(campus: Campus, client_of: Browser, kind: str) -> None:
    own = post_of("office").staff_id
    data = {"kind": kind, "college": "", "school_class": ""}
    assert client_of("office").post(f"/staff/{own}/posts/new", data=data).status_code == 422


def test_a_contact_gives_no_post_elsewhere(campus: Campus, client_of: Browser) -> None:
    own = post_of("college_contact").staff_id
    client = client_of("college_contact")
    for data in (
        {"kind": "counsellor", "school_class": str(campus.foreign_class)},
        {"kind": "office", "school_class": ""},
        {"kind": "college_contact", "college": str(campus.units["外国语学院"])},
        {"kind": "counsellor", "school_class": str(campus.own_class), "college": str(campus.units["外国语学院"])},
    ):
        assert client.post(f"/staff/{own}/posts/new", data=data).status_code == 422, data


def test_a_contact_moves_nobody_into_another_unit(campus: Campus, client_of: Browser) -> None:
    own = post_of("counsellor").staff_id
    data = {"name": "陈立群", "unit": str(campus.units["外国语学院"]), "gender": "", "phone": ""}
    assert client_of("college_contact").post(f"/staff/{own}/edit", data=data).status_code == 422


def test_a_post_that_ended_yesterday_opens_nothing(campus: Campus, client_of: Browser) -> None:
    client = client_of("counsellor")
    assert client.get(f"/classes/{campus.own_class}").status_code == 200
    with unit_of_work():
        post_of_counsellor = db.session.scalars(
            select(Post).where(Post.kind == PostKind.COUNSELLOR, Post.class_id == campus.own_class)
        ).one()
        post_of_counsellor.to_on = YESTERDAY
    for path in (f"/classes/{campus.own_class}", "/students", f"/classes/{campus.own_class}/letters", "/account"):
        assert client.get(path).status_code == 403, path


def test_who_left_is_nobody(campus: Campus, client_of: Browser) -> None:
    client = client_of("student")
    assert client.get("/me/app").status_code == 200
    with unit_of_work():
        account = db.session.scalars(select(Account).where(Account.username == "student")).one()
        assert account.student is not None
        account.student.left_on = YESTERDAY
    for path in ("/me", "/me/app", "/me/letters", "/account"):
        assert client.get(path).status_code == 403, path
