"""A family need not sign, and need not say why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from school.foundation.audit.models import AuditEvent
from school.foundation.db import db
from school.letters.models import LetterState, Signature
from tests.campus import Campus
from tests.letters.posted import Family, Posted

WHY = "孩子已经成年，我们尊重他的决定。\n谢谢老师。"


def decline(family: Family, **data: str) -> int:
    return family.client.post("/r/decline", data=data).status_code


def answer_of(letter: Posted) -> Signature:
    db.session.rollback()
    return db.session.scalars(select(Signature).where(Signature.letter_id == letter.letter_id)).one()


@pytest.mark.parametrize("why", [None, "", "  "])
def test_nothing_has_to_be_said(family: Family, why: str | None) -> None:
    assert decline(family, **({} if why is None else {"reason": why})) == 303
    assert family.letter.letter.state is LetterState.DECLINED
    assert answer_of(family.letter).reason == ""


def test_a_reason_reaches_those_who_follow_the_letter_and_nobody_else(
    family: Family, campus: Campus, client_of: Callable[[str], FlaskClient]
) -> None:
    assert decline(family, reason=WHY) == 303
    assert answer_of(family.letter).reason == WHY
    for who in ("counsellor", "college_contact", "office"):
        assert "尊重他的决定" in client_of(who).get(f"/letters/{family.letter.letter_id}").text, who
    for who in ("monitor", "class_officer"):
        page = client_of(who).get(f"/classes/{campus.own_class}/letters?step=all")
        assert page.status_code == 200
        assert "尊重他的决定" not in page.text, who
    assert "尊重他的决定" not in client_of("student").get(f"/s/{family.letter.number}").text
    assert not [row.id for row in db.session.scalars(select(AuditEvent)) if "尊重" in row.data]


def test_a_reason_may_be_given_afterwards_but_not_be_exchanged(family: Family) -> None:
    decline(family)
    decline(family, reason=WHY)
    assert answer_of(family.letter).reason == WHY
    decline(family, reason="别的")
    assert answer_of(family.letter).reason == WHY


def test_too_long_a_reason_is_shown_again(family: Family) -> None:
    page = family.client.post("/r/decline", data={"reason": "长" * 501})
    assert page.status_code == 422
    assert "最多 500 个字" in page.text
    assert "长" * 501 in page.text
    assert family.letter.letter.state is LetterState.ISSUED


def test_who_signs_after_all_leaves_no_reason_behind(family: Family) -> None:
    decline(family, reason=WHY)
    family.sign(relationship="other", name="")
    family.sign(relationship="other", name="林桂芳")
    assert family.letter.letter.state is LetterState.SIGNED
    assert answer_of(family.letter).reason == ""


def test_a_reason_is_of_a_refusal(letter: Posted, family: Family) -> None:
    family.sign()
    answer_of(letter).reason = "为什么"
    with pytest.raises(IntegrityError, match="reasons_are_of_refusals"):
        db.session.flush()
    db.session.rollback()
