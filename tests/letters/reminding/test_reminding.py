"""One family at a time, seldom, and each copy counted: also when two press at once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work
from school.org.models import FamilyMember
from school.reminders.models import Reminder
from tests.campus import Campus
from tests.letters.posted import Family, Posted

ClientOf = Callable[[str], FlaskClient]


@pytest.fixture
def counsellor(client_of: ClientOf, letter: Posted) -> FlaskClient:
    return client_of("counsellor")


def written() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Reminder)) or 0


def age_reminders(days: int) -> None:
    with unit_of_work():
        for each in db.session.scalars(select(Reminder)):
            each.at -= dt.timedelta(days=days)


def page(counsellor: FlaskClient, campus: Campus) -> str:
    return counsellor.get(f"/classes/{campus.own_class}/letters/reminders").get_data(as_text=True)


def test_a_text_for_one_family_is_counted_and_shown_again_without_counting(
    counsellor: FlaskClient, letter: Posted
) -> None:
    answer = counsellor.post(f"/letters/{letter.letter_id}/reminder")
    assert answer.status_code == 303
    for _ in range(2):
        text = counsellor.get(answer.headers["Location"]).get_data(as_text=True)
        assert f"{letter.student_name}同学的家长，您好！" in text
        assert f"/r/{letter.token}" in text
        assert letter.code not in text.replace(letter.token, "")
        assert "13700000231" in text
    assert written() == 1
    assert db.session.scalar(select(func.count()).where(AuditEvent.event == "letter.reminded")) == 1
    assert "给家长写了第 1 次提醒" in counsellor.get(f"/letters/{letter.letter_id}").get_data(as_text=True)


def test_too_soon_or_too_often_is_refused_in_words(counsellor: FlaskClient, campus: Campus, letter: Posted) -> None:
    path = f"/letters/{letter.letter_id}/reminder"
    assert counsellor.post(path).status_code == 303
    soon = counsellor.post(path)
    assert soon.status_code == 409
    assert "起可再提醒" in soon.get_data(as_text=True)
    for _ in range(2):
        age_reminders(8)
        assert counsellor.post(path).status_code == 303
    age_reminders(8)
    spent = counsellor.post(path)
    assert spent.status_code == 409
    assert "本学期已提醒 3 次" in spent.get_data(as_text=True)
    assert "改打电话吧" in page(counsellor, campus)
    assert written() == 3


def test_of_two_who_press_at_once_one_is_counted(app: Gate, client_of: ClientOf, letter: Posted) -> None:
    clients = [client_of("counsellor") for _ in range(3)]
    statuses: list[int] = []

    def press(client: FlaskClient) -> None:
        statuses.append(client.post(f"/letters/{letter.letter_id}/reminder").status_code)

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 409, 409]
    assert written() == 1


def test_who_has_answered_is_not_on_the_page_and_not_reminded(
    app: Gate, counsellor: FlaskClient, campus: Campus, letter: Posted
) -> None:
    assert letter.student_name in page(counsellor, campus)
    family = Family(app, letter)
    family.open()
    family.sign()
    assert letter.student_name not in page(counsellor, campus)
    assert counsellor.post(f"/letters/{letter.letter_id}/reminder").status_code == 409
    assert written() == 0


def test_a_colleague_does_not_see_another_s_text_and_nothing_is_copied_for_many(
    client_of: ClientOf, counsellor: FlaskClient, campus: Campus, letter: Posted
) -> None:
    counsellor.post(f"/letters/{letter.letter_id}/reminder")
    age_reminders(2)
    assert counsellor.get(f"/letters/{letter.letter_id}/reminder").status_code == 302
    text = page(counsellor, campus)
    assert ".xlsx" not in text
    assert "data-copies" not in text
    assert 'type="checkbox"' not in text.partition("<main")[2]
    for other in ("college_contact", "office", "monitor"):
        assert client_of(other).get(f"/classes/{campus.own_class}/letters/reminders").status_code == 403


def test_the_student_is_told(counsellor: FlaskClient, client_of: ClientOf, letter: Posted) -> None:
    counsellor.post(f"/letters/{letter.letter_id}/reminder")
    assert "提醒过您的家长" in client_of("student").get(f"/s/{letter.number}").get_data(as_text=True)


def test_without_a_phone_on_file_the_text_names_the_paper_alone(counsellor: FlaskClient, letter: Posted) -> None:
    with unit_of_work():
        columns = {"phone_sealed": None, "phone_lookup": None, "phone_last_four": None}
        db.session.execute(
            update(FamilyMember).where(FamilyMember.student_id == letter.letter.student_id).values(columns)
        )
    counsellor.post(f"/letters/{letter.letter_id}/reminder")
    text = counsellor.get(f"/letters/{letter.letter_id}/reminder").get_data(as_text=True)
    assert "填纸质信上二维码旁边的核对码" in text
