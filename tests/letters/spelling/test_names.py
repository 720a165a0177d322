"""Names no font can print: found before printing, spelled another way, and taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.access import CAMPUS, Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work
from school.letters.models import Mailing
from school.letters.printing import PrintRun
from school.letters.spelling.queries import unprintable
from school.org.models import SchoolClass, Student
from tests.campus import FOREIGN_CLASS, OWN_CLASS, Campus
from tests.letters.mailings import text_of

SignIn = Callable[[str], FlaskClient]

RARE = "李\U0003134a"


def rename(student_id: int, name: str) -> None:
    with unit_of_work():
        db.session.get_one(Student, student_id).name = name


def names_of(mailing_id: int) -> list[str]:
    return [row.student.name for row in unprintable(CAMPUS, db.session.get_one(Mailing, mailing_id))]


def test_a_name_is_found_mended_printed_and_taken_back(
    client_of: SignIn, campus: Campus, mailing_id: int, tmp_path: Path
) -> None:
    student_id = campus.students_of(OWN_CLASS)[0]
    rename(student_id, RARE)
    counsellor = client_of("counsellor")
    page = text_of(counsellor, f"/mailings/{mailing_id}/names")
    assert "U+3134A" in page
    assert "U+3134A" not in text_of(client_of("foreign_counsellor"), f"/mailings/{mailing_id}/names")
    counsellor = client_of("counsellor")
    address = f"/students/{student_id}/name-on-paper?mailing={mailing_id}"
    assert counsellor.post(address, data={"name_on_paper": "བོད"}).status_code == 422
    assert names_of(mailing_id) == [RARE]
    assert counsellor.post(address, data={"name_on_paper": "李Ang"}).status_code == 302
    assert names_of(mailing_id) == []
    page = text_of(counsellor, f"/mailings/{mailing_id}/names")
    assert "李Ang" in page
    assert RARE in page
    assert printed_names(campus, mailing_id, tmp_path).count("李Ang") == 2
    counsellor.post(address, data={"name_on_paper": ""})
    assert names_of(mailing_id) == [RARE]
    events = db.session.scalars(select(AuditEvent.event).where(AuditEvent.event == "student.name_on_paper_set")).all()
    assert len(events) == 2


def printed_names(campus: Campus, mailing_id: int, folder: Path) -> str:
    class_id = db.session.scalars(select(SchoolClass.id).where(SchoolClass.name == OWN_CLASS)).one()
    printed = PrintRun(db.session.get_one(Mailing, mailing_id)).class_packs([class_id], folder)
    assert printed.held_back == []
    pages = pypdfium2.PdfDocument(printed.files[0].path)
    return "".join(page.get_textpage().get_text_bounded() for page in pages)


def test_typing_says_at_once_whether_it_prints(client_of: SignIn) -> None:
    counsellor = client_of("counsellor")
    bad = counsellor.post("/names-on-paper/check", data={"name_on_paper": RARE}).get_data(as_text=True)
    assert "U+3134A" in bad
    good = counsellor.post("/names-on-paper/check", data={"name_on_paper": "李昂"}).get_data(as_text=True)
    assert "U+" not in good


def test_a_corrected_name_forgets_the_spelling_of_the_old_one(client_of: SignIn, campus: Campus) -> None:
    student_id = campus.students_of(OWN_CLASS)[0]
    with unit_of_work():
        db.session.get_one(Student, student_id).name_on_paper = "李Ang"
    counsellor = client_of("counsellor")
    student = db.session.get_one(Student, student_id)
    data = {"student_number": student.student_number, "name": "李昂", "level": student.level.value, "gender": ""}
    assert counsellor.post(f"/students/{student_id}/edit", data=data).status_code == 302
    db.session.expire_all()
    assert db.session.get_one(Student, student_id).printed_name == "李昂"


def test_the_command_lists_them_before_printing(app: Gate, campus: Campus, mailing_id: int) -> None:
    rename(campus.students_of(FOREIGN_CLASS)[0], "བོད")
    with unit_of_work():
        db.session.scalars(select(SchoolClass).where(SchoolClass.name == OWN_CLASS)).one().name = "计\U0003134a班"
    result = app.test_cli_runner().invoke(args=["letters", "names", "--mailing", "秋季家长信", "--json"])
    answer = json.loads(result.stdout)
    assert [(row["class"], row["reason"]) for row in answer["names"]] == [(FOREIGN_CLASS, "needs_shaping")]
    assert [(row["kind"], row["code_points"]) for row in answer["places"]] == [("school_class", ["U+3134A"])]
