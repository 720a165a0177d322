"""The organisation's pages as its people use them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.audit.models import AuditEvent
from school.foundation.db import db
from school.org.models import (
    Enrolment,
    FamilyMember,
    Post,
    PostKind,
    School,
    SchoolClass,
    StaffMember,
    Student,
    Term,
    Unit,
)
from tests.campus import OWN_CLASS, Campus

ClientOf = Callable[[str], FlaskClient]
SCHOOL = {
    "name": "云州大学",
    "office_name": "保卫处",
    "office_phone": "0000-8660120",
    "counsellor_label": "班主任",
    "college_label": "学院",
}


def _events() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditEvent.event).order_by(AuditEvent.id)))


@pytest.mark.parametrize(
    "path",
    [
        "/settings",
        "/first-run",
        "/calendar",
        "/calendar/terms/new",
        "/units",
        "/units/new",
        "/classes",
        "/classes/new",
        "/students",
        "/staff",
        "/staff/new",
        "/directory",
        "/search",
        "/search?q=2024",
        "/students?state=left",
    ],
)
def test_every_page_opens_for_the_office(client_of: ClientOf, path: str) -> None:
    assert client_of("office").get(path).status_code == 200


def test_first_day(client_of: ClientOf) -> None:
    office = client_of("office")
    assert office.post("/first-run", data=SCHOOL | {"office_phone": ""}).status_code == 422
    refused = office.post("/first-run", data=SCHOOL | {"office_phone": "云州大学"})
    assert (refused.status_code, "这不是电话号码" in refused.text) == (422, True)
    for phone in ("0000-8660120 转 8012、8013", "+86 000 8660120", "（0000）8660120"):
        assert office.post("/settings", data=SCHOOL | {"office_phone": phone}).status_code == 302
    assert office.post("/first-run", data=SCHOOL).status_code == 302
    school = db.session.get_one(School, 1, populate_existing=True)
    assert school.counsellor_label == "班主任"
    assert "0000-8660120" in office.get("/units").get_data(as_text=True)
    assert 'selected value="班主任"' in office.get("/settings").get_data(as_text=True)
    assert _events() == ["school.changed"] * 4


def test_a_crest_is_a_picture_drawn_anew(client_of: ClientOf) -> None:
    office = client_of("office")
    page = office.post("/settings", data=SCHOOL | {"crest": (io.BytesIO(b"<svg onload=alert(1)>"), "crest.png")})
    assert page.status_code == 422
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (900, 900), "teal").save(picture, "PNG")
    picture.seek(0)
    assert office.post("/settings", data=SCHOOL | {"crest": (picture, "crest.png")}).status_code == 302
    crest = office.get("/crest", buffered=True)
    assert crest.mimetype == "image/png"
    assert Image.open(io.BytesIO(crest.data)).size == (512, 512)


def test_terms_do_not_end_before_they_begin(client_of: ClientOf) -> None:
    office = client_of("office")
    term = {"name": "2027年春季", "starts_on": "2027-02-22", "ends_on": "2027-02-01"}
    assert office.post("/calendar/terms/new", data=term).status_code == 422
    assert office.post("/calendar/terms/new", data=term | {"ends_on": "2027-07-04"}).status_code == 302
    assert office.post("/calendar/terms/new", data=term | {"ends_on": "2027-07-04"}).status_code == 422
    made = db.session.scalars(select(Term).where(Term.name == "2027年春季")).one()
    assert office.post(f"/calendar/terms/{made.id}/remove").status_code == 302
    assert db.session.scalar(select(Term.id).where(Term.name == "2027年春季")) is None


def test_units_keep_their_own_order(client_of: ClientOf, campus: Campus) -> None:
    office = client_of("office")
    second = campus.units["外国语学院"]
    assert office.post(f"/units/{second}/up").status_code == 302
    order = list(db.session.scalars(select(Unit.name).where(Unit.kind == "college").order_by(Unit.position)))
    assert order == ["外国语学院", "信息工程学院"]


def test_a_contact_makes_classes_only_in_the_own_college(client_of: ClientOf, campus: Campus) -> None:
    contact = client_of("college_contact")
    own, foreign = campus.units["信息工程学院"], campus.units["外国语学院"]
    assert contact.post("/classes/new", data={"college": own, "name": "计科2501班", "grade": "2025"}).status_code == 302
    assert contact.post("/classes/new", data={"college": foreign, "name": "英语2501班"}).status_code == 422
    assert contact.post("/classes/new", data={"college": own, "name": "计科2501班"}).status_code == 422


def test_a_student_moves_leaves_and_comes_back_with_history(client_of: ClientOf, campus: Campus) -> None:
    office = client_of("office")
    student_id = campus.students_of(OWN_CLASS)[0]
    to_class = campus.classes["计科2403班"]
    assert office.post(f"/students/{student_id}/move", data={"school_class": to_class}).status_code == 302
    assert office.post(f"/students/{student_id}/leave", data={"on": "2026-11-24"}).status_code == 302
    assert db.session.get_one(Student, student_id, populate_existing=True).left_on == dt.date(2026, 11, 24)
    assert office.post(f"/students/{student_id}/move", data={"school_class": campus.own_class}).status_code == 302
    student = db.session.get_one(Student, student_id, populate_existing=True)
    assert (student.left_on, student.class_id) == (None, campus.own_class)
    classes = list(
        db.session.scalars(select(Enrolment.class_id).where(Enrolment.student_id == student_id).order_by(Enrolment.id))
    )
    assert classes == [campus.own_class, to_class, campus.own_class]
    assert _events() == ["student.moved", "student.left", "student.returned"]
    assert office.get(f"/students/{student_id}").status_code == 200


def test_phones_are_masked_until_somebody_says_why(client_of: ClientOf, campus: Campus) -> None:
    counsellor = client_of("counsellor")
    student_id = campus.students_of(OWN_CLASS)[0]
    page = counsellor.get(f"/students/{student_id}").get_data(as_text=True)
    assert "138****0001" in page
    assert "13800000001" not in page
    assert counsellor.post(f"/students/{student_id}/phones", data={"purpose": "curiosity"}).status_code == 422
    shown = counsellor.post(f"/students/{student_id}/phones", data={"purpose": "contact_family"}).get_data(as_text=True)
    assert "13800000001" in shown
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "phone.shown")).one()
    assert event.data == '{"numbers":2,"purpose":"contact_family"}'


def test_editing_keeps_a_number_shown_as_dots(client_of: ClientOf, campus: Campus) -> None:
    counsellor = client_of("counsellor")
    student_id = campus.students_of(OWN_CLASS)[0]
    values = {"student_number": "2024000001", "name": "林语嫣", "gender": "female", "level": "undergraduate"}
    assert counsellor.post(f"/students/{student_id}/edit", data=values | {"phone": "••••"}).status_code == 302
    assert db.session.get_one(Student, student_id, populate_existing=True).phone == "13900000001"
    bad = counsellor.post(f"/students/{student_id}/edit", data=values | {"phone": "1390000001"})
    assert bad.status_code == 422
    assert "10" in bad.get_data(as_text=True)
    assert (
        counsellor.post(f"/students/{student_id}/edit", data=values | {"phone": "+86 139-0000-0099"}).status_code == 302
    )
    assert db.session.get_one(Student, student_id, populate_existing=True).phone == "13900000099"
    assert counsellor.post(f"/students/{student_id}/edit", data=values | {"phone": ""}).status_code == 302
    assert db.session.get_one(Student, student_id, populate_existing=True).phone is None


def test_the_family_is_replaced_row_by_row(client_of: ClientOf, campus: Campus) -> None:
    counsellor = client_of("counsellor")
    student_id = campus.students_of(OWN_CLASS)[0]
    rows = {
        "relatives-0-name": "林家长", "relatives-0-relationship_word": "母亲", "relatives-0-phone": "••••",
        "relatives-1-name": "林父", "relatives-1-relationship_word": "父亲", "relatives-1-phone": "０１０－８８８８７７７７",
    }  # fmt: skip
    assert counsellor.post(f"/students/{student_id}/family", data=rows).status_code == 302
    family = list(
        db.session.scalars(
            select(FamilyMember).where(FamilyMember.student_id == student_id).order_by(FamilyMember.position)
        )
    )
    assert [(member.name, member.phone) for member in family] == [("林家长", "13800000001"), ("林父", "01088887777")]


@pytest.mark.parametrize(
    ("giver", "kind", "status"),
    [
        ("college_contact", "administrator", 422),
        ("college_contact", "office", 422),
        ("college_contact", "counsellor", 302),
        ("office", "administrator", 422),
        ("office_lead", "administrator", 302),
    ],
)
def test_nobody_hands_on_more_than_belongs_to_them(
    client_of: ClientOf, campus: Campus, giver: str, kind: str, status: int
) -> None:
    member = db.session.scalars(select(StaffMember).where(StaffMember.staff_number == "T-counsellor")).one()
    values = {"kind": kind, "school_class": campus.own_class}
    assert client_of(giver).post(f"/staff/{member.id}/posts/new", data=values).status_code == status


def test_a_colleague_who_leaves_may_do_nothing_more(client_of: ClientOf, campus: Campus) -> None:
    counsellor, office = client_of("counsellor"), client_of("office")
    assert counsellor.get(f"/classes/{campus.own_class}").status_code == 200
    member = db.session.scalars(select(StaffMember).where(StaffMember.staff_number == "T-counsellor")).one()
    assert office.post(f"/staff/{member.id}/leave").status_code == 302
    assert counsellor.get(f"/classes/{campus.own_class}").status_code in (302, 403)
    assert office.get(f"/staff/{member.id}").status_code == 200


def test_a_monitor_is_named_and_relieved(client_of: ClientOf, campus: Campus) -> None:
    counsellor = client_of("counsellor")
    own, foreign = campus.students_of(OWN_CLASS)[4], campus.students_of("英语2401班")[0]
    url = f"/classes/{campus.own_class}/posts/new"
    assert counsellor.post(url, data={"student": foreign, "kind": "monitor"}).status_code == 422
    assert counsellor.post(url, data={"student": own, "kind": "monitor"}).status_code == 302
    post = db.session.scalars(select(Post).where(Post.student_id == own)).one()
    assert post.kind is PostKind.MONITOR
    assert counsellor.post(f"/class-posts/{post.id}/end").status_code == 302
    assert db.session.get_one(Post, post.id, populate_existing=True).to_on is not None


def test_what_is_exported_is_what_is_shown_and_is_noted(client_of: ClientOf) -> None:
    contact = client_of("college_contact")
    answer = contact.get("/students.xlsx?q=陈思远", buffered=True)
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)  # type: ignore[union-attr]
    assert [row[1] for row in rows[1:]] == ["陈思远", "陈思远"]
    assert _events() == ["people.exported"]


def test_classes_close_and_open_again(client_of: ClientOf, campus: Campus) -> None:
    contact = client_of("college_contact")
    assert contact.post(f"/classes/{campus.own_class}/close").status_code == 302
    assert db.session.get_one(SchoolClass, campus.own_class, populate_existing=True).closed_on is not None
    assert contact.post(f"/classes/{campus.own_class}/open").status_code == 302
    assert contact.get("/classes").status_code == 200
