"""What each role finds on its first page, and what it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, event, select

from school.foundation.access import Gate
from school.foundation.audit import record
from school.foundation.db import db, unit_of_work
from school.letters.events import LETTERS_PRINTED
from school.letters.models import Confirmation
from school.org.models import Post, PostKind, StaffMember, Student
from school.reminders.models import Reminder
from tests.campus import NAMES, OWN_CLASS, TERM_START, Campus
from tests.dashboards.campaign import a_campaign, of_own_class
from tests.letters.mailings import a_mailing
from tests.letters.posted import Family, posted

ClientOf = Callable[[str], FlaskClient]
CONFIRMED = "学生已确认"


def page(client: FlaskClient, path: str = "/") -> str:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_nobody_is_led_to_sign_in_and_a_family_never_lands_here(app: Gate, client: FlaskClient, campus: Campus) -> None:
    assert client.get("/").headers["Location"].startswith("/sign-in")
    family = Family(app, posted(campus))
    family.open()
    assert family.client.get("/").headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("username", ["office", "college_contact", "counsellor", "department_reader", "monitor"])
def test_confirmed_by_students_has_its_own_figure(client_of: ClientOf, campus: Campus, username: str) -> None:
    a_campaign(campus)
    assert CONFIRMED in page(client_of(username))


def test_the_office_begins_with_what_is_late(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus, due_in=-4)
    with unit_of_work():
        record(LETTERS_PRINTED, 1, letters=24, held_back=0, classes=4)
    shown = page(client_of("office"))
    late, locked = shown.index("逾期 4 天"), shown.index("试错已锁")
    assert late < locked
    assert "8 户没有回复" in shown
    assert "1 户家长有疑问" in shown
    assert shown.count('class="btn pri"') == 1


def test_the_first_day_until_ten_letters_are_printed(client_of: ClientOf, campus: Campus) -> None:
    office = client_of("office")
    first = page(office)
    assert "第一天" in first or "首日" in first or "stepl" in first
    assert first.count('<li class="done">') == 4  # the school, its term, the roster, counsellors
    a_mailing()
    assert page(office).count('<li class="done">') == 5
    with unit_of_work():
        record(LETTERS_PRINTED, 1, letters=9, held_back=0, classes=1)
    assert "stepl" in page(office)
    with unit_of_work():
        record(LETTERS_PRINTED, 1, letters=1, held_back=0, classes=1)
    assert "stepl" not in page(office)


def test_a_department_reads_figures_and_not_one_name(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    reader = client_of("department_reader")
    for path in ("/", f"/colleges/{campus.units['信息工程学院']}", f"/classes/{campus.own_class}/figures"):
        shown = page(reader, path)
        assert not any(name in shown for name in NAMES)
        assert "data-count" not in shown
    assert reader.get("/letters/locked").status_code == 403


def test_a_counsellor_finds_the_question_the_claims_and_the_families(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    shown = page(client_of("counsellor"))
    letters = of_own_class(campus)
    asking = db.session.get_one(Student, letters[1].student_id)
    assert f"{asking.name}的家长有疑问" in shown
    assert "专线和报警电话有什么不一样？" in shown
    assert "138****" in shown
    assert "13800000002" not in shown


def test_a_monitor_sees_paper_and_students_but_never_why(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    shown = page(client_of("monitor"))
    assert "待发" in shown
    assert "待收回执" in shown
    for word in ("谢绝", "本人不安装", "无法安装", "免发", "疑问", "占全体"):
        assert word not in shown


def test_a_student_confirms_from_the_first_page_in_two_taps(client_of: ClientOf, campus: Campus) -> None:
    letter = posted(campus)
    student = client_of("student")
    shown = page(student, "/me")
    assert letter.student_name in shown
    assert f'action="/s/{letter.number}"' in shown
    student.post(f"/s/{letter.number}", data={"confirmation": Confirmation.TAKEN_HOME.value})
    assert letter.letter.confirmation is Confirmation.TAKEN_HOME
    assert "checked" in page(student, "/me")


def test_a_private_reminder_is_on_the_own_page_only(client_of: ClientOf, campus: Campus) -> None:
    reminded = campus.students_of(OWN_CLASS)[0]
    with unit_of_work():
        db.session.add(Reminder(topic="app_status", student_id=reminded))
    words = "辅导员想问"
    assert words in page(client_of("student"), "/me")
    assert words not in page(client_of("monitor"), "/me")
    assert words not in page(client_of("counsellor"))


def test_somebody_with_two_posts_gets_a_switch(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    with unit_of_work():
        member = db.session.scalars(select(StaffMember).where(StaffMember.staff_number == "T-college_contact")).one()
        post = {"kind": PostKind.COUNSELLOR, "staff_id": member.id, "class_id": campus.foreign_class}
        db.session.add(Post(from_on=TERM_START, **post))
    contact = client_of("college_contact")
    assert "?as=counsellor" in page(contact)
    assert "英语2401班" in page(contact, "/?as=counsellor")
    assert "计科2402班" not in page(contact, "/?as=counsellor")


def test_classes_without_a_counsellor_are_listed(client_of: ClientOf, campus: Campus) -> None:
    shown = page(client_of("office"), "/figures/classes?only=no_counsellor")
    assert 'data-total="2"' in shown
    with unit_of_work():
        db.session.execute(delete(Post).where(Post.kind == PostKind.COUNSELLOR))
    assert 'data-total="4"' in page(client_of("office"), "/figures/classes?only=no_counsellor")


def test_a_college_page_shows_a_counsellor_the_own_classes_only(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    shown = page(client_of("counsellor"), f"/colleges/{campus.units['信息工程学院']}")
    assert "计科2402班" in shown
    assert "计科2403班" not in shown
    assert client_of("office").get(f"/colleges/{campus.units['保卫处']}").status_code == 404


def test_the_trend_comes_as_a_part_and_as_a_page(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    office = client_of("office")
    part = office.get("/figures/trend", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "data-chart" in part
    assert "<html" not in part
    assert "<html" in page(office, "/figures/trend")


def test_before_there_is_anything_to_draw_the_trend_says_when_it_begins(client_of: ClientOf, campus: Campus) -> None:
    office = client_of("office")
    for headers in ({"HX-Request": "true"}, {}):
        shown = office.get("/figures/trend", headers=headers).get_data(as_text=True)
        assert "还没有走势" in shown
        assert "data-chart" not in shown


def test_the_page_of_a_trend_names_its_place_and_leads_back_to_it(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    office, college = client_of("office"), campus.units["信息工程学院"]
    of_class = page(office, f"/figures/trend?class={campus.own_class}")
    assert "<h1>计科2402班 走势</h1>" in of_class
    assert f'href="/classes/{campus.own_class}/figures"' in of_class
    assert f'href="/colleges/{college}"' in page(office, f"/figures/trend?college={college}")


def test_a_home_page_asks_the_database_as_often_for_many_classes_as_for_few(
    client_of: ClientOf, campus: Campus
) -> None:
    a_campaign(campus)
    with unit_of_work():
        record(LETTERS_PRINTED, 1, letters=24, held_back=0, classes=4)
    asked: list[str] = []

    def count(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(db.engine, "before_cursor_execute", count)
    page(client_of("office"))
    event.remove(db.engine, "before_cursor_execute", count)
    assert len(asked) <= 25, "\n".join(asked)
