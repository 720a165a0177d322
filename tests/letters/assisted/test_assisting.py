"""A receipt noted for a family: it counts, says what it is, and gives way to the family's own answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.access import CAMPUS, Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work
from school.letters.actions import move_letter
from school.letters.models import LetterState, Signature, SignatureMethod, Verb
from school.letters.queries.figures import letter_figures
from tests.letters.posted import Family, Posted

ClientOf = Callable[[str], FlaskClient]
SAID = {"relationship": "maternal_grandmother", "name": "林桂芳", "contact_way": "telephone", "reason": "no_phone"}


@pytest.fixture
def assisted(letter: Posted, client_of: ClientOf) -> FlaskClient:
    """The counsellor, who has noted the receipt."""
    counsellor = client_of("counsellor")
    answer = counsellor.post(f"/letters/{letter.letter_id}/assisted", data=SAID)
    assert answer.status_code == 303
    return counsellor


def notes(letter: Posted) -> list[Signature]:
    db.session.rollback()
    wanted = select(Signature).where(Signature.letter_id == letter.letter_id)
    return list(db.session.scalars(wanted.where(Signature.method == SignatureMethod.ASSISTED)))


def test_it_counts_as_received_and_never_as_signed(assisted: FlaskClient, letter: Posted) -> None:
    assert letter.letter.state is LetterState.ASSISTED
    figures = letter_figures(CAMPUS)
    assert (figures["answered"], figures["assisted"], figures["signed"], figures["back"]) == (1, 1, 0, 0)
    page = assisted.get(f"/letters/{letter.letter_id}").get_data(as_text=True)
    assert "代记签收" in page
    assert "电话 外婆 林桂芳" in page
    assert "没有智能手机" in page


def test_the_log_keeps_codes_and_the_words_stay_on_the_row(client_of: ClientOf, letter: Posted) -> None:
    said = SAID | {"reason": "other", "note": "住院，手不方便"}
    client_of("counsellor").post(f"/letters/{letter.letter_id}/assisted", data=said)
    data = db.session.scalars(select(AuditEvent.data).where(AuditEvent.event == "letter.assisted")).one()
    assert '"other"' in data
    assert '"telephone"' in data
    assert "住院" not in data
    assert "林桂芳" not in data
    assert notes(letter)[0].assisted_note == "住院，手不方便"


@pytest.mark.parametrize("missing", ["relationship", "contact_way", "reason"])
def test_whom_how_and_why_must_be_said(client_of: ClientOf, letter: Posted, missing: str) -> None:
    said = {name: value for name, value in SAID.items() if name != missing}
    counsellor = client_of("counsellor")
    assert counsellor.post(f"/letters/{letter.letter_id}/assisted", data=said).status_code == 422
    other = SAID | {"reason": "other"}
    assert counsellor.post(f"/letters/{letter.letter_id}/assisted", data=other).status_code == 422
    assert notes(letter) == []


def test_an_answer_that_is_there_is_not_written_over(assisted: FlaskClient, letter: Posted) -> None:
    assert assisted.post(f"/letters/{letter.letter_id}/assisted", data=SAID).status_code == 409
    assert len(notes(letter)) == 1


def test_taken_back_the_family_owes_an_answer_again(assisted: FlaskClient, letter: Posted) -> None:
    for _ in range(2):
        assert assisted.post(f"/letters/{letter.letter_id}/assisted/back").status_code == 303
    assert letter.letter.state is LetterState.ISSUED
    assert letter.letter.assisted_at is None
    assert notes(letter) == []
    assert assisted.post(f"/letters/{letter.letter_id}/assisted", data=SAID).status_code == 303


def test_checked_and_unchecked_it_can_still_be_taken_back(assisted: FlaskClient, letter: Posted) -> None:
    for verb in ("check", "uncheck"):
        assisted.post(f"/letters/{letter.letter_id}/{verb}")
    assert letter.letter.state is LetterState.ASSISTED
    assisted.post(f"/letters/{letter.letter_id}/assisted/back")
    assert letter.letter.state is LetterState.ISSUED


def test_the_family_is_told_and_may_sign_itself(app: Gate, assisted: FlaskClient, letter: Posted) -> None:
    family = Family(app, letter)
    page = family.open().get_data(as_text=True)
    assert "老师代记的，不是您的签名" in page
    assert "外婆 林桂芳" in page
    family.sign()
    assert letter.letter.state is LetterState.SIGNED
    assert len(notes(letter)) == 1
    assisted.post(f"/letters/{letter.letter_id}/assisted/back")
    assert letter.letter.state is LetterState.SIGNED
    figures = letter_figures(CAMPUS)
    assert (figures["assisted"], figures["signed"]) == (0, 1)


def test_a_slip_that_comes_after_all_takes_its_place_and_gives_it_back(assisted: FlaskClient, letter: Posted) -> None:
    with unit_of_work():
        move_letter(Verb.TICK_BACK, letter.letter)
    assert letter_figures(CAMPUS)["back"] == 1
    with unit_of_work():
        move_letter(Verb.UNTICK, letter.letter)
    assert letter.letter.state is LetterState.ASSISTED


def test_class_posts_learn_nothing_of_it(client_of: ClientOf, assisted: FlaskClient, letter: Posted) -> None:
    monitor = client_of("monitor")
    assert monitor.post(f"/letters/{letter.letter_id}/assisted", data=SAID).status_code == 403
    assert "代记" not in monitor.get("/letters", follow_redirects=True).get_data(as_text=True)
