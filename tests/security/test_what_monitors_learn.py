"""A class post's pages are the same, byte for byte, whatever the answers it must not know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from school.appstatus.actions import answer_for_oneself
from school.appstatus.models import Answer, Source, UnableReason
from school.appstatus.rules import Given
from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.letters.actions.moves import lock_letters, move_letters
from school.letters.actions.single import exempt_letter
from school.letters.models import ExemptReason, Letter, LetterState, Verb
from school.letters.models.moves import MoveBatch
from school.org.models import FamilyMember, Student
from tests.campus import OWN_CLASS, Campus
from tests.letters.posted import posted
from tests.services.pages import without_token

Browser = Callable[[str], FlaskClient]
ANSWERS = {
    "declined": Given(Answer.DECLINED, source=Source.SAID),
    "unable": Given(Answer.UNABLE, reason=UnableReason.FEATURE_PHONE, source=Source.SAID),
}
CLASS_POSTS = ("monitor", "class_officer")
SOMEBODY = 4  # of the own class: neither monitor nor officer nor the student with an account


def plain(client: FlaskClient, address: str) -> str:
    """A page without what is different each time."""
    with client.get(address) as response:
        return f"{response.status_code} {response.headers.get('Location')} {without_token(response.text)}"


def seen(app: Gate, client: FlaskClient, campus: Campus) -> dict[str, str]:
    """Every page that this browser can open without knowing a row's number, and those of its class."""
    addresses = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and not rule.rule.startswith(("/_", "/r/"))
    ]
    own = f"/classes/{campus.own_class}"
    steps = [f"{own}/letters?step={step}" for step in ("all", "hand_out", "back", "check", "archive")]
    return {address: plain(client, address) for address in [*addresses, f"{own}/marks", *steps]}


@pytest.mark.parametrize("role", CLASS_POSTS)
@pytest.mark.parametrize("answer", ANSWERS)
def test_declined_and_unable_show_nowhere(
    app: Gate, campus: Campus, client_of: Browser, role: str, answer: str
) -> None:
    posted(campus)
    before = seen(app, client_of(role), campus)
    with unit_of_work():
        answer_for_oneself(db.session.get_one(Student, campus.students_of(OWN_CLASS)[SOMEBODY]), ANSWERS[answer])
    assert seen(app, client_of(role), campus) == before
    assert before[f"/classes/{campus.own_class}/marks"].startswith("200")


def letter_to(campus: Campus, how: str) -> int:
    """Issue to everybody, and take somebody's letter where a class post may not see it; its id."""
    if how == "no_family":
        with unit_of_work():
            somebody = campus.students_of(OWN_CLASS)[SOMEBODY]
            db.session.execute(delete(FamilyMember).where(FamilyMember.student_id == somebody))
        posted(campus)
        return db.session.scalars(select(Letter.id).where(Letter.student_id == somebody)).one()
    letter_id = posted(campus, place=SOMEBODY).letter_id
    with unit_of_work():
        letter = db.session.get_one(Letter, letter_id)
        if how == "exempt":
            exempt_letter(letter, ExemptReason.UNWISE)
        else:
            move_letters({"signed": Verb.SIGN, "declined": Verb.DECLINE}[how], lock_letters([letter_id]))
    return letter_id


@pytest.mark.parametrize("role", CLASS_POSTS)
@pytest.mark.parametrize("how", ["exempt", "no_family", "declined", "signed"])
def test_no_letter_and_a_refusal_look_like_a_signature(campus: Campus, client_of: Browser, role: str, how: str) -> None:
    letter_to(campus, how)
    page = plain(client_of(role), f"/classes/{campus.own_class}/letters?step=all")
    row = next(part for part in page.split("<li>") if "李雨桐" in part)
    assert "不用管" in row
    assert "code" not in row, "a missing number would tell who has no family on file"


@pytest.mark.parametrize("how", ["exempt", "signed", "declined"])
def test_ticking_does_not_find_out(campus: Campus, client_of: Browser, how: str) -> None:
    """Neither on the class's list nor alone: nothing moves, and the answer is the same for all three."""
    letter_id = letter_to(campus, how)
    mailing = db.session.get_one(Letter, letter_id).mailing_id
    client = client_of("monitor")
    for step in ("settle", "untick", "hand-out"):
        data = {"mailing": str(mailing), "letters": str(letter_id)}
        assert client.post(f"/classes/{campus.own_class}/letters/{step}", data=data).status_code == 422, step
    for verb in ("tick_back", "untick", "hand_out"):
        assert client.post(f"/letters/{letter_id}/{verb}").status_code == 403, verb
    db.session.rollback()
    wanted = {"exempt": LetterState.EXEMPT, "signed": LetterState.SIGNED, "declined": LetterState.DECLINED}[how]
    assert db.session.get_one(Letter, letter_id).state is wanted


def test_a_step_of_the_counsellor_is_not_shown_to_a_monitor(campus: Campus, client_of: Browser) -> None:
    """Its verb and number would say that somebody was set to "no letter"."""
    letter = posted(campus, place=SOMEBODY)
    assert (
        client_of("counsellor").post(f"/letters/{letter.letter_id}/exempt", data={"reason": "unwise"}).status_code
        == 302
    )
    batch = db.session.scalars(select(MoveBatch).order_by(MoveBatch.id.desc()).limit(1)).one()
    page = f"/classes/{campus.own_class}/letters?step=all&done={batch.id}"
    undo = f"/letter-batches/{batch.id}/undo"
    assert undo in client_of("counsellor").get(page).text
    assert undo not in client_of("monitor").get(page).text
    assert "toast" not in client_of("monitor").get(page).text
    assert client_of("monitor").post(undo).status_code == 403
