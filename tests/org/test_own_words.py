"""A school that says 班主任, 学部 and 安全保卫处 reads these words, and not the catalogue's, on every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from flask_babel import force_locale, gettext, lazy_gettext, ngettext

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.foundation.ui import own_words
from school.org.models import School, Unit
from tests.campus import Campus

STANDARD = ("辅导员", "保卫处")
PAGES = {
    "office": ("/", "/staff", "/staff/new", "/classes", "/units", "/students", "/letters", "/accounts", "/permissions"),
    "counsellor": ("/", "/letters", "/classes", "/app-status/students"),
    "student": ("/", "/me/app"),
    "monitor": ("/me/class-app",),
}


@pytest.fixture
def other_words(campus: Campus) -> None:
    with unit_of_work():
        school = db.session.get_one(School, 1)
        school.counsellor_label, school.college_label, school.office_name = "班主任", "学部", "安全处"
        db.session.get_one(Unit, campus.units["保卫处"]).name = "安全处"


@pytest.mark.parametrize(("username", "path"), [(name, path) for name, paths in PAGES.items() for path in paths])
def test_no_page_says_the_standard_word(
    other_words: None, client_of: Callable[[str], FlaskClient], username: str, path: str
) -> None:
    page = client_of(username).get(path, follow_redirects=True)
    assert page.status_code == 200
    assert [word for word in STANDARD if word in page.text] == []


def test_names_of_colleges_stay_as_they_are(other_words: None, client_of: Callable[[str], FlaskClient]) -> None:
    page = client_of("office").get("/").text
    assert "信息工程学院" in page
    assert "学部" in page


def test_an_english_page_is_in_english(other_words: None, client_of: Callable[[str], FlaskClient]) -> None:
    client = client_of("office")
    client.set_cookie("language", "en")
    page = client.get("/permissions").text
    assert "Counsellor" in page
    assert "班主任" not in page


def test_every_way_to_a_text_leads_through_the_words(app: Gate, other_words: None) -> None:
    word = lazy_gettext("Counsellor")
    assert [gettext("Counsellor"), str(word), app.jinja_env.from_string("{{ _('Counsellor') }}").render()] == [
        "班主任"
    ] * 3
    assert "班主任" in ngettext("%(count)s class has no counsellor", "%(count)s classes have no counsellor", 2, count=2)
    with force_locale("en"):
        assert gettext("Counsellor") == "Counsellor"


def test_words_are_read_again_for_every_request(app: Gate, other_words: None) -> None:
    assert gettext("Counsellor") == "班主任"
    with unit_of_work():
        db.session.get_one(School, 1).counsellor_label = "辅导员"
    own_words.forget_last_request()
    assert gettext("Counsellor") == "辅导员"


def test_a_page_that_must_not_ask_the_database_keeps_to_the_catalogue(app: Gate, other_words: None) -> None:
    own_words.standard_words()
    assert gettext("Counsellor") == "辅导员"


@pytest.mark.parametrize("typed", ["<b onclick=x>&'\"", "100%处", "%(count)s", "</h1><form action=/>"])
def test_whatever_a_school_types_stays_text(
    campus: Campus, client_of: Callable[[str], FlaskClient], typed: str
) -> None:
    with unit_of_work():
        school = db.session.get_one(School, 1)
        school.counsellor_label = school.college_label = school.office_name = typed[:20]
    for path in ("/", "/classes", "/first-run"):
        page = client_of("college_contact").get(path)
        assert page.status_code == (403 if path == "/first-run" else 200)
        for tag in ("<b onclick", "</h1><form"):
            assert tag not in page.text
