"""A class post who photographs slips learns what is on the paper, and nothing of what a family answered elsewhere."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.foundation.scans.layout import Mark, PageKind, PageReading
from school.letters.actions.moves import lock_letters, move_letters
from school.letters.actions.single import exempt_letter
from school.letters.desk import photos
from school.letters.models import ExemptReason, Letter, LetterState, Verb
from school.letters.models.moves import MoveBatch
from school.links.models import PersonalLink
from tests.campus import FOREIGN_CLASS, OWN_CLASS, Campus
from tests.letters.desk.fakes import other, slip
from tests.letters.mailings import change, letters_of, state_of
from tests.letters.posted import posted
from tests.services.pages import without_token

Browser = Callable[[str], FlaskClient]
SOMEBODY = 4
HIDDEN = ("exempt", "signed", "declined", "assisted", "checked")
SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def mailing_id(campus: Campus) -> int:
    """A mailing with a letter for everybody."""
    return posted(campus).letter.mailing_id


@pytest.fixture
def numbers(campus: Campus, mailing_id: int) -> dict[str, list[str]]:
    """Printed numbers by class, in the order of students."""
    return {name: [_number(each) for each in letters_of(campus, name)] for name in (OWN_CLASS, FOREIGN_CLASS)}


def answered(letter_id: int, how: str) -> None:
    """Take the letter where a class post may not see it."""
    if how in ("assisted", "checked"):
        change(letter_id, state=LetterState(how))
        return
    with unit_of_work():
        letter = db.session.get_one(Letter, letter_id)
        if how == "exempt":
            exempt_letter(letter, ExemptReason.UNWISE)
        else:
            move_letters({"signed": Verb.SIGN, "declined": Verb.DECLINE}[how], lock_letters([letter_id]))


def opened(letter_id: int) -> None:
    """Make of it a letter whose answer is missing."""
    change(letter_id, state=LetterState.HANDED_OUT, exempt_reason=None, declined_at=None, signed_at=None)


class Camera:
    """A monitor's phone, whose photos show what they are told to."""

    def __init__(self, client: FlaskClient, campus: Campus, mailing_id: int, patch: pytest.MonkeyPatch) -> None:
        self._client, self._mailing, self._patch = client, mailing_id, patch
        self._page = f"/classes/{campus.own_class}/slips"

    def photograph(self, reading: PageReading) -> str:
        """What is said of it, without the numbers of rows."""
        self._patch.setattr(photos, "read_photo", lambda _content, _layout: reading)
        return self._post(self._page, photo=(io.BytesIO(b"x"), "slip.jpg"))

    def type_number(self, number: str) -> str:
        """The same for a number that is typed for an unreadable photo."""
        unread = self.photograph_page()
        return self._post(f"{self._page}/number", page=unread, number=number)

    def photograph_page(self) -> str:
        """A photo that cannot be read: its page's id."""
        self._patch.setattr(photos, "read_photo", lambda _content, _layout: other(1, PageKind.UNREADABLE))
        data = {"mailing": self._mailing, "photo": (io.BytesIO(b"x"), "slip.jpg")}
        said = self._client.post(self._page, data=data, headers=SCRIPT).get_data(as_text=True)
        return re.findall(r'name="page" value="(\d+)"', said)[0]

    def _post(self, address: str, **data: Any) -> str:
        answer = self._client.post(address, data={"mailing": self._mailing} | data, headers=SCRIPT)
        text = without_token(answer.get_data(as_text=True))
        return f"{answer.status_code} {re.sub('[0-9]{1,6}', 'N', text)}"


@pytest.fixture
def camera(campus: Campus, client_of: Browser, mailing_id: int, monkeypatch: pytest.MonkeyPatch) -> Camera:
    return Camera(client_of("monitor"), campus, mailing_id, monkeypatch)


@pytest.mark.parametrize("how", HIDDEN)
@pytest.mark.parametrize("signature", Mark)
def test_a_photo_is_answered_by_its_ink_alone(
    camera: Camera, campus: Campus, numbers: dict[str, list[str]], how: str, signature: Mark
) -> None:
    letter_id, number = letters_of(campus)[SOMEBODY], numbers[OWN_CLASS][SOMEBODY]
    answered(letter_id, how)
    before = state_of(letter_id)
    hidden = [camera.photograph(slip(1, number, signature)) for _ in range(2)]
    assert state_of(letter_id) is before
    opened(letter_id)
    assert hidden == [camera.photograph(slip(1, number, signature))] * 2


@pytest.mark.parametrize("how", HIDDEN)
def test_a_typed_number_is_answered_as_of_an_open_letter(
    camera: Camera, campus: Campus, numbers: dict[str, list[str]], how: str
) -> None:
    letter_id, number = letters_of(campus)[SOMEBODY], numbers[OWN_CLASS][SOMEBODY]
    answered(letter_id, how)
    before = state_of(letter_id)
    hidden = [camera.type_number(number) for _ in range(2)]
    assert hidden[0].startswith("200")
    assert state_of(letter_id) is before
    opened(letter_id)
    assert hidden == [camera.type_number(number)] * 2


def test_foreign_slips_all_look_alike(camera: Camera, campus: Campus, numbers: dict[str, list[str]]) -> None:
    said = [camera.photograph(slip(1, "22222222"))]
    for number, how in zip(numbers[FOREIGN_CLASS], (None, *HIDDEN), strict=False):
        if how:
            answered(letters_of(campus, FOREIGN_CLASS)[numbers[FOREIGN_CLASS].index(number)], how)
        said.append(camera.photograph(slip(1, number)))
    assert len(set(said)) == 1
    typed = {camera.type_number(number) for number in numbers[FOREIGN_CLASS]}
    assert len(typed) == 1
    assert typed.pop().startswith("422")


def test_a_photo_of_somebody_else_takes_no_number(
    camera: Camera, campus: Campus, client_of: Browser, mailing_id: int, numbers: dict[str, list[str]]
) -> None:
    page = camera.photograph_page()
    data = {"mailing": mailing_id, "page": page, "number": numbers[OWN_CLASS][0]}
    address = f"/classes/{campus.own_class}/slips/number"
    assert client_of("class_officer").post(address, data=data, headers=SCRIPT).status_code == 422
    assert client_of("monitor").post(address, data=data, headers=SCRIPT).status_code == 200


@pytest.mark.parametrize("how", ["declined", "assisted"])
def test_a_slip_in_the_place_of_a_refusal_does_not_come_back_on_the_list(
    camera: Camera, campus: Campus, client_of: Browser, numbers: dict[str, list[str]], how: str
) -> None:
    """A signature on the phone has no slip after it: "back" would say that there was none. Nor is it taken back."""
    letter_id, number = letters_of(campus)[SOMEBODY], numbers[OWN_CLASS][SOMEBODY]
    monitor, pages = (
        client_of("monitor"),
        [f"/classes/{campus.own_class}/{page}" for page in ("letters?step=all", "slips")],
    )
    with unit_of_work():
        move_letters(Verb.SIGN, lock_letters([letter_id]))
    signed = [without_token(monitor.get(page).text) for page in pages]
    opened(letter_id)
    with unit_of_work():
        move_letters({"declined": Verb.DECLINE, "assisted": Verb.ASSIST}[how], lock_letters([letter_id]))
        move_letters(Verb.TICK_BACK, lock_letters([letter_id]), campus.own_class)
    assert [without_token(monitor.get(page).text) for page in pages] == signed
    said = [camera.photograph(slip(1, number)), camera.type_number(number)]
    assert not [text for text in said if "之前已收" in text or "data-in" not in text]
    batch = db.session.scalars(select(MoveBatch.id).order_by(MoveBatch.id.desc())).first()
    assert monitor.post(f"/letter-batches/{batch}/undo").status_code == 403
    assert monitor.post(f"/letters/{letter_id}/untick").status_code == 403
    assert state_of(letter_id) is LetterState.BACK


def _number(letter_id: int) -> str:
    statement = select(PersonalLink.number).join(Letter, Letter.link_id == PersonalLink.id)
    return db.session.scalars(statement.where(Letter.id == letter_id)).one()


def test_the_desk_is_closed_to_class_posts(app: Gate, client_of: Browser) -> None:
    assert client_of("monitor").get("/desk").status_code == 403
