"""From the QR code to the door, and through it: what is shown, what is counted, what is kept in the cookie."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work, utc_now
from school.letters.actions.single import reissue_letter
from school.links.models import PersonalLink
from tests.campus import Campus
from tests.letters.posted import Family, Posted, of_student, posted


@pytest.fixture
def letter(campus: Campus) -> Posted:
    return posted(campus)


@pytest.fixture
def family(app: Gate, letter: Posted) -> Family:
    return Family(app, letter)


def link_of(letter: Posted) -> PersonalLink:
    db.session.rollback()
    return db.session.get_one(PersonalLink, letter.link_id)


def events() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def test_the_token_is_exchanged_for_a_cookie_and_leaves_the_address(family: Family) -> None:
    answer = family.client.get(f"/r/{family.letter.token}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/r/")
    cookie = SimpleCookie(answer.headers["Set-Cookie"])["family_letter"]
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == ("/", "Lax", "1800")
    assert cookie["httponly"]
    assert cookie["secure"] or not family.client.application.config["SESSION_COOKIE_SECURE"]
    assert family.letter.token not in cookie.value


def test_the_cookie_is_secure_on_an_https_school(family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(family.client.application.config, "SESSION_COOKIE_SECURE", True)
    assert "Secure" in family.client.get(f"/r/{family.letter.token}").headers["Set-Cookie"]


def test_the_token_is_read_in_capitals_too(family: Family) -> None:
    assert family.client.get(f"/r/{family.letter.token.upper()}").status_code == 303


def test_nobody_is_named_before_the_second_thing(app: Gate, family: Family) -> None:
    pages = [family.scan(), family.type(family.letter.wrong()), family.client.get("/r/nonsense")]
    for page in pages:
        text = page.get_data(as_text=True)
        assert "云州大学" in text
        for word in (family.letter.student_name, "陈立群", "计科2402班", family.letter.code, family.letter.token):
            assert word not in text


def test_looking_changes_nothing(family: Family) -> None:
    before = events()
    family.scan()
    family.client.head(f"/r/{family.letter.token}")
    assert link_of(family.letter).opened_at is None
    assert events() == before


def test_an_unknown_code_says_what_to_do(family: Family) -> None:
    answer = family.client.get(f"/r/{'a' * 26}")
    assert answer.status_code == 404
    assert "0000-8660120" in answer.get_data(as_text=True)
    assert "Set-Cookie" not in answer.headers or "family_letter" not in answer.headers["Set-Cookie"]


def test_a_replaced_letter_says_so_and_its_open_door_is_shut(family: Family) -> None:
    family.open()
    with unit_of_work():
        reissue_letter(family.letter.letter)
    answer = family.client.get(f"/r/{family.letter.token}")
    assert answer.status_code == 410
    assert family.letter.student_name not in answer.get_data(as_text=True)
    shut = family.client.get("/r/letter")
    assert (shut.status_code, shut.headers["Location"]) == (303, "/r/")
    assert family.sign().headers["Location"] == "/r/"


@pytest.mark.parametrize("which", ["code", "phone_digits"])
def test_either_second_thing_opens_and_which_is_noted(family: Family, which: str) -> None:
    family.scan()
    answer = family.type(getattr(family.letter, which))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/r/letter")
    assert family.letter.student_name in family.client.get("/r/letter").get_data(as_text=True)
    noted = db.session.scalars(select(AuditEvent.data).where(AuditEvent.event == "link.opened")).one()
    assert ("check_code" if which == "code" else "last_four") in noted
    assert link_of(family.letter).opened_at is not None


def test_full_width_digits_and_spaces_are_no_mistakes(family: Family) -> None:
    family.scan()
    wide = " ".join(chr(ord(digit) + 0xFEE0) for digit in family.letter.code)
    assert family.type(wide).status_code == 303


@pytest.mark.parametrize("typed", ["", "12", "12345", "abcd"])
def test_what_is_not_four_digits_costs_no_try(family: Family, typed: str) -> None:
    family.scan()
    assert family.type(typed).status_code == 422
    assert link_of(family.letter).wrong_tries == 0


def test_five_wrong_an_hour_three_more_then_locked(family: Family) -> None:
    family.scan()
    wrong = family.letter.wrong()
    for left in (4, 3, 2, 1):
        assert f"还可以再试 {left} 次" in family.type(wrong).get_data(as_text=True)
    assert "一小时" in family.type(wrong).get_data(as_text=True)
    assert family.type(family.letter.code).status_code == 422  # not even looked at
    assert link_of(family.letter).wrong_tries == 5
    an_hour_later(family.letter)
    assert "还可以再试 2 次" in family.type(wrong).get_data(as_text=True)
    family.type(wrong)
    assert "锁" in family.type(wrong).get_data(as_text=True)
    assert link_of(family.letter).needs_unlock
    an_hour_later(family.letter)
    locked = family.type(family.letter.code)
    assert locked.status_code == 422
    assert "回执" in locked.get_data(as_text=True)  # paper still works
    with unit_of_work():
        link_of(family.letter).unlock()
    assert family.type(family.letter.code).status_code == 303


def an_hour_later(letter: Posted) -> None:
    with unit_of_work():
        past = utc_now() - dt.timedelta(seconds=1)
        blocked = PersonalLink.blocked_until.is_not(None)
        db.session.execute(
            update(PersonalLink).where(PersonalLink.id == letter.link_id, blocked).values(blocked_until=past)
        )


def test_a_right_try_gives_all_back(family: Family) -> None:
    family.scan()
    family.type(family.letter.wrong())
    family.type(family.letter.code)
    assert link_of(family.letter).wrong_tries == 0


def test_many_phones_at_once_have_five_tries_between_them(app: Gate, letter: Posted) -> None:
    phones = [Family(app, letter) for _ in range(12)]
    for phone in phones:
        phone.scan()
    threads = [threading.Thread(target=phone.type, args=(letter.wrong(),)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert link_of(letter).wrong_tries == 5
    refused = select(func.count()).where(AuditEvent.event == "link.refused")
    assert db.session.scalar(refused) == 5


def test_without_or_with_a_forged_cookie_the_pages_ask_to_scan(app: Gate, letter: Posted) -> None:
    client = app.test_client()
    assert client.get("/r/").status_code == 200
    assert client.get("/r/letter").headers["Location"] == "/r/"
    client.set_cookie("family_letter", "WzEsICJjaGVja19jb2RlIl0.forged.forged")
    assert client.get("/r/letter").headers["Location"] == "/r/"


def test_the_door_of_one_letter_opens_no_other(app: Gate, campus: Campus, family: Family) -> None:
    family.open()
    other = Family(app, of_student(campus.students_of("计科2402班")[1]))
    assert other.letter.student_name not in family.client.get("/r/letter").get_data(as_text=True)
    family.client.get(f"/r/{other.letter.token}")
    assert family.client.get("/r/letter").headers["Location"] == "/r/"


def test_the_grant_holds_on_the_familys_pages_only(family: Family) -> None:
    family.open()
    assert family.client.get("/me/letters").status_code == 401
    assert family.client.get(f"/s/{family.letter.number}").status_code == 401


def test_staff_signed_in_on_this_phone_read_the_letter_as_the_family(
    client_of: Callable[[str], FlaskClient],
    letter: Posted,
    app: Gate,
) -> None:
    family = Family(app, letter)
    family.client = client_of("student")
    assert family.letter.student_name in family.open().get_data(as_text=True)
    assert family.sign().headers["Location"] == "/r/received"
