"""On a page in English the school and its office have their English names, where there are any."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.org.models import School
from tests.campus import Campus
from tests.letters.posted import Family, posted

SignIn = Callable[[str], FlaskClient]


def name_school(**values: str) -> None:
    with unit_of_work():
        school = db.session.get_one(School, 1)
        for name, value in values.items():
            setattr(school, name, value)


def page_of(client: FlaskClient, path: str, language: str = "en") -> str:
    client.set_cookie("language", language)
    return client.get(path, follow_redirects=True).text


@pytest.mark.parametrize("path", ["/sign-in", "/r/"])
def test_pages_before_signing_in(app: Gate, campus: Campus, path: str) -> None:
    name_school(english_name="Yunzhou University")
    english, chinese = page_of(app.test_client(), path), page_of(app.test_client(), path, "zh_CN")
    assert "Yunzhou University" in english
    assert "Security Office" in english
    assert [word for word in ("云州大学", "保卫处") if word in english] == []
    assert "云州大学" in chinese
    assert "保卫处" in chinese
    assert "Yunzhou" not in chinese


def test_a_school_without_an_english_name_keeps_its_own(app: Gate, campus: Campus) -> None:
    name_school(office_name="安全工作部")
    page = page_of(app.test_client(), "/sign-in")
    assert "云州大学" in page
    assert "安全工作部" in page
    assert "Security Office" not in page


def test_units_and_classes_keep_their_names(campus: Campus, client_of: SignIn) -> None:
    name_school(english_name="Yunzhou University")
    page = page_of(client_of("office"), "/")
    assert "Yunzhou University" in page
    assert "信息工程学院" in page


def test_what_a_family_reads_and_a_student_sends_on(app: Gate, campus: Campus, client_of: SignIn) -> None:
    name_school(english_name="Yunzhou University")
    letter = posted(campus)
    family = Family(app, letter)
    family.client.set_cookie("language", "en")
    page = family.open().text
    assert "Yunzhou University" in page
    assert "Counsellor" in page
    assert "Yunzhou University has written you a letter" in page_of(client_of("student"), f"/s/{letter.number}/family")
