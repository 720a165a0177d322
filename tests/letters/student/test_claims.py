"""The student's pages: a claim that counts as nothing but itself, and the way to hand the letter on."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work, utc_now
from school.foundation.files import path_of
from school.letters.actions.single import exempt_letter, reissue_letter
from school.letters.models import Confirmation, ExemptReason, Letter, LetterState
from school.letters.rules.states import Verb
from tests.campus import FOREIGN_CLASS, OWN_CLASS, Campus
from tests.letters.posted import Family, Posted, of_student
from tests.services.pages import without_token


@pytest.fixture
def student(letter: Posted, client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of("student")


def say(student: FlaskClient, letter: Posted, what: str, photo: bytes | None = None) -> int:
    data: dict[str, object] = {"confirmation": what}
    if photo is not None:
        data["photo"] = (io.BytesIO(photo), "slip.jpg")
    return student.post(f"/s/{letter.number}", data=data).status_code


@pytest.mark.parametrize("what", list(Confirmation))
def test_a_claim_moves_the_letter_nowhere(student: FlaskClient, letter: Posted, what: Confirmation) -> None:
    assert say(student, letter, what.value) == 303
    row = letter.letter
    assert (row.confirmation, row.state, row.back_at, row.signed_at) == (what, LetterState.ISSUED, None, None)


def test_it_can_be_changed_until_the_class_has_settled_it(student: FlaskClient, letter: Posted) -> None:
    assert [say(student, letter, "taken_home"), say(student, letter, "handed_in")] == [303, 303]
    with unit_of_work():
        letter.letter.settled_at = letter.letter.issued_at
    assert say(student, letter, "taken_home") == 409
    assert letter.letter.confirmation is Confirmation.HANDED_IN
    assert "核对过回执" in student.get(f"/s/{letter.number}").get_data(as_text=True)


@pytest.mark.parametrize("what", ["", "signed"])
def test_there_are_three_answers_and_no_other(student: FlaskClient, letter: Posted, what: str) -> None:
    assert say(student, letter, what) == 422
    assert letter.letter.confirmation is None


def a_photo() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    out = io.BytesIO()
    Image.new("RGB", (2400, 1200), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_is_kept_small_and_without_what_the_phone_wrote_into_it(student: FlaskClient, letter: Posted) -> None:
    photo = a_photo()
    assert b"SecretPhone" in photo
    assert say(student, letter, "handed_in", photo) == 303
    row = db.session.scalars(
        select(Letter).where(Letter.id == letter.letter_id).options(joinedload(Letter.photo))
    ).one()
    assert row.photo is not None
    kept = path_of(row.photo).read_bytes()
    assert b"SecretPhone" not in kept
    assert Image.open(io.BytesIO(kept)).size == (1600, 800)


@pytest.mark.parametrize("content", [b"%PDF-1.7 not a photo", b"\xff\xd8\xff\xe0 broken", b"GIF89a"])
def test_what_is_no_photo_is_refused(student: FlaskClient, letter: Posted, content: bytes) -> None:
    assert say(student, letter, "handed_in", content) == 422
    assert letter.letter.photo_id is None


def test_a_photo_of_too_many_pixels_is_refused(student: FlaskClient, letter: Posted) -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert say(student, letter, "handed_in", out.getvalue()) == 422


def test_another_students_letter_is_not_there(student: FlaskClient, letter: Posted, campus: Campus) -> None:
    classmate = of_student(campus.students_of(OWN_CLASS)[1])
    stranger = of_student(campus.students_of(FOREIGN_CLASS)[0])
    for other in (classmate, stranger):
        for path in ("", "/family", "/family.png"):
            assert student.get(f"/s/{other.number}{path}").status_code == 404
        assert say(student, other, "taken_home") == 404
        assert other.letter.confirmation is None


@pytest.mark.parametrize("username", ["counsellor", "office"])
def test_staff_are_shown_the_door(client_of: Callable[[str], FlaskClient], letter: Posted, username: str) -> None:
    assert client_of(username).get(f"/s/{letter.number}").status_code == 403


def test_who_is_not_signed_in_is_shown_two_ways_and_learns_nothing(client: FlaskClient, letter: Posted) -> None:
    known, unknown = client.get(f"/s/{letter.number}"), client.get("/s/22222222")
    assert (known.status_code, unknown.status_code) == (401, 401)
    text, other = (without_token(page.get_data(as_text=True)) for page in (known, unknown))
    assert "学生登录" in text
    assert "大一点的那个二维码" in text
    assert letter.student_name not in text
    assert text.replace(letter.number, "") == other.replace("22222222", "")


def test_numbers_are_read_as_people_type_them(student: FlaskClient, letter: Posted) -> None:
    typed = f"{letter.number[:4]}-{letter.number[4:]}".lower()
    assert student.get(f"/s/{typed}").status_code == 200
    assert student.get("/s/ABCDEFGH").status_code == 404


def test_an_old_slip_is_known_for_what_it_is(student: FlaskClient, letter: Posted) -> None:
    with unit_of_work():
        reissue_letter(letter.letter)
    answer = student.get(f"/s/{letter.number}")
    assert answer.status_code == 410
    assert "旧信的回执" in answer.get_data(as_text=True)
    assert say(student, letter, "taken_home") == 422
    newest = of_student(letter.letter.student_id)
    assert newest.number in answer.get_data(as_text=True)
    assert student.get(f"/s/{newest.number}").status_code == 200


def test_an_exempt_letter_is_not_shown(student: FlaskClient, letter: Posted) -> None:
    with unit_of_work():
        exempt_letter(letter.letter, ExemptReason.UNWISE)
    assert student.get(f"/s/{letter.number}").status_code == 404
    assert "致家长的一封信" not in student.get("/me/letters").get_data(as_text=True)


def test_the_list_leads_to_the_letter(student: FlaskClient, letter: Posted) -> None:
    assert f'href="/s/{letter.number}"' in student.get("/me/letters").get_data(as_text=True)


def test_the_picture_for_the_family_opens_the_letter(student: FlaskClient, letter: Posted, app: Gate) -> None:
    answer = student.get(f"/s/{letter.number}/family.png")
    picture = Image.open(io.BytesIO(answer.data))
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"https://fz.yunzhou.example/r/{letter.token}"
    assert len(answer.data) < 30_000
    page = student.get(f"/s/{letter.number}/family").get_data(as_text=True)
    assert code.text in page
    assert letter.code in page
    assert letter.student_name in Family(app, letter).open().get_data(as_text=True)


def test_signed_by_the_family_it_says_so(student: FlaskClient, letter: Posted, app: Gate) -> None:
    family = Family(app, letter)
    family.open()
    family.sign()
    assert "家里已在手机上签收" in student.get(f"/s/{letter.number}").get_data(as_text=True)


def test_once_the_family_has_signed_nothing_is_asked_of_the_student(student: FlaskClient, letter: Posted) -> None:
    with unit_of_work():
        letter.letter.take(Verb.SIGN, utc_now())
    page = student.get(f"/s/{letter.number}").text
    assert "家里的回复已经收到" in page
    assert "<form" not in page.split("<main", 1)[1].split("</main>", 1)[0]
    assert say(student, letter, "taken_home") == 409
    assert letter.letter.confirmation is None
