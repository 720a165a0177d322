"""Somebody helped, or one phone signed many letters: facts for the counsellor, and nothing follows from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.db import db
from school.letters.family import phones
from school.letters.models import Helper, Signature
from tests.campus import OWN_CLASS, Campus
from tests.letters.posted import Family, Posted, of_student

ClientOf = Callable[[str], FlaskClient]


def signatures() -> list[Signature]:
    db.session.rollback()
    return list(db.session.scalars(select(Signature).order_by(Signature.id)))


def sign_on(client: FlaskClient, app: Gate, letter: Posted, **more: str) -> None:
    family = Family(app, letter)
    family.client = client
    family.open()
    said = {"relationship": "other", "name": "林姑姑"} | more
    assert client.post("/r/letter", data=said).status_code == 303


@pytest.mark.parametrize("helper", [None, *Helper])
def test_who_helped_stands_beside_the_signature(
    app: Gate, family: Family, client_of: ClientOf, helper: Helper | None
) -> None:
    sign_on(family.client, app, family.letter, helped_by=helper.value if helper else "")
    assert signatures()[0].helped_by is helper
    for page in (
        family.client.get("/r/received"),
        client_of("counsellor").get(f"/letters/{family.letter.letter_id}"),
    ):
        text = page.get_data(as_text=True)
        assert "其他亲属 林姑姑" in text
        assert ("帮忙" in text) == (helper is not None)
    assert family.client.get("/r/receipt.png").status_code == 200


def test_a_helper_who_is_none_of_the_choices_is_shown_again(family: Family) -> None:
    said = {"relationship": "mother", "name": "林桂芳", "helped_by": "robot"}
    assert family.client.post("/r/letter", data=said).status_code == 422


def test_the_phone_s_number_is_not_kept_and_not_given_before_signing(app: Gate, family: Family) -> None:
    assert family.client.get_cookie("family_phone", path="/r/") is None
    sign_on(family.client, app, family.letter)
    cookie = family.client.get_cookie("family_phone", path="/r/")
    assert cookie is not None
    assert cookie.http_only
    kept = signatures()[0].device_hash
    assert kept is not None
    assert len(kept) == 16
    assert cookie.value not in kept.hex()


def test_a_phone_is_another_one_in_every_mailing(app: Gate) -> None:
    """Whoever has the rows cannot follow a phone from one year's letters to the next."""
    number = phones.number_of({})
    assert phones.hash_of(number, 1) == phones.hash_of(number, 1) != phones.hash_of(number, 2)
    assert phones.number_of({phones.COOKIE: "../../" + number}) != number


@pytest.mark.parametrize(("letters", "shown"), [(3, False), (4, True)])
def test_more_than_three_letters_of_one_phone_are_shown_to_the_counsellor(
    app: Gate, family: Family, campus: Campus, client_of: ClientOf, letters: int, shown: bool
) -> None:
    students = campus.students_of(OWN_CLASS)
    for student_id in students[:letters]:
        sign_on(family.client, app, of_student(student_id))
    counsellor = client_of("counsellor")
    words = f"有 {letters} 封信是在同一部手机上签的"
    class_page = counsellor.get(f"/classes/{campus.own_class}/letters").get_data(as_text=True)
    own_page = counsellor.get(f"/letters/{family.letter.letter_id}").get_data(as_text=True)
    assert (words in class_page, words in own_page) == (shown, shown)
    unsigned = of_student(students[5]).letter_id
    assert words not in counsellor.get(f"/letters/{unsigned}").get_data(as_text=True)
    monitor = client_of("monitor").get(f"/classes/{campus.own_class}/letters").get_data(as_text=True)
    assert "同一部手机" not in monitor
