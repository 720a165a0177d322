"""The log as a page: every event in words, found by day, person, kind and thing; no names of students."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import g
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from school.accounts.events import SIGNED_IN
from school.foundation.access import Actor, Gate
from school.foundation.audit import CATALOGUE, record
from school.foundation.audit.actions import seal_days
from school.foundation.audit.models import AuditEvent
from school.foundation.audit.queries import Verdict
from school.foundation.db import db, unit_of_work
from school.foundation.jobs.worker import run
from school.log import jobs, queries
from school.log.details import FIELDS
from school.log.kinds import KINDS
from school.log.objects import SUBJECTS
from school.org.events import CLASS_SAVED, FAMILY_CHANGED, PHONE_SHOWN, POST_GIVEN
from school.org.models import SchoolClass
from tests.campus import Campus

ClientOf = Callable[[str], FlaskClient]


def done(kind: object, subject: int | None, actor: Actor | None = None, /, **data: object) -> int:
    with unit_of_work():
        g.actor = actor or Actor("anonymous")
        return record(kind, subject, **data)


def text(response: TestResponse) -> str:
    return re.sub(r"\s+", " ", response.get_data(as_text=True))


def ids(response: TestResponse) -> list[int]:
    return [
        int(found) for found in re.findall(r'<td class="num meta"[^>]*>(\d+)</td>', response.get_data(as_text=True))
    ]


@pytest.fixture
def lead(client_of: ClientOf) -> FlaskClient:
    return client_of("office_lead")


def test_every_event_and_field_and_thing_has_its_words(school_app: Gate) -> None:
    kinds = {code: kind for code, kind in CATALOGUE.items() if not code.startswith("test.")}
    assert kinds.keys() - KINDS.keys() == set(), "say in school/log/kinds.py what these are"
    assert KINDS.keys() - kinds.keys() == set(), "these events are gone"
    assert {field for kind in kinds.values() for field in kind.fields} - FIELDS.keys() == set()
    assert {kind.subject for kind in kinds.values()} - SUBJECTS.keys() == set()


def test_an_event_is_told_without_the_names_of_students(lead: FlaskClient, campus: Campus) -> None:
    student = campus.students["2024000001"]
    counsellor = Actor("account", campus.accounts["counsellor"])
    done(PHONE_SHOWN, student, counsellor, numbers=2, purpose="contact_family")
    done(CLASS_SAVED, campus.own_class, Actor("account", campus.accounts["student"]), college_id=1)
    page = text(lead.get("/log"))
    for words in ("陈立群 (counsellor)", "查看了学生和家长电话", f"学生 #{student}", "用途 联系家长", "号码数 2"):
        assert words in page
    assert "班级 计科2402班" in page
    assert "学生账号 #" in page
    assert "林语嫣" not in page
    assert f'href="/students/{student}"' in page


def test_an_exported_list_is_told_by_its_name_in_words(lead: FlaskClient) -> None:
    for path in ("/students", "/directory", "/letters/list", "/accounts", "/accounts/never-signed-in"):
        assert lead.get(f"{path}.xlsx", buffered=True).status_code == 200, path
    told = re.findall(r"名单 (\w+)", text(lead.get("/log?kind=people.exported")))
    assert len(set(told)) == 5
    assert [word for word in told if word.isascii()] == []


def test_an_administrator_is_not_led_to_personal_files(client_of: ClientOf, campus: Campus) -> None:
    done(FAMILY_CHANGED, campus.students["2024000001"], members=1)
    page = text(client_of("administrator").get("/log"))
    assert "改了学生的家长信息" in page
    assert "/students/" not in page


def test_filters_find_by_day_person_kind_and_thing(lead: FlaskClient, campus: Campus) -> None:
    office = Actor("account", campus.accounts["office"])
    student = campus.students["2024000002"]
    shown = done(PHONE_SHOWN, student, office, numbers=1, purpose="emergency")
    signed_in = done(SIGNED_IN, campus.accounts["duty_officer"], way="password")
    given = done(POST_GIVEN, 3, kind="counsellor", college_id=None, class_id=campus.own_class)
    today = dt.datetime.now(dt.UTC).date()
    asked = {
        "person=office": [shown],
        "person=T-office": [shown],
        "person=duty_officer": [signed_in],
        "person=nobody": [],
        "kind=post.given": [given],
        "subject=student": [shown],
        "subject=student&number=2024000002": [shown],
        f"subject=student&number=%23{student}": [shown],
        "subject=student&number=2024000003": [],
        "subject=post&number=3": [given],
        f"from_on={today - dt.timedelta(days=1)}&to_on={today + dt.timedelta(days=1)}": [given, signed_in, shown],
        f"to_on={today - dt.timedelta(days=2)}": [],
        f"from_on={today + dt.timedelta(days=2)}": [],
    }
    found = {question: ids(lead.get(f"/log?{question}")) for question in asked}
    assert found == asked
    assert text(lead.get("/log?person=duty_officer")).count("陈立群 (duty_officer)") == 1
    assert "没有符合筛选条件的内容" in text(lead.get("/log?person=nobody"))


def test_classes_of_one_name_are_all_meant(lead: FlaskClient, campus: Campus) -> None:
    with unit_of_work():
        name = db.session.get_one(SchoolClass, campus.own_class).name
        twin = SchoolClass(college_id=campus.units["外国语学院"], name=name)
        db.session.add(twin)
        db.session.flush()
        both = (campus.own_class, twin.id)
    made = [done(CLASS_SAVED, class_id, college_id=1) for class_id in both][::-1]
    assert ids(lead.get("/log", query_string={"subject": "school_class", "number": name})) == made


def test_what_cannot_be_asked_is_said_at_the_field(lead: FlaskClient) -> None:
    for question in ("number=12", "kind=nonsense", "from_on=9999-12-31", "to_on=0001-01-01", "from_on=yesterday"):
        assert lead.get(f"/log?{question}").status_code == 422, question
    assert lead.get("/log?before=99999999999999999999").status_code == 200
    assert lead.get("/log?after=-1&subject=term&number=99999999999999999999").status_code == 200


def test_pages_go_by_id_in_both_directions(lead: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SIZE", 2)
    made = [done(FAMILY_CHANGED, 1, members=number) for number in range(5)][::-1]

    def go(page: TestResponse, way: str) -> TestResponse | None:
        found = re.search(rf'href="([^"]+)" rel="{way}"', page.get_data(as_text=True))
        return lead.get(found.group(1).replace("&amp;", "&")) if found else None

    first = lead.get("/log?kind=family.changed")
    second = go(first, "next")
    third = go(second, "next")
    assert [ids(first), ids(second), ids(third)] == [made[:2], made[2:4], made[4:]]
    assert go(third, "next") is None
    assert go(first, "prev") is None
    back = go(third, "prev")
    assert ids(back) == made[2:4]
    assert ids(go(back, "prev")) == made[:2]
    assert go(go(back, "prev"), "prev") is None


def exported(app: Gate, client: FlaskClient, question: str) -> list[tuple[object, ...]]:
    """The lines of the workbook that the worker makes."""
    asked = client.post(f"/log/export?{question}")
    run(app, int(asked.location.rsplit("/", 1)[1]))
    answer = client.get(f"{asked.location}/file", buffered=True)
    return list(load_workbook(BytesIO(answer.data)).active.values)


def test_the_workbook_holds_what_is_filtered_and_is_noted(
    app: Gate, lead: FlaskClient, campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [done(FAMILY_CHANGED, 1, members=number) for number in range(3)][::-1]
    done(CLASS_SAVED, 1, college_id=1)
    rows = exported(app, lead, "kind=family.changed&person=")
    assert [row[0] for row in rows[1:]] == made
    assert rows[1][3] == "改了学生的家长信息"
    newest = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (newest.event, newest.data) == ("log.exported", '{"rows":3}')
    monkeypatch.setattr(jobs, "EXPORTED_AT_MOST", 2)
    rows = exported(app, lead, "kind=family.changed")
    assert [row[0] for row in rows[1:3]] == made[:2]
    assert "表格已满" in rows[3][3]
    assert len(exported(app, lead, "subject=student&number=2024000001&person=office")) == 1
    assert lead.post("/log/export?number=5").status_code == 422


def test_the_seal_and_the_last_check_are_shown(app: Gate, lead: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    page = text(lead.get("/log"))
    assert "还没有封存过" in page
    assert "还没有在这里核验过" in page
    done(FAMILY_CHANGED, 1, members=1)
    with unit_of_work():
        seal_days(dt.datetime.now(dt.UTC) + dt.timedelta(days=2))
    asked = lead.post("/log/check")
    run(app, int(asked.location.rsplit("/", 1)[1]))
    assert "全部对得上" in text(lead.get(asked.location))
    page = text(lead.get("/log"))
    assert "已封存到" in page
    assert "条记录全部对得上" in page
    monkeypatch.setattr(jobs, "verify", lambda: Verdict(5, 1, 4, "the row was changed"))
    asked = lead.post("/log/check")
    run(app, int(asked.location.rsplit("/", 1)[1]))
    assert "第 4 条记录对不上" in text(lead.get("/log"))
    assert "第 4 条记录对不上" in text(lead.get(asked.location))


def test_an_empty_log_and_damaged_rows_are_shown(app: Gate, lead: FlaskClient) -> None:
    assert "还没有任何操作" in text(lead.get("/log"))
    with unit_of_work():
        row = {"at": dt.datetime.now(dt.UTC), "actor_kind": "x", "actor_id": 7, "event": "gone.event", "mac": b"0" * 32}
        db.session.execute(insert(AuditEvent).values(**row, subject_type="gone", subject_id=2, data="not json"))
    page = text(lead.get("/log"))
    assert "gone.event" in page
    assert "gone #2" in page
