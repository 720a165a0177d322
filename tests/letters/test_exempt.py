"""No letter for some families: one by one, or several of a class in one step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.db import db, utc_now
from school.letters.models import ExemptReason, Letter, LetterState, MoveBatch
from school.links.models import PersonalLink
from tests.campus import Campus
from tests.letters.mailings import change, letters_of, state_of, text_of

SignIn = Callable[[str], FlaskClient]


def test_exempt_closes_the_link_and_only_the_counsellor_reads_why(
    client_of: SignIn, campus: Campus, mailing_id: int
) -> None:
    client, letter_id = client_of("counsellor"), letters_of(campus)[0]
    assert client.post(f"/letters/{letter_id}/exempt", data={"reason": "boredom"}).status_code == 422
    client.post(f"/letters/{letter_id}/exempt", data={"reason": "unwise"})
    letter = db.session.get_one(Letter, letter_id)
    link_id = letter.link_id
    assert state_of(letter_id) is LetterState.EXEMPT
    assert db.session.get_one(PersonalLink, link_id).voided_at is not None
    assert "不宜联系" in text_of(client, f"/letters/{letter_id}")
    for role in ("office", "college_contact"):
        assert "不宜联系" not in text_of(client_of(role), f"/letters/{letter_id}")
    client.post(f"/letters/{letter_id}/lift")
    assert state_of(letter_id) is LetterState.ISSUED
    db.session.expire_all()
    assert db.session.get_one(PersonalLink, link_id).voided_at is None


def test_several_are_exempt_for_one_reason_in_one_step_and_undone(
    client_of: SignIn, campus: Campus, mailing_id: int
) -> None:
    client, (first, second, third, *_) = client_of("counsellor"), letters_of(campus)
    change(third, state=LetterState.SIGNED, signed_at=utc_now())
    address = f"/classes/{campus.own_class}/letters/exempt"
    data = {"mailing": mailing_id, "step": "exempt", "reason": "unwise"}
    answer = client.post(address, data=data | {"letters": [first, second, third]})
    assert [state_of(letter) for letter in (first, second, third)] == [
        LetterState.EXEMPT,
        LetterState.EXEMPT,
        LetterState.SIGNED,
    ]
    assert db.session.get_one(Letter, first).exempt_reason is ExemptReason.UNWISE
    links = {db.session.get_one(Letter, letter).link_id for letter in (first, second)}
    assert all(db.session.get_one(PersonalLink, link).voided_at for link in links)
    page = text_of(client, answer.location)
    assert "设为免发：2" in page
    assert "不宜联系" in text_of(client, f"/letters/{first}")
    for role in ("office", "college_contact"):
        assert "不宜联系" not in text_of(client_of(role), f"/letters/{first}")
    batch = db.session.scalars(select(MoveBatch)).one()
    for role in ("college_contact", "monitor"):
        assert client_of(role).post(f"/letter-batches/{batch.id}/undo").status_code == 403
    client.post(f"/letter-batches/{batch.id}/undo")
    assert [state_of(letter) for letter in (first, second)] == [LetterState.ISSUED] * 2
    assert not any(db.session.get_one(PersonalLink, link).voided_at for link in links)


@pytest.mark.parametrize(("wrong", "words"), [({"letters": []}, "请至少勾选一位学生"), ({"reason": "boredom"}, "列表")])
def test_a_wrong_choice_exempts_nobody_and_keeps_the_ticks(
    wrong: dict[str, object], words: str, client_of: SignIn, campus: Campus, mailing_id: int
) -> None:
    letters = letters_of(campus)
    data = {"mailing": mailing_id, "step": "exempt", "reason": "unwise", "letters": letters[:2]} | wrong
    answer = client_of("counsellor").post(f"/classes/{campus.own_class}/letters/exempt", data=data)
    assert answer.status_code == 422
    assert words in answer.text
    assert answer.text.count(" checked") == len(data["letters"])  # type: ignore[arg-type]
    assert {state_of(letter) for letter in letters} == {LetterState.ISSUED}


def test_exempting_is_offered_to_the_counsellor_alone_and_to_nobody_first(
    client_of: SignIn, campus: Campus, mailing_id: int
) -> None:
    address = f"/classes/{campus.own_class}/letters"
    assert "step=exempt" in text_of(client_of("counsellor"), address)
    for role in ("office", "college_contact", "monitor"):
        assert "step=exempt" not in text_of(client_of(role), f"{address}?step=exempt").split("<nav", 2)[2]
    for letter in letters_of(campus):
        change(letter, state=LetterState.DECLINED, declined_at=utc_now())
    assert "/letters/exempt" not in text_of(client_of("counsellor"), f"{address}?step=archive")
