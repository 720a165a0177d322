"""What families send after a mailing was closed: taken like any other, and brought before the counsellor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.letters.actions.mailings import close_mailing
from school.letters.models import LetterState, Mailing
from tests.campus import OWN_CLASS, Campus
from tests.letters.posted import Family, Posted, of_student, posted

Browser = Callable[[str], FlaskClient]
LATE = "结束后收到"


@pytest.fixture
def letter(app: Gate, campus: Campus) -> Posted:
    """Of a mailing that is closed, with an answer that came in time."""
    found = posted(campus)
    in_time = Family(app, of_student(campus.students_of(OWN_CLASS)[1]))
    in_time.open()
    in_time.sign()
    with unit_of_work():
        close_mailing(db.session.get_one(Mailing, found.letter.mailing_id), closed=True)
    return found


def late_family(app: Gate, letter: Posted) -> Family:
    family = Family(app, letter)
    assert family.open().status_code == 200
    return family


def todo(client: FlaskClient) -> str:
    return client.get("/").get_data(as_text=True)


def test_a_late_signature_is_welcome(app: Gate, letter: Posted) -> None:
    family = late_family(app, letter)
    assert family.sign().status_code == 303
    assert "已收到，谢谢您" in family.client.get("/r/received").get_data(as_text=True)
    assert letter.letter.state is LetterState.SIGNED


def test_the_counsellor_sees_that_it_came_late(app: Gate, letter: Posted, campus: Campus, client_of: Browser) -> None:
    late_family(app, letter).sign()
    counsellor = client_of("counsellor")
    assert "还有 1 位家长等您处理" in todo(counsellor)
    found = counsellor.get(f"/letters/list?figure=came_late&mailing={letter.letter.mailing_id}")
    assert 'data-total="1"' in found.get_data(as_text=True)
    assert letter.student_name in found.get_data(as_text=True)
    page = counsellor.get(f"/letters/{letter.letter_id}").get_data(as_text=True)
    assert LATE in page
    assert "签收（批次结束后）" in page
    everybody = counsellor.get(f"/classes/{campus.own_class}/letters?step=all").get_data(as_text=True)
    assert everybody.count(LATE) == 1


def test_a_question_still_reaches_the_counsellor(app: Gate, letter: Posted, client_of: Browser) -> None:
    assert "等您处理" not in todo(client_of("counsellor"))
    late_family(app, letter).client.post("/r/ask", data={"text": "专线几点有人接？"})
    assert "还有 1 位家长等您处理" in todo(client_of("counsellor"))
    assert "等您处理" not in todo(client_of("foreign_counsellor"))


def test_looked_at_it_is_done(app: Gate, letter: Posted, client_of: Browser) -> None:
    late_family(app, letter).sign()
    counsellor = client_of("counsellor")
    assert counsellor.post(f"/letters/{letter.letter_id}/check").status_code == 302
    assert "等您处理" not in todo(counsellor)
    assert LATE in counsellor.get(f"/letters/{letter.letter_id}").get_data(as_text=True)


def test_class_posts_are_not_told_on_which_way_it_came(
    app: Gate, letter: Posted, campus: Campus, client_of: Browser
) -> None:
    late_family(app, letter).sign()
    page = client_of("monitor").get(f"/classes/{campus.own_class}/letters?step=all").get_data(as_text=True)
    assert LATE not in page


def test_opened_again_nothing_is_late(app: Gate, letter: Posted, client_of: Browser) -> None:
    late_family(app, letter).sign()
    with unit_of_work():
        close_mailing(db.session.get_one(Mailing, letter.letter.mailing_id), closed=False)
    assert LATE not in client_of("counsellor").get(f"/letters/{letter.letter_id}").get_data(as_text=True)
