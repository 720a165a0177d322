"""Rows of others named in forms, pages of readers, and sheets that reach beyond one's own college."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from school.accounts.models import SignInCode
from school.appstatus.models import AppStatus
from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.letters.models import FamilyQuestion, Letter, LetterState, Signature
from school.org.models import ImportBatch, SchoolClass, Student
from tests.access.rows import ROWS, words
from tests.campus import FOREIGN_CLASS, NAMES, OWN_CLASS, SIBLING_CLASS, Campus
from tests.letters.posted import Family, posted
from tests.security.test_secrets import whole_database

Browser = Callable[[str], FlaskClient]
WORD = re.compile(r"<(?:([^:<>]*):)?([^<>]+)>")


@pytest.mark.parametrize("other", [FOREIGN_CLASS, SIBLING_CLASS])
def test_ids_of_another_class_in_a_form_are_not_in_its_lists(campus: Campus, client_of: Browser, other: str) -> None:
    """One foreign id spoils the whole: nothing of it happens."""
    letter = posted(campus)
    mailing = letter.letter.mailing_id
    own, foreign = campus.students_of(OWN_CLASS)[0], campus.students_of(other)[0]
    foreign_letter = db.session.scalars(select(Letter.id).where(Letter.student_id == foreign)).one()
    address = f"/classes/{campus.own_class}"
    both = {"students": [str(own), str(foreign)]}
    ticks = {"mailing": str(mailing), "letters": [str(letter.letter_id), str(foreign_letter)]}
    tried = [
        ("counsellor", f"{address}/app", both | {"choice": "111", "source": "seen"}),
        ("counsellor", f"{address}/app/reminders", both),
        ("counsellor", f"{address}/codes", both),
        ("counsellor", f"{address}/posts/new", {"student": str(foreign), "kind": "monitor"}),
        ("counsellor", f"{address}/letters/settle", ticks),
        ("counsellor", f"{address}/letters/hand-out", ticks),
        ("monitor", f"{address}/marks", both | {"choice": "111"}),
        ("monitor", f"{address}/letters/settle", ticks),
    ]
    for role, url, data in tried:
        assert client_of(role).post(url, data=data).status_code == 422, f"{role} {url}"
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(AppStatus)) == 0
    assert db.session.scalar(select(func.count()).select_from(SignInCode)) == 0
    assert set(db.session.scalars(select(Letter.state))) == {LetterState.ISSUED}


def test_fields_that_a_form_does_not_have_change_nothing(campus: Campus, client_of: Browser) -> None:
    student = db.session.get_one(Student, campus.students_of(OWN_CLASS)[0])
    before = {column.key: getattr(student, column.key) for column in Student.__table__.columns}
    data = {"student_number": student.student_number, "name": student.name, "gender": "female", "phone": "••••"}
    data |= {"level": "undergraduate", "class_id": str(campus.foreign_class), "left_on": "2026-01-01", "id": "999"}
    data |= {"school_class": str(campus.foreign_class), "phone_lookup": "x"}
    db.session.rollback()
    assert client_of("counsellor").post(f"/students/{student.id}/edit", data=data).status_code == 302
    db.session.rollback()
    row = db.session.get_one(Student, student.id)
    after = {column.key: getattr(row, column.key) for column in Student.__table__.columns}
    assert after == before | {"gender": row.gender}


@pytest.mark.parametrize("role", ["department_reader", "organiser", "administrator"])
def test_who_may_not_see_people_sees_no_student(app: Gate, campus: Campus, client_of: Browser, role: str) -> None:
    posted(campus)
    numbers = list(campus.students)

    def value(match: re.Match[str]) -> str:
        return str(ROWS[match[2]](campus, role)[0]) if match[2] in ROWS else words(match[2], match[1] or "")

    client, seen, looked_at = client_of(role), [], 0
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static" or rule.rule.startswith(("/_", "/r/")):
            continue
        with client.get(WORD.sub(value, rule.rule)) as response:
            looked_at += response.status_code == 200
            text = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
            seen += [f"{rule.rule}: {word}" for word in (*NAMES, *numbers) if word in text]
    if role == "administrator":  # makes accounts, and so sees who has one; and who holds a post in a class
        seen = [
            found for found in seen if not found.startswith(("/accounts", "/classes/<int:class_id>:", "/directory"))
        ]
    assert seen == []
    assert looked_at > 3


def sheet(campus: Campus, *, college: str, class_name: str, number: str) -> str:
    rows = ["学院\t班级\t学号\t姓名\t本人手机", f"{college}\t{class_name}\t{number}\t改名字\t13912345678"]
    rows.append(f"{college}\t{class_name}\t2024999999\t新同学\t1391234567")
    return "\n".join(rows)


def test_a_contacts_sheet_reaches_no_other_college(campus: Campus, client_of: Browser) -> None:
    own, foreign = campus.units["信息工程学院"], campus.units["外国语学院"]
    somebody = db.session.get_one(Student, campus.students_of(FOREIGN_CLASS)[0])
    number, kept = somebody.student_number, (somebody.id, somebody.name, somebody.class_id, somebody.phone)
    db.session.rollback()
    client = client_of("college_contact")
    sheets = (("信息工程学院", OWN_CLASS), ("外国语学院", FOREIGN_CLASS), ("", FOREIGN_CLASS), ("新学院", "新班"))
    for college, class_name in sheets:
        data = {"college": str(own), "pasted": sheet(campus, college=college, class_name=class_name, number=number)}
        assert client.post("/roster", data=data | {"college": str(foreign)}).status_code == 422
        response = client.post("/roster", data=data)
        assert response.status_code == 302, (college, class_name)
        page = client.get(response.headers["Location"]).text
        assert kept[1] not in page, "a foreign student's name in a preview"
        assert (
            client.post(f"{response.headers['Location'].split('?')[0]}/save", data={"skip_bad_rows": "y"}).status_code
            < 500
        )
        assert b"13912345678" not in whole_database()
        assert b"1391234567" not in whole_database()
    db.session.rollback()
    row = db.session.get_one(Student, kept[0])
    assert (row.id, row.name, row.class_id, row.phone) == kept
    assert db.session.scalar(select(func.count(SchoolClass.id)).where(SchoolClass.college_id == foreign)) == 2


def test_nobody_opens_another_colleges_import(campus: Campus, client_of: Browser) -> None:
    data = {
        "college": str(campus.units["外国语学院"]),
        "pasted": sheet(campus, college="外国语学院", class_name=FOREIGN_CLASS, number="2024000077"),
    }
    address = client_of("office").post("/roster", data=data).headers["Location"].split("?")[0]
    contact = client_of("college_contact")
    for verb in ("", "/columns", "/trouble.xlsx"):
        assert contact.get(f"{address}{verb}").status_code == 404, verb
    for verb in ("/cells", "/columns", "/save", "/discard", "/undo", "/missing", "/rows/1/put-back"):
        assert contact.post(f"{address}{verb}").status_code == 404, verb
    db.session.rollback()
    assert db.session.scalars(select(ImportBatch)).one().state.value == "staged"


def test_one_letter_does_not_fill_the_database(app: Gate, campus: Campus) -> None:
    """Whoever holds it, a student in play among them, is done after a few names and questions."""
    family = Family(app, posted(campus))
    family.open()
    for number in range(40):
        assert family.sign(name=f"林桂芳{number}").status_code < 400
        assert family.client.post("/r/ask", data={"text": f"问题{number}"}).status_code < 400
    with unit_of_work():
        assert db.session.scalar(select(func.count(Signature.id))) <= 12
        assert db.session.scalar(select(func.count(FamilyQuestion.id))) <= 12
