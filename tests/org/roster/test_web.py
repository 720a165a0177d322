"""Imports in the browser: sent, mapped, mended, saved, taken back; within one's own college."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work
from school.org.models import ColumnMapping, Enrolment, ImportBatch, ImportState, SchoolClass, Student
from school.org.roster import actions, jobs
from school.org.roster.staging import staged_of
from tests.campus import Campus
from tests.org.roster.messy_roster import FIRST_DATA_ROW, LINES, messy_workbook

ClientOf = Callable[[str], FlaskClient]
HEADINGS = "学号\t姓名\t学院\t班级\t家长姓名\t家长电话"
COLLEGE = "信息工程学院"


def send(client: FlaskClient, *rows: str, headings: str = HEADINGS, **form: object) -> TestResponse:
    return client.post("/roster", data={"pasted": "\n".join((headings, *rows)), **form})


def batch() -> ImportBatch:
    db.session.rollback()
    return db.session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()).limit(1)).one()


def student(number: str) -> Student | None:
    db.session.rollback()
    return db.session.scalar(select(Student).where(Student.student_number == number))


def text(response: TestResponse) -> str:
    return re.sub(r"\s+", " ", response.get_data(as_text=True))


@pytest.fixture
def office(client_of: ClientOf) -> FlaskClient:
    return client_of("office")


def test_the_messy_sheet_is_mended_saved_and_taken_back(office: FlaskClient) -> None:
    sent = office.post("/roster", data={"file": (BytesIO(messy_workbook()), "新生.xlsx")})
    assert sent.status_code == 302
    page = text(office.get(sent.location))
    assert batch().counts["rows"] == len(LINES)
    assert batch().counts["rejected"] == 16
    assert "手机号只有 10 位，少了 1 位" in page
    assert "disabled" in page
    cells = {"row": FIRST_DATA_ROW + 14, "place": 12, "text": "13912345670"}
    mended = office.post(f"{sent.location}/cells", data={f"cells-0-{name}": value for name, value in cells.items()})
    assert mended.status_code == 302
    assert batch().counts["rejected"] == 15
    assert "13912345670" in text(office.get(mended.location))
    put_back = office.post(f"{sent.location}/rows/{FIRST_DATA_ROW + 14}/put-back")
    assert put_back.status_code == 302
    assert batch().counts["rejected"] == 16
    assert office.post(f"{sent.location}/save").status_code == 422
    assert student("2026010201") is None
    assert office.post(f"{sent.location}/save", data={"skip_bad_rows": "y"}).status_code == 302
    assert student("2026010201")
    assert batch().staged is None
    assert batch().preview is None
    assert "已存入" in text(office.get(sent.location))
    assert office.post(f"{sent.location}/undo").status_code == 302
    assert student("2026010201") is None
    assert db.session.scalar(select(SchoolClass).where(SchoolClass.name == "软件2601班")) is None
    assert batch().state is ImportState.UNDONE
    assert batch().undo is None


def test_a_sheet_that_is_none_says_so_at_the_field(office: FlaskClient) -> None:
    answer = office.post("/roster", data={"file": (BytesIO(b"%PDF-1.4 no"), "x.pdf")})
    assert answer.status_code == 422
    assert "这不是电子表格" in text(answer)
    assert office.post("/roster", data={}).status_code == 422
    answer = send(office, "1\t2", headings="天气\t温度")
    assert answer.status_code == 422
    assert "学号、姓名、班级" in text(answer)


def test_headings_are_mapped_once_and_remembered_for_the_college(office: FlaskClient, campus: Campus) -> None:
    college = campus.units[COLLEGE]
    headings = "考生代码\t姓名\t小集体\t性别"
    sent = send(office, "2026000001\t沈青\t计科2402班\t女", headings=headings, college=college)
    columns = office.get(sent.location).location
    assert columns.endswith("/columns")
    assert "考生代码" in text(office.get(columns))
    data = {}
    for index, (heading, field) in enumerate(
        {"考生代码": "student_number", "姓名": "name", "小集体": "class", "性别": ""}.items()
    ):
        data |= {f"headings-{index}-heading": heading, f"headings-{index}-field": field}
    assert office.post(columns, data=data | {"headings-1-field": "class"}).status_code == 422
    assert office.post(columns, data=data).status_code == 302
    assert batch().counts["created"] == 1
    again = send(office, "2026000002\t沈白\t计科2402班\t", headings=headings, college=college)
    assert office.get(again.location).status_code == 200
    assert batch().counts["created"] == 1
    assert db.session.scalar(select(func.count()).select_from(ColumnMapping)) == 4
    elsewhere = send(office, "2026000002\t沈白\t英语2401班\t", headings=headings, college=campus.units["外国语学院"])
    assert office.get(elsewhere.location).location.endswith("/columns")


def test_a_contact_imports_into_the_own_college_only(client_of: ClientOf, campus: Campus) -> None:
    contact, own = client_of("college_contact"), campus.units[COLLEGE]
    rows = (
        f"2026000001\t沈青\t{COLLEGE}\t计科2402班",
        "2026000002\t沈白\t外国语学院\t英语2401班",
        "2024000013\t林语嫣\t\t计科2402班",  # a student of the other college
    )
    assert send(contact, *rows).status_code == 422  # whose sheet it is has to be said
    assert send(contact, *rows, college=campus.units["外国语学院"]).status_code == 422
    sent = send(contact, *rows, college=own)
    assert sent.status_code == 302
    counts = batch().counts
    assert (counts["created"], counts["rejected"]) == (1, 2)
    page = text(contact.get(sent.location))
    assert "这份名册只收信息工程学院的学生" in page
    assert "另一个学院" in page
    assert contact.post(f"{sent.location}/save", data={"skip_bad_rows": "y"}).status_code == 302
    assert student("2026000001")
    assert student("2024000013").class_id == campus.foreign_class
    foreign = client_of("foreign_contact")
    assert foreign.get(sent.location).status_code == 404
    assert foreign.post(f"{sent.location}/undo").status_code == 404


def test_changes_show_old_and_new_with_masked_phones(office: FlaskClient, campus: Campus) -> None:
    sent = send(office, "2024000001\t林语嫣\t\t计科2403班\t林家长\t13712345678")
    page = text(office.get(sent.location))
    assert "计科2402班" in page
    assert "计科2403班" in page
    assert "138****0001" in page
    assert "137****5678" in page
    assert "13800000001" not in page
    assert "13712345678" not in page


def test_who_is_missing_is_listed_and_leaves_only_when_somebody_says_so(office: FlaskClient, campus: Campus) -> None:
    sent = send(office, "2024000001\t林语嫣\t\t计科2402班")
    assert len(batch().counts["missing_ids"]) == 5
    assert office.post(f"{sent.location}/save").status_code == 302
    assert student("2024000002").left_on is None
    page = text(office.get(sent.location))
    assert "陈思远" in page
    assert office.post(f"{sent.location}/missing").status_code == 422
    foreign = campus.students_of("英语2401班")[0]
    assert office.post(f"{sent.location}/missing", data={"students": foreign}).status_code == 422
    gone = campus.students["2024000002"]
    assert office.post(f"{sent.location}/missing", data={"students": gone}).status_code == 302
    assert student("2024000002").left_on
    assert db.session.scalar(select(Enrolment.to_on).where(Enrolment.student_id == gone))
    assert "陈思远" not in text(office.get(sent.location))


def test_phones_are_kept_only_sealed(office: FlaskClient) -> None:
    send(office, f"2026000001\t沈青\t{COLLEGE}\t计科2402班\t沈父\t13912345678")
    kept = batch()
    for column in (kept.staged, kept.preview):
        assert column
        assert b"13912345678" not in column
    assert "13912345678" not in f"{kept.counts}{kept.columns}"
    assert office.post(f"/roster/{kept.id}/discard").status_code == 302
    assert batch().staged is None
    assert batch().state is ImportState.DISCARDED
    assert office.post(f"/roster/{kept.id}/save").status_code == 422
    assert office.post(f"/roster/{kept.id}/discard").status_code == 409


def test_a_forgotten_sheet_is_thrown_away_at_night(app: Gate, office: FlaskClient) -> None:
    """The worker's task of ten to three, with what it is given to do; a sheet of last week stays."""
    for number in ("2026000001", "2026000002"):
        send(office, f"{number}\t沈青\t{COLLEGE}\t计科2402班\t沈父\t13912345678")
    with unit_of_work():
        forgotten, recent = db.session.scalars(select(ImportBatch).order_by(ImportBatch.id))
        forgotten.created_at -= actions.KEPT_STAGED + dt.timedelta(minutes=1)
        recent.created_at -= dt.timedelta(days=7)
    queue = app.extensions["queue"]
    for task in queue.read_periodic(dt.datetime(2026, 9, 1, 2, 50, tzinfo=dt.UTC)):
        queue.execute(task)
    db.session.rollback()
    kept = [
        (each.state, each.staged is None) for each in db.session.scalars(select(ImportBatch).order_by(ImportBatch.id))
    ]
    assert kept == [(ImportState.DISCARDED, True), (ImportState.STAGED, False)]
    assert db.session.scalars(select(AuditEvent.actor_kind).order_by(AuditEvent.id.desc()).limit(1)).one() == "job"


def test_long_sheets_are_saved_by_the_worker(app: Gate, office: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "SAVED_AT_ONCE", 1)
    rows = [
        f"202600000{place}\t沈{place}青\t{COLLEGE}\t计科2402班".replace(f"沈{place}青", "沈青") for place in range(3)
    ]
    sent = send(office, *rows)
    saving = office.post(f"{sent.location}/save")
    assert "/jobs/" in saving.location
    assert student("2026000001") is None
    job_id = int(saving.location.rsplit("/", 1)[1])
    from school.foundation.jobs.worker import run

    run(app, job_id)
    assert student("2026000001")
    assert batch().state is ImportState.SAVED
    assert "存入" in text(office.get(saving.location))
    assert jobs.SAVE_ROSTER == "roster.save"


def test_rows_to_mend_can_be_taken_along(office: FlaskClient) -> None:
    sent = send(office, f"2026000001\t\t{COLLEGE}\t计科2402班")
    answer = office.get(f"{sent.location}/trouble.xlsx")
    assert answer.status_code == 200
    assert answer.data.startswith(b"PK")


def test_mending_cells_that_are_not_there_changes_nothing(office: FlaskClient) -> None:
    sent = send(office, f"2026000001\t\t{COLLEGE}\t计科2402班")
    data = {"cells-0-row": 1, "cells-0-place": 0, "cells-0-text": "姓", "cells-1-row": 999, "cells-1-place": 99}
    assert office.post(f"{sent.location}/cells", data=data).status_code == 302
    with unit_of_work():
        assert staged_of(batch()).mended == ()
