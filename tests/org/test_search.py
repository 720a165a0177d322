"""What the search box finds, by kind, and how far it looks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from school.foundation.db import db, next_id, unit_of_work
from school.org.models import Level, SchoolClass, StaffMember, Student
from tests.campus import OWN_CLASS, Campus
from tests.letters.posted import posted
from tests.services.counts import wrong

ClientOf = Callable[[str], FlaskClient]
KIND = re.compile(r'<h2 id="([a-z0-9-]+)">[^<]*</h2>\s*<span class="meta">(\d+)</span>')


def found(client: FlaskClient, text: str) -> dict[str, int]:
    """How many of each kind the page of results says."""
    answer = client.get("/search", query_string={"q": text})
    assert answer.status_code == 200
    return {kind: int(count) for kind, count in KIND.findall(answer.get_data(as_text=True))}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("林语嫣", {"students": 4}),
        ("2024", {"students": 24}),
        ("计科", {"classes": 2}),
        ("陈", {"students": 4, "staff": 10}),
        ("陈立", {"staff": 10}),
        ("nobody", {}),
        ("", {}),
    ],
)
def test_results_stand_by_kind_with_their_counts(
    client_of: ClientOf, campus: Campus, text: str, kinds: dict[str, int]
) -> None:
    assert found(client_of("office"), text) == kinds


@pytest.mark.parametrize("username", ["office", "college_contact", "counsellor", "duty_officer"])
def test_a_count_of_more_than_is_shown_opens_all_of_them(client_of: ClientOf, campus: Campus, username: str) -> None:
    with unit_of_work():
        for number in range(30):
            student = Student(
                id=next_id(Student), student_number=f"2023{number:06}", name="欧阳一", level=Level.UNDERGRADUATE
            )
            student.class_id = campus.own_class
            db.session.add(student)
            db.session.flush()
    client = client_of(username)
    assert found(client, "欧阳") == {"students": 30}
    page = client.get("/search?q=欧阳").get_data(as_text=True)
    assert 'data-count="30"' in page
    assert page.count("欧阳一</a>") == 20
    assert not list(wrong(client, "/search?q=欧阳"))


def test_many_classes_say_how_many_are_not_shown(client_of: ClientOf, campus: Campus) -> None:
    college = campus.units["外国语学院"]
    with unit_of_work():
        db.session.add_all(SchoolClass(college_id=college, name=f"法语{n:02}班", grade=2023) for n in range(23))
    assert "还有 3 个没有列出" in client_of("office").get("/search?q=法语").get_data(as_text=True)


def test_one_thing_alone_is_opened_at_once(client_of: ClientOf, campus: Campus) -> None:
    office = client_of("office")
    letter = posted(campus)
    with unit_of_work():
        member = StaffMember(id=next_id(StaffMember), staff_number="S-1", name="单一", unit_id=1)
        db.session.add(member)
        staff_id = member.id
    student_id = campus.students["2024000001"]
    assert office.get("/search?q=13800000001").location == f"/students/{student_id}"
    assert office.get("/search?q=英语2401").location == f"/classes/{campus.foreign_class}"
    assert office.get("/search?q=S-1").location == f"/staff/{staff_id}"
    assert office.get(f"/search?q={letter.number}").location == f"/letters/{letter.letter.id}"


def test_it_stays_within_reach(client_of: ClientOf, campus: Campus) -> None:
    counsellor = client_of("counsellor")
    assert found(counsellor, "英语") == {}
    assert found(counsellor, "T-foreign_counsellor") == {}
    assert counsellor.get("/search?q=林语嫣").location == f"/students/{campus.students_of(OWN_CLASS)[0]}"


def test_nothing_typed_and_nothing_found_say_what_can_be_typed_and_wait_for_it(
    client_of: ClientOf, campus: Campus
) -> None:
    office = client_of("office")
    for text, nothing in (("", False), ("nobody", True)):
        page = office.get("/search", query_string={"q": text}).get_data(as_text=True)
        assert "电话后四位" in page
        assert " autofocus" in page
        assert ("没有找到" in page) == nothing
    assert " autofocus" not in office.get("/search?q=2024").get_data(as_text=True)
