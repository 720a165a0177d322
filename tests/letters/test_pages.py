"""Pages of letters: what each role sees, and what a click does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.access import CAMPUS
from school.foundation.db import db, unit_of_work, utc_now
from school.letters.models import (
    Confirmation,
    ExemptReason,
    FamilyQuestion,
    Letter,
    LetterState,
    Mailing,
    MoveBatch,
    Wording,
)
from school.letters.queries.figures import FIGURES, letter_figures
from school.links.models import PersonalLink
from tests.campus import FOREIGN_CLASS, STUDENTS_PER_CLASS, Campus
from tests.letters.mailings import change, letters_of, state_of, text_of

SignIn = Callable[[str], FlaskClient]


PAGES = ("/letters", "/letters/list", "/mailings", "/mailings/{mailing}", "/classes/{own}/letters", "/letters/{letter}")


@pytest.mark.parametrize("role", ["office", "office_lead", "college_contact", "counsellor"])
def test_staff_open_every_page(role: str, client_of: SignIn, campus: Campus, mailing_id: int) -> None:
    client, letter_id = client_of(role), letters_of(campus)[0]
    for page in PAGES:
        shown = text_of(client, page.format(mailing=mailing_id, own=campus.own_class, letter=letter_id))
        assert "家长信" in shown, page


def test_pages_before_any_mailing(client_of: SignIn, campus: Campus) -> None:
    for page in ("/letters", "/mailings", "/letters/list", f"/classes/{campus.own_class}/letters"):
        text_of(client_of("office"), page)
    text_of(client_of("monitor"), "/letters")


def test_a_monitor_sees_where_the_paper_is_and_nothing_of_why(
    client_of: SignIn, campus: Campus, mailing_id: int
) -> None:
    first, second, third, *_ = letters_of(campus)
    change(first, state=LetterState.DECLINED, declined_at=utc_now())
    change(second, state=LetterState.EXEMPT, exempt_reason=ExemptReason.UNWISE)
    with unit_of_work():
        db.session.add(FamilyQuestion(letter_id=third, text="请问要交钱吗"))
    client = client_of("monitor")
    for step in ("hand_out", "back", "check", "all"):
        page = text_of(client, f"/classes/{campus.own_class}/letters?step={step}")
        assert "谢绝" not in page.split("<footer")[0]
        assert "免发" not in page
        assert "请问要交钱吗" not in page
        assert "已核对" not in page
    for page in ("/letters/list", f"/letters/{first}", "/mailings"):
        assert client.get(page).status_code == 403
    assert client.post(f"/classes/{campus.own_class}/letters/check", data={}).status_code == 403


def test_a_whole_class_is_handed_out_except_two_and_undone(client_of: SignIn, campus: Campus, mailing_id: int) -> None:
    client, letters = client_of("monitor"), letters_of(campus)
    answer = client.post(
        f"/classes/{campus.own_class}/letters/hand-out",
        data={"mailing": mailing_id, "letters": letters[:2], "step": "hand_out"},
    )
    assert answer.status_code == 302
    assert [state_of(letter) for letter in letters] == [LetterState.ISSUED] * 2 + [LetterState.HANDED_OUT] * 4
    assert "/letter-batches/" in text_of(client, answer.location)
    batch = db.session.scalars(select(MoveBatch)).one()
    assert client.post(f"/letter-batches/{batch.id}/undo").status_code == 302
    assert {state_of(letter) for letter in letters} == {LetterState.ISSUED}
    assert client.post(f"/letter-batches/{batch.id}/undo").status_code == 302  # a second click does no harm


def test_confirmations_are_settled_against_slips_in_one_step(
    client_of: SignIn, campus: Campus, mailing_id: int
) -> None:
    here, missing, silent, *_ = letters_of(campus)
    for letter in (here, missing):
        change(letter, confirmation=Confirmation.HANDED_IN, confirmed_at=utc_now())
    client = client_of("counsellor")
    page = text_of(client, f"/classes/{campus.own_class}/letters?step=back")
    assert page.count("checked") >= 2  # both claims come with a tick
    client.post(f"/classes/{campus.own_class}/letters/settle", data={"mailing": mailing_id, "letters": [here, silent]})
    assert [state_of(letter) for letter in (here, missing, silent)] == [
        LetterState.BACK,
        LetterState.ISSUED,
        LetterState.BACK,
    ]
    assert "说已交" in text_of(client, f"/classes/{campus.own_class}/letters?step=all")
    client.post(f"/classes/{campus.own_class}/letters/check", data={"mailing": mailing_id, "letters": [here]})
    assert state_of(here) is LetterState.CHECKED


def test_letters_of_another_class_cannot_be_named_in_a_form(client_of: SignIn, campus: Campus, mailing_id: int) -> None:
    foreign = letters_of(campus, FOREIGN_CLASS)[0]
    answer = client_of("counsellor").post(
        f"/classes/{campus.own_class}/letters/settle", data={"mailing": mailing_id, "letters": [foreign]}
    )
    assert answer.status_code == 422
    assert state_of(foreign) is LetterState.ISSUED


def test_a_foreign_class_and_letter_do_not_exist(client_of: SignIn, campus: Campus, mailing_id: int) -> None:
    foreign = letters_of(campus, FOREIGN_CLASS)[0]
    client = client_of("counsellor")
    assert client.get(f"/classes/{campus.foreign_class}/letters").status_code == 404
    assert client.get(f"/letters/{foreign}").status_code == 404
    assert client.post(f"/letters/{foreign}/reissue").status_code == 404


def test_reissue_voids_the_old_copy_and_its_number_still_finds_the_letter(
    client_of: SignIn, campus: Campus, mailing_id: int
) -> None:
    client, letter_id = client_of("counsellor"), letters_of(campus)[0]
    old = db.session.get_one(PersonalLink, db.session.get_one(Letter, letter_id).link_id)
    number, old_id = old.number, old.id
    client.post(f"/letters/{letter_id}/reissue")
    db.session.expire_all()
    letter, old = db.session.get_one(Letter, letter_id), db.session.get_one(PersonalLink, old_id)
    assert old.voided_at is not None
    assert (old.replaced_by_id, letter.copies) == (letter.link_id, 2)
    assert f"/letters/{letter_id}" in text_of(client, f"/letters/list?q={number}")
    assert f"/letters/{letter_id}" in text_of(client, f"/search?q={number}")
    answer = client.post(f"/letters/{letter_id}/print")
    assert answer.data.startswith(b"%PDF")


def test_locked_families_and_questions_are_settled_with_one_tap(
    client_of: SignIn, campus: Campus, mailing_id: int
) -> None:
    client, (locked, asking, *_) = client_of("counsellor"), letters_of(campus)
    with unit_of_work():
        link = db.session.get_one(PersonalLink, db.session.get_one(Letter, locked).link_id)
        link.needs_unlock, link.wrong_tries = True, 8
        question = FamilyQuestion(letter_id=asking, text="孩子说要装软件，是真的吗？")
        db.session.add(question)
        db.session.flush()
        question_id = question.id
    page = text_of(client, f"/classes/{campus.own_class}/letters")
    assert "孩子说要装软件" in page
    assert f"/letters/{locked}/unlock" in page
    assert client.post(f"/letters/{locked}/unlock?back=class").location.startswith(f"/classes/{campus.own_class}")
    client.post(f"/questions/{question_id}/answer?back=class")
    page = text_of(client, f"/classes/{campus.own_class}/letters")
    assert "孩子说要装软件" not in page
    assert f"/letters/{locked}/unlock" not in page


def test_every_figure_opens_exactly_its_rows(client_of: SignIn, campus: Campus, mailing_id: int) -> None:
    first, second, third, fourth, *_ = letters_of(campus)
    change(first, state=LetterState.SIGNED, signed_at=utc_now())
    change(second, state=LetterState.CHECKED, back_at=utc_now(), checked_at=utc_now())
    change(third, state=LetterState.DECLINED, declined_at=utc_now(), copies=2)
    change(fourth, confirmation=Confirmation.TAKEN_HOME, confirmed_at=utc_now())
    client = client_of("office")
    stand = letter_figures(CAMPUS, db.session.get_one(Mailing, mailing_id))
    assert stand["issued"] == 4 * STUDENTS_PER_CLASS
    for figure in FIGURES:
        page = text_of(client, f"/letters/list?figure={figure}&mailing={mailing_id}")
        assert page.count('data-label="学号"') == stand[figure], figure


def test_the_list_is_exported_as_it_is_shown(client_of: SignIn, campus: Campus, mailing_id: int) -> None:
    answer = client_of("counsellor").get(f"/letters/list.xlsx?class={campus.own_class}")
    assert answer.data.startswith(b"PK")
    answer.close()


FORM = {"name": "冬季家长信", "due_on": "2030-01-10", "route": "printed", "policy": "both", "title": "一封信"}
FORM |= {"salutation": "{student}同学的家长：", "body": "您好！", "signed_by": "保卫处"}


def test_a_mailing_is_written_and_its_text_revised(client_of: SignIn, campus: Campus) -> None:
    client = client_of("office")
    answer = client.post("/mailings/new", data=FORM | {"colleges": [campus.units["外国语学院"]], "freshmen": "y"})
    assert answer.status_code == 302
    mailing = db.session.scalars(select(Mailing)).one()
    assert mailing.audience == {"colleges": [campus.units["外国语学院"]], "freshmen": True}
    assert client.post(f"/mailings/{mailing.id}/wording", data=FORM).status_code == 422  # word for word the same
    client.post(f"/mailings/{mailing.id}/wording", data=FORM | {"body": "您好！谢谢。"})
    versions = db.session.scalars(select(Wording).order_by(Wording.version)).all()
    assert [row.version for row in versions] == [1, 2]
    assert versions[0].sha256 != versions[1].sha256


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "name"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"body": "{nobody}您好"}, "body"),
        ({"policy": "nobody"}, "policy"),
    ],
)
def test_a_wrong_form_is_shown_again(wrong: dict[str, str], words: str, client_of: SignIn) -> None:
    answer = client_of("office").post("/mailings/new", data=FORM | wrong)
    assert answer.status_code == 422
    assert f'href="#{words}"' in answer.get_data(as_text=True)


def test_only_the_office_writes_mailings(client_of: SignIn) -> None:
    assert client_of("college_contact").post("/mailings/new", data=FORM).status_code == 403
    assert client_of("counsellor").get("/mailings/new").status_code == 403


def test_what_the_text_says_wrong_stands_beside_it(client_of: SignIn) -> None:
    answer = client_of("office").post("/mailings/findings", data=FORM | {"body": "请把银行卡号发来。"})
    assert "银行卡" in answer.get_data(as_text=True)


def test_a_preview_is_a_pdf_and_says_when_the_text_is_too_long(client_of: SignIn) -> None:
    client = client_of("office")
    assert client.post("/mailings/preview", data=FORM).data.startswith(b"%PDF")
    long = client.post("/mailings/preview", data=FORM | {"body": "很长的信。" * 400})
    assert long.status_code == 422
    two = client.post("/mailings/findings", data=FORM | {"body": "很长的信。" * 150}).get_data(as_text=True)
    assert "2 页" in two
    assert client.post("/mailings/preview.png", data=FORM).data.startswith(b"\x89PNG")
    assert client.post("/mailings/preview.png", data=FORM | {"body": "很长的信。" * 400}).status_code == 204


def test_a_mailing_may_start_from_the_bilingual_letter(client_of: SignIn) -> None:
    client = client_of("office")
    assert "The app is voluntary" in text_of(client, "/mailings/new?start=bilingual")
    assert "The app is voluntary" not in text_of(client, "/mailings/new?start=nonsense")
    assert client.post("/mailings/new", data=FORM | {"language": "zh_CN+en"}).status_code == 302
    assert db.session.scalars(select(Wording.language)).one() == "zh_CN+en"
