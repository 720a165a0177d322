"""The family's answers: each person once, whatever arrives twice or at the same moment."""

from __future__ import annotations

import json
import re
import threading

import pytest
from sqlalchemy import func, select
from werkzeug.exceptions import Gone

from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work
from school.letters.actions.single import move_letter
from school.letters.family.actions import Opening, Signer, ask, decline, sign
from school.letters.models import (
    FamilyQuestion,
    Letter,
    LetterState,
    ReceiptPolicy,
    Relationship,
    Signature,
    SignatureMethod,
    Verb,
)
from school.links.models import PersonalLink
from tests.campus import Campus
from tests.letters.posted import Family, Posted, posted

NAME = json.dumps([[[10 + 6 * n, 40 + (n % 5) * 14] for n in range(30)]])


def answers(letter: Posted) -> list[Signature]:
    db.session.rollback()
    return list(
        db.session.scalars(select(Signature).where(Signature.letter_id == letter.letter_id).order_by(Signature.id))
    )


def test_the_letter_is_read_and_signed_in_three_screens(family: Family) -> None:
    page = family.client.get("/r/letter").get_data(as_text=True)
    assert f"{family.letter.student_name}同学的家长：" in page
    answer = family.sign()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/r/received")
    result = family.client.get("/r/received").get_data(as_text=True)
    assert "已收到，谢谢您" in result
    assert f"{family.letter.number[:4]}-{family.letter.number[4:]}" in result
    assert family.letter.letter.state is LetterState.SIGNED


def test_the_evidence_stands_beside_the_signature(family: Family) -> None:
    agent = "Mozilla/5.0 (Linux; Android 9) Mobile MicroMessenger/8.0"
    family.client.post(
        "/r/letter", data={"relationship": "maternal_grandmother", "name": " 林桂芳 "}, headers={"User-Agent": agent}
    )
    (row,) = answers(family.letter)
    assert (row.name, row.method, row.opened_with, row.device) == (
        "林桂芳", SignatureMethod.TYPED, "check_code", "wechat",
    )  # fmt: skip
    assert row.wording_sha256 == "0" * 64


def test_opened_again_it_shows_the_result(app: Gate, family: Family) -> None:
    family.sign()
    assert "已收到，谢谢您" in Family(app, family.letter).open().get_data(as_text=True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"relationship": "mother"}, "请填您的姓名"),
        ({"name": "林桂芳"}, "请选一下"),
        ({"relationship": "nobody", "name": "林桂芳"}, "签收"),
        ({"relationship": "mother", "name": "林" * 61}, "太长"),
        ({"relationship": "mother", "strokes": "[]"}, "没有字"),
        ({"relationship": "mother", "strokes": "[[[10,10]]]"}, "没有字"),
        ({"relationship": "mother", "strokes": json.dumps([[[5, 5]] * 400])}, "没有字"),
        ({"relationship": "mother", "strokes": "not json"}, "没有字"),
        ({"relationship": "mother", "strokes": "[" * 5000}, "没有字"),
    ],
)
def test_what_cannot_be_a_signature_is_shown_again(family: Family, data: dict[str, str], words: str) -> None:
    answer = family.client.post("/r/letter", data=data)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert family.letter.student_name in answer.get_data(as_text=True)  # the letter is still there to read
    assert answers(family.letter) == []


def test_a_drawn_name_is_an_equal_way(family: Family) -> None:
    assert family.sign(name="", strokes=NAME).status_code == 303
    (row,) = answers(family.letter)
    assert row.method is SignatureMethod.DRAWN
    assert row.strokes == json.loads(NAME)
    assert family.client.get("/r/receipt.png").data.startswith(b"\x89PNG")


def test_sent_twice_it_is_signed_once(family: Family) -> None:
    for _ in range(3):
        assert family.sign().headers["Location"] == "/r/received"
    family.sign(name="林 桂芳")
    family.sign(name="", strokes=NAME)  # the mother again, with her finger
    assert len(answers(family.letter)) == 1
    again = select(func.count()).where(AuditEvent.event == "letter.answered_again")
    assert db.session.scalar(again) == 4


def at_once(app: Gate, letter: Posted, people: list[tuple[str, str]]) -> list[int]:
    phones = [(Family(app, letter), person) for person in people]
    for phone, _ in phones:
        phone.open()
    statuses: list[int] = []

    def press(phone: Family, person: tuple[str, str]) -> None:
        statuses.append(phone.sign(*person).status_code)

    threads = [threading.Thread(target=press, args=pair) for pair in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_a_name_that_unfolds_to_many_letters_still_fits_its_key(family: Family) -> None:
    assert family.sign(name="\ufdfa" * 60).status_code == 303
    assert len(answers(family.letter)[0].person_key) <= 120


def test_two_phones_at_once_are_one_person(app: Gate, letter: Posted) -> None:
    assert at_once(app, letter, [("mother", "林桂芳")] * 4) == [303] * 4
    assert len(answers(letter)) == 1
    assert letter.letter.state is LetterState.SIGNED


def test_both_parents_at_once_complete_the_receipt(app: Gate, campus: Campus) -> None:
    letter = posted(campus, policy=ReceiptPolicy.BOTH)
    assert at_once(app, letter, [("mother", "林桂芳"), ("father", "林建国")]) == [303, 303]
    assert len(answers(letter)) == 2
    assert letter.letter.state is LetterState.SIGNED


def test_both_the_same_link_takes_the_second_person_after_the_first(app: Gate, campus: Campus) -> None:
    letter = posted(campus, policy=ReceiptPolicy.BOTH)
    mother = Family(app, letter)
    mother.open()
    mother.sign()
    result = mother.client.get("/r/received").get_data(as_text=True)
    assert "让另一位家长也签一下" in result
    assert letter.letter.state is LetterState.ISSUED
    mother.sign(name="", strokes=NAME)  # the same person with a finger is not the other parent
    assert letter.letter.state is LetterState.ISSUED
    father = Family(app, letter)
    assert "母亲 林桂芳" in father.open().get_data(as_text=True)
    assert "已经签收" in father.client.get("/r/letter?another=1").get_data(as_text=True)
    father.sign("father", "林建国")
    assert letter.letter.state is LetterState.SIGNED
    assert [row.name for row in answers(letter)] == ["林桂芳", "林建国"]


def test_named_waits_for_the_person_written_to(app: Gate, campus: Campus) -> None:
    letter = posted(campus, policy=ReceiptPolicy.NAMED)
    family = Family(app, letter)
    family.open()
    family.sign("maternal_grandfather", "外公")
    assert letter.letter.state is LetterState.ISSUED
    family.sign("mother", f"{letter.student_name[0]}家长")
    assert letter.letter.state is LetterState.SIGNED


@pytest.mark.parametrize("policy", list(ReceiptPolicy))
def test_declining_is_an_answer_and_stops_nobody(app: Gate, campus: Campus, policy: ReceiptPolicy) -> None:
    letter = posted(campus, policy=policy)
    family = Family(app, letter)
    family.open()
    first = family.client.get("/r/decline").get_data(as_text=True)
    assert first.index("不受影响") < first.index("我不签收</button>")
    assert family.client.post("/r/decline").status_code == 303
    assert family.client.post("/r/decline").status_code == 303
    assert len(answers(letter)) == 1
    assert letter.letter.state is LetterState.DECLINED
    assert "不再催您" in family.client.get("/r/received").get_data(as_text=True)
    family.sign("mother", f"{letter.student_name[0]}家长")
    both = policy is ReceiptPolicy.BOTH
    assert letter.letter.state is (LetterState.DECLINED if both else LetterState.SIGNED)


def test_a_question_leaves_the_letter_open_and_is_asked_once(family: Family) -> None:
    for _ in range(2):
        answer = family.client.post("/r/ask", data={"text": "96110 和 110 有什么不一样？"}, follow_redirects=True)
        assert "问题已经发给老师" in answer.get_data(as_text=True)
    assert family.client.post("/r/ask", data={"text": "  "}).status_code == 422
    assert db.session.scalars(select(FamilyQuestion.text)).all() == ["96110 和 110 有什么不一样？"]
    assert family.letter.letter.state is LetterState.ISSUED
    assert family.sign().status_code == 303


def test_paper_that_came_first_is_shown_and_a_later_signature_attaches(family: Family) -> None:
    with unit_of_work():
        move_letter(Verb.TICK_BACK, family.letter.letter)
    page = family.client.get("/r/letter", follow_redirects=True).get_data(as_text=True)
    assert "学校已收到您的纸质回执" in page
    family.sign()
    assert family.letter.letter.state is LetterState.BACK
    assert len(answers(family.letter)) == 1


def test_looking_at_every_page_changes_nothing(family: Family) -> None:
    def events() -> int:
        db.session.rollback()
        return db.session.scalar(select(func.count()).select_from(AuditEvent)) or 0

    before = events()
    for path in ("/r/", "/r/letter", "/r/decline", "/r/ask", "/r/received", "/r/receipt.png"):
        family.client.get(path)
    assert events() == before
    assert family.letter.letter.state is LetterState.ISSUED


def test_every_page_says_whom_to_call_and_those_with_fields_that_nothing_is_asked_for(family: Family) -> None:
    for path in ("/r/letter", "/r/decline", "/r/ask"):
        text = family.client.get(path).get_data(as_text=True)
        assert "13700000231" in text
        assert "0000-8660120" in text
        assert "转账、银行卡" in text


def test_families_of_adults_see_no_marks(family: Family) -> None:
    family.sign()
    for path in ("/r/letter?another=1", "/r/received", "/r/ask", "/r/decline"):
        text = family.client.get(path).get_data(as_text=True)
        assert not any(word in text for word in ("已实名", "预警", "成绩", "监护人"))


def test_a_page_with_all_it_loads_is_small(family: Family) -> None:
    family.sign()
    for path in ("/r/letter?another=1", "/r/received", "/r/ask"):
        page = family.client.get(path)
        urls = loads(page.get_data(as_text=True))
        assert any(url.endswith(".css") for url in urls)
        size = len(page.data) + sum(len(family.client.get(url, buffered=True).data) for url in urls)
        assert size < 60_000, (path, size)


def loads(page: str) -> list[str]:
    return re.findall(r'(?:src|href)="(/[^"]+\.(?:css|js|png|svg)[^"?]*)"', page)


def test_a_link_that_closes_while_the_family_waits_takes_nothing_more(letter: Posted) -> None:
    """A destruction of the receipt, or a new copy, came first: nothing personal comes back behind it."""
    with unit_of_work():
        db.session.get_one(PersonalLink, letter.link_id).void()
    late, opening = Signer(Relationship.MOTHER, "林桂芳"), Opening(None, "phone")
    for answer in (lambda row: sign(row, late, opening), lambda row: decline(row, opening), lambda row: ask(row, "?")):
        with pytest.raises(Gone), unit_of_work():
            answer(db.session.get_one(Letter, letter.letter_id))
    assert db.session.scalars(select(Signature)).all() == []
