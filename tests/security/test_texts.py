"""Whatever people write stays text: on pages, in headers, in spreadsheets, in file names."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.foundation.files import store_bytes
from school.foundation.jobs import Job
from school.foundation.jobs.models import JobState
from school.letters.models import FamilyQuestion, Letter, Mailing, Wording
from school.org.models import FamilyMember, Post, School, SchoolClass, StaffMember, Student, Term, Unit
from tests.access.rows import ROWS, words
from tests.campus import OWN_CLASS, Campus
from tests.letters.posted import Family, of_student, posted

Browser = Callable[[str], FlaskClient]
EVIL = "<b onmouseover=x()>\"'&lt;{{7*7}}</script><script>x()</script>"
SHORT = "<i/x=\"'>{{7}}"  # 20 characters, where no more fit
WORD = re.compile(r"<(?:([^:<>]*):)?([^<>]+)>")


class Tags(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag in ("b", "i") and (names & {"onmouseover", "x"}):
            self.found.append(tag)
        if tag == "script" and "src" not in names and dict(attrs).get("type") not in ("application/json",):
            self.found.append("inline script")
        if tag == "style" or "style" in names or any(name.startswith("on") for name in names):
            self.found.append(f"{tag} {sorted(names)}")
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name in ("href", "src", "action", "hx-get", "hx-post", "srcset") and (
                address.startswith(("javascript:", "data:", "//")) or ("://" in address and "fz.yunzhou" not in address)
            ):
                self.found.append(f"{name}={value}")


@pytest.fixture
def evil_campus(campus: Campus) -> Campus:
    """A campus where everybody and everything is called something that a browser might run."""
    posted(campus)
    with unit_of_work():
        for model in (Student, StaffMember, Unit, SchoolClass, FamilyMember):
            for row in db.session.scalars(select(model)):
                row.name = f"{EVIL[:50]}{row.id}"
        for model, column in (
            (FamilyMember, "relationship_word"),
            (Post, "title"),
            (StaffMember, "wechat_id"),
            (StaffMember, "group_name"),
        ):
            for row in db.session.scalars(select(model)):
                setattr(row, column, SHORT)
        school = db.session.get_one(School, 1)
        school.name, school.office_name, school.english_name = EVIL[:60], EVIL[:40], EVIL
        school.office_phone, school.office_hours, school.duty_phone = SHORT, EVIL[:60], SHORT
        for row in db.session.scalars(select(Term)):
            row.name = EVIL[:40]
        db.session.scalars(select(Mailing)).one().name = EVIL[:80]
        wording = db.session.scalars(select(Wording)).one()
        wording.title, wording.salutation, wording.body, wording.signed_by = EVIL[:60], EVIL, f"**{EVIL}**", EVIL
        for letter in db.session.scalars(select(Letter)):
            db.session.add(FamilyQuestion(letter_id=letter.id, text=EVIL))
    return campus


def everything(app: Gate, campus: Campus, role: str) -> list[str]:
    """The addresses of all pages with an own row in each."""

    def value(match: re.Match[str]) -> str:
        if match[2] == "number":
            return of_student(campus.students_of(OWN_CLASS)[0]).number
        if match[2] == "letter_id":
            return str(of_student(campus.students_of(OWN_CLASS)[0]).letter_id)
        return str(ROWS[match[2]](campus, role)[0]) if match[2] in ROWS else words(match[2], match[1] or "")

    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint != "static"]
    return [WORD.sub(value, rule.rule) for rule in rules if not rule.rule.startswith(("/_", "/r/"))]


@pytest.mark.parametrize("role", ["office", "college_contact", "counsellor", "monitor", "student", "department_reader"])
def test_no_text_becomes_a_tag(app: Gate, evil_campus: Campus, client_of: Browser, role: str) -> None:
    client, wrong, looked_at = client_of(role), [], 0
    for address in everything(app, evil_campus, role):
        with client.get(address) as response:
            if response.mimetype == "text/html":
                looked_at += 1
                page = Tags()
                page.feed(response.text)
                wrong += [f"{address}: {found}" for found in page.found]
    assert wrong == []
    assert looked_at > 10


def test_no_text_becomes_a_tag_on_a_familys_phone(app: Gate, evil_campus: Campus) -> None:
    family = Family(app, of_student(evil_campus.students_of(OWN_CLASS)[0]))
    pages = [family.scan(), family.type(family.letter.wrong()), family.open(), family.sign(name=EVIL[:60])]
    pages += [family.client.get(f"/r/{page}") for page in ("letter?another=1", "received", "ask", "decline")]
    for response in pages:
        page = Tags()
        page.feed(response.text)
        assert page.found == []


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.example", "\t=1")


@pytest.mark.parametrize(
    "address", ["/students.xlsx", "/directory.xlsx", "/accounts.xlsx", "/letters/list.xlsx", "/figures.xlsx"]
)
def test_no_text_becomes_a_formula(campus: Campus, client_of: Browser, address: str) -> None:
    posted(campus)
    with unit_of_work():
        for number, student in enumerate(db.session.scalars(select(Student))):
            student.name = FORMULAS[number % len(FORMULAS)]
        for number, member in enumerate(db.session.scalars(select(StaffMember))):
            member.name = member.wechat_id = FORMULAS[number % len(FORMULAS)]
        for number, unit in enumerate(db.session.scalars(select(Unit))):
            unit.name = FORMULAS[number % len(FORMULAS)]
    content = client_of("office").get(address, buffered=True).data
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any(cell.value in FORMULAS for cell in cells)
    assert not [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if "external" in name.lower()]


@pytest.mark.parametrize(
    "name",
    ["a\nSet-Cookie: x=1.pdf", "..\\..\\x.pdf", "../x.pdf", "a\r\n\r\n<script>.pdf", '"; x=".pdf', "信\u202efdp.pdf"],
)
def test_a_file_name_stays_in_its_header(campus: Campus, client_of: Browser, name: str) -> None:
    with unit_of_work():
        stored = store_bytes(b"%PDF", name=name, media_type="application/pdf")
        job = Job(
            kind="letters.print",
            arguments={},
            account_id=campus.accounts["office"],
            result_file=stored,
            state=JobState.DONE,
        )
        db.session.add(job)
        db.session.flush()
        job_id = job.id
    response = client_of("office").get(f"/jobs/{job_id}/file", buffered=True)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert not {"\r", "\n"} & set(str(response.headers["Content-Disposition"]))
    assert "Set-Cookie" not in response.headers or "x=1" not in response.headers["Set-Cookie"]


def test_a_line_has_no_second_line(campus: Campus, client_of: Browser) -> None:
    """Names go into file names, titles and headers: a form's line takes no control characters."""
    client = client_of("office")
    data = {"kind": "department", "name": "后\r\n勤\x1b[31m\u2028处\u202e"}
    assert client.post("/units/new", data=data).status_code == 302
    db.session.rollback()
    newest = db.session.scalars(select(Unit).order_by(Unit.id.desc()).limit(1)).one()
    assert newest.name == "后 勤 [31m 处"
