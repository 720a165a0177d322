"""Some letters alone: those ticked in the list, and a new copy of one, each printed in two steps."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.db import db
from school.foundation.files import path_of
from school.letters.models import ExemptReason, Letter, LetterState
from school.links.models import PersonalLink
from school.links.rules import printed_number
from tests.campus import FOREIGN_CLASS, Campus
from tests.letters.mailings import change, letters_of
from tests.letters.test_jobs import done

SignIn = Callable[[str], FlaskClient]


def number_of(letter_id: int) -> str:
    db.session.expire_all()
    link = select(PersonalLink.number).join(Letter, Letter.link_id == PersonalLink.id)
    return printed_number(db.session.scalars(link.where(Letter.id == letter_id)).one())


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def test_those_ticked_are_one_pdf(app: Gate, client_of: SignIn, campus: Campus, mailing_id: int) -> None:
    client, own, foreign = client_of("office"), letters_of(campus), letters_of(campus, FOREIGN_CLASS)
    change(own[1], state=LetterState.EXEMPT, exempt_reason=ExemptReason.OTHER)
    page = client.get(f"/letters/list?mailing={mailing_id}").get_data(as_text=True)
    boxes = {int(found) for found in re.findall(r'name="letters" form="ticked" value="(\d+)"', page)}
    assert {own[0], foreign[0]} <= boxes
    assert own[1] not in boxes
    wanted = [own[2], foreign[0], own[0]]
    job = done(app, client, f"/mailings/{mailing_id}/print-ticked", letters=wanted)
    assert job.result_file is not None
    found = pages(path_of(job.result_file).read_bytes())
    assert len(found) == 3
    assert {number for number in map(number_of, wanted) if any(number in page for page in found)} == set(
        map(number_of, wanted)
    )


def test_only_letters_within_reach_and_to_print_may_be_ticked(
    client_of: SignIn, campus: Campus, mailing_id: int
) -> None:
    client, own = client_of("counsellor"), letters_of(campus)
    change(own[1], state=LetterState.EXEMPT, exempt_reason=ExemptReason.OTHER)
    address = f"/mailings/{mailing_id}/print-ticked"
    for letters in ([], letters_of(campus, FOREIGN_CLASS)[:1], [own[0], own[1]]):
        assert client.post(address, data={"letters": letters}).status_code == 422


def test_a_new_copy_is_made_and_printed_from_the_class_page(client_of: SignIn, campus: Campus, mailing_id: int) -> None:
    client, letter_id = client_of("counsellor"), letters_of(campus)[0]
    old = number_of(letter_id)
    page = client.get(f"/classes/{campus.own_class}/letters?step=all").get_data(as_text=True)
    assert f"/letters/{letter_id}/reissue?back=class" in page
    answer = client.post(f"/letters/{letter_id}/reissue?back=class", follow_redirects=True).get_data(as_text=True)
    new = number_of(letter_id)
    assert new != old
    assert old not in answer
    assert new in answer
    assert f"/letters/{letter_id}/print" in answer
    printed = pages(client.post(f"/letters/{letter_id}/print").data)
    assert len(printed) == 1
    assert new in printed[0]
    assert old not in printed[0]


def test_a_new_copy_is_told_on_the_letters_page(client_of: SignIn, campus: Campus, mailing_id: int) -> None:
    client, letter_id = client_of("counsellor"), letters_of(campus)[0]
    answer = client.post(f"/letters/{letter_id}/reissue", follow_redirects=True).get_data(as_text=True)
    assert number_of(letter_id) in answer
    assert f"/letters/{letter_id}/print" in answer
