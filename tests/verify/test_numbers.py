"""/verify: what is told of a number, and that nothing else is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.letters.actions.single import reissue_letter
from school.letters.models import ExemptReason, LetterState
from school.links.models import PersonalLink
from school.links.rules import ALPHABET, printed_number
from school.verify import kinds
from tests.campus import OWN_CLASS, Campus
from tests.letters.mailings import change
from tests.letters.posted import Posted, of_student
from tests.services.pages import without_token
from tests.verify.conftest import tries, unknown

ClientOf = Callable[[str], FlaskClient]


def answer(client: FlaskClient, typed: str) -> tuple[int, str]:
    found = client.post("/verify", data={"number": typed})
    return found.status_code, without_token(found.get_data(as_text=True))


def test_a_letter_is_known_by_its_number_date_and_class(client: FlaskClient, letter: Posted) -> None:
    status, page = answer(client, f" {letter.number[:4].lower()} {letter.number[4:]} ")
    assert status == 200
    for words in ("这个编号是本校发出的", "家长信", OWN_CLASS, "不收费", printed_number(letter.number)):
        assert words in page
    for link in ("tel:0000-8660120", "tel:110", "tel:96110"):
        assert link in page


def test_two_students_of_a_class_get_the_same_page(client: FlaskClient, campus: Campus, letter: Posted) -> None:
    """Whatever became of their letters: one is signed, one was declined, one is withdrawn."""
    others = [of_student(student_id) for student_id in campus.students_of(OWN_CLASS)[1:4]]
    change(others[0].letter_id, state=LetterState.DECLINED)
    change(others[1].letter_id, state=LetterState.EXEMPT, exempt_reason=ExemptReason.UNWISE)
    with unit_of_work():
        db.session.get_one(PersonalLink, others[1].link_id).void()
    pages = {
        answer(client, each.number)[1].replace(printed_number(each.number), "…").replace(each.number, "…")
        for each in (letter, *others)
    }
    assert len(pages) == 1
    page = pages.pop()
    for each in (letter, *others):
        assert each.student_name not in page
        assert each.code not in page


def test_an_old_copy_says_only_that(client: FlaskClient, letter: Posted) -> None:
    with unit_of_work():
        reissue_letter(letter.letter)
    status, page = answer(client, letter.number)
    assert status == 200
    assert "已经换发过新的" in page
    assert OWN_CLASS not in page


def test_a_slip_of_the_finger_costs_nothing(client: FlaskClient, letter: Posted) -> None:
    wrong = next(each for each in ALPHABET if each != letter.number[2])
    for typed in (letter.number[:2] + wrong + letter.number[3:], letter.number[:7], "０1IO", "林语嫣", "<b>"):
        status, page = answer(client, typed)
        assert status == 422
        assert "请再看一遍编号" in page
        assert "<b>" not in page.partition("err")[2].partition("</div>")[0].replace("<b>请再看一遍编号</b>", "")
    assert tries() == []
    assert client.post("/verify", data={}).status_code == 422


def test_an_unknown_number_is_not_ours_and_can_be_reported(client: FlaskClient, letter: Posted) -> None:
    number = unknown()
    status, page = answer(client, number)
    assert status == 200
    assert "本校没有发过" in page
    report = re.search(r'href="(/verify/report\?number=[^"]+)"', page)
    assert report is not None
    assert printed_number(number) in client.get(report[1]).get_data(as_text=True)


def test_a_second_kind_of_paper_is_found_beside_letters(
    client: FlaskClient, letter: Posted, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = unknown()
    monkeypatch.setattr(kinds, "_finders", dict(kinds._finders))
    kinds.add_kind("certificate", lambda asked: kinds.Paper("班级奖状") if asked == number else None)
    assert "班级奖状" in answer(client, number)[1]
    assert "家长信" in answer(client, letter.number)[1]


def test_the_answer_is_the_same_for_whoever_asks(client_of: ClientOf, client: FlaskClient, letter: Posted) -> None:
    office = answer(client_of("office"), letter.number)[1]
    assert letter.student_name not in office
    assert "这个编号是本校发出的" in office


def test_pages_that_families_see_lead_here(client: FlaskClient, letter: Posted) -> None:
    for path in (f"/r/{letter.token}", "/r/nonsense", "/sign-in"):
        assert 'href="/verify"' in client.get(path, follow_redirects=True).get_data(as_text=True)


def test_every_page_with_all_it_loads_is_small(client: FlaskClient, app: Gate, letter: Posted) -> None:
    pages = [client.get("/verify"), client.get("/verify/report"), client.post("/verify", data={"number": unknown()})]
    for page in pages:
        urls = re.findall(r'(?:src|href)="(/[^"]+\.(?:css|js|png|svg)[^"?]*)"', page.get_data(as_text=True))
        assert any(url.endswith(".css") for url in urls)
        assert len(page.data) + sum(len(client.get(url, buffered=True).data) for url in urls) < 60_000


def test_no_typed_number_is_kept(client: FlaskClient, letter: Posted) -> None:
    from school.foundation.audit.models import AuditEvent

    number = unknown()
    for typed in (number, letter.number):
        answer(client, typed)
    assert all(number not in data and letter.number not in data for data in db.session.scalars(select(AuditEvent.data)))
