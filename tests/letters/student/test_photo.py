"""The photo of a slip: shown to those who follow the letter, and to nobody else."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select

from school.foundation.db import db
from school.foundation.files import StoredFile, path_of
from tests.campus import FOREIGN_CLASS, Campus
from tests.letters.posted import Posted, of_student

SignIn = Callable[[str], FlaskClient]


def send_photo(client_of: SignIn, letter: Posted, colour: str) -> StoredFile:
    """The student says "handed in" with a photo; the file that is kept."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    data = {"confirmation": "handed_in", "photo": (io.BytesIO(out.getvalue()), "slip.jpg")}
    assert client_of("student").post(f"/s/{letter.number}", data=data).status_code == 303
    return db.session.get_one(StoredFile, letter.letter.photo_id)


@pytest.mark.parametrize("role", ["counsellor", "college_contact", "office"])
def test_those_who_follow_the_letter_see_it_as_a_picture(letter: Posted, client_of: SignIn, role: str) -> None:
    address = f"/letters/{letter.letter_id}/photo.jpg"
    before = client_of(role).get(f"/letters/{letter.letter_id}").text
    assert "回执照片" not in before
    assert client_of(role).get(address).status_code == 404
    send_photo(client_of, letter, "white")
    page = client_of(role).get(f"/letters/{letter.letter_id}").text
    assert f'<img src="{address}"' in page
    assert "自愿" in page
    with client_of(role).get(address) as answer:
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert "inline" in answer.headers.get("Content-Disposition", "inline")
        assert Image.open(io.BytesIO(answer.data)).size == (60, 40)


@pytest.mark.parametrize("role", ["monitor", "class_officer", "student", "duty_officer", "department_reader"])
def test_class_posts_and_all_others_do_not(letter: Posted, client_of: SignIn, role: str) -> None:
    send_photo(client_of, letter, "white")
    assert client_of(role).get(f"/letters/{letter.letter_id}/photo.jpg").status_code == 403


def test_nor_do_those_of_another_class(letter: Posted, client_of: SignIn, campus: Campus) -> None:
    send_photo(client_of, letter, "white")
    assert client_of("foreign_counsellor").get(f"/letters/{letter.letter_id}/photo.jpg").status_code == 404
    foreign = of_student(campus.students_of(FOREIGN_CLASS)[0])
    assert client_of("counsellor").get(f"/letters/{foreign.letter_id}/photo.jpg").status_code == 404


def test_a_new_photo_takes_the_place_of_the_old_one(letter: Posted, client_of: SignIn) -> None:
    old = path_of(send_photo(client_of, letter, "white"))
    assert "已经附过一张" in client_of("student").get(f"/s/{letter.number}").text
    new = path_of(send_photo(client_of, letter, "black"))
    assert [old.exists(), new.exists()] == [False, True]
    again = path_of(send_photo(client_of, letter, "black"))  # the very same bytes
    assert again.exists()
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1
