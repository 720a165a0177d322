"""The list of classes in figures: narrowed, paged, summed up, exported as shown."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.audit.models import AuditEvent
from school.foundation.clock import today
from school.foundation.db import db, unit_of_work
from school.org.models import SchoolClass, Student
from tests.campus import COLLEGES, Campus
from tests.dashboards.campaign import a_campaign
from tests.services.counts import numbers, wrong

ClientOf = Callable[[str], FlaskClient]
PATH = "/figures/classes"
CLASSES = [name for names in COLLEGES.values() for name in sorted(names)]
FOOT = re.compile(r"<tfoot>(.*?)</tfoot>", re.DOTALL)


def shown(client: FlaskClient, question: str = "") -> tuple[list[str], str]:
    """The names of the classes on a page, in order, and the page."""
    answer = client.get(PATH + question)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    return re.findall(r'<td><a href="/classes/\d+/figures[^"]*">([^<]+)</a>', page), page


def exported(client: FlaskClient, question: str = "") -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PATH}.xlsx{question}", buffered=True).data))
    heading, *rows = book.active.values
    return [dict(zip(heading, row, strict=True)) for row in rows]


@pytest.mark.parametrize("username", ["office", "college_contact", "counsellor"])
def test_every_number_opens_its_rows(client_of: ClientOf, campus: Campus, username: str) -> None:
    a_campaign(campus)
    a_campaign(campus, name="补发")
    client = client_of(username)
    for question in ("", f"?college={campus.units['信息工程学院']}", "?mailing=1&grade=2024", "?only=no_counsellor"):
        assert not list(wrong(client, PATH + question))
    assert len(numbers(shown(client)[1])) > 10


def test_a_department_sees_figures_without_rows_behind_them(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    names, page = shown(client_of("department_reader"))
    assert names == CLASSES
    assert "data-count" not in page


def test_it_narrows_by_college_grade_and_what_is_missing(client_of: ClientOf, campus: Campus) -> None:
    with unit_of_work():
        db.session.get_one(SchoolClass, campus.classes["英语2401班"]).grade = 2025
    office = client_of("office")
    assert shown(office, f"?college={campus.units['外国语学院']}")[0] == ["英语2401班", "日语2401班"]
    assert shown(office, "?grade=2025")[0] == ["英语2401班"]
    assert shown(office, "?only=no_counsellor")[0] == ["计科2403班", "日语2401班"]
    assert sorted(shown(office, "?grade=nonsense&college=0")[0]) == sorted(CLASSES)
    assert shown(client_of("counsellor"))[0] == ["计科2402班"]
    assert "外国语学院 · 2025级" in shown(office)[1]


def test_no_figure_can_be_ordered_by(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    office = client_of("office")
    assert shown(office, "?sort=-installed")[0] == shown(office)[0] == CLASSES
    assert shown(office, "?sort=-name")[0] == sorted(CLASSES, reverse=True)


def test_the_sum_is_of_all_that_fit_and_leads_where_a_list_shows_the_same(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    with unit_of_work():
        college_id = campus.units["外国语学院"]
        db.session.add_all(SchoolClass(college_id=college_id, name=f"法语{n:02}班", grade=2023) for n in range(50))
    office = client_of("office")
    names, page = shown(office)
    second, _page = shown(office, "?page=2")
    assert (len(names), len(second)) == (50, 4)
    [foot] = FOOT.findall(page)
    assert "54 个班" in foot
    assert 'data-count="24"' in foot
    [foot] = FOOT.findall(shown(office, "?grade=2024")[1])
    assert "4 个班" in foot
    assert ">24<" in foot
    assert "data-count" not in foot


def test_the_export_is_what_the_filter_shows_and_leaves_a_trace(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    rows = exported(client_of("office"), f"?college={campus.units['信息工程学院']}&grade=2024")
    assert [(row["班级"], row["学院"], row["年级"]) for row in rows[:-1]] == [
        ("计科2402班", "信息工程学院", 2024),
        ("计科2403班", "信息工程学院", 2024),
    ]
    assert rows[-1]["学生"] == sum(row["学生"] for row in rows[:-1]) == 12
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (event.event, json.loads(event.data)["rows"]) == ("figures.exported", 2)


def test_nothing_there_and_nothing_that_fits_are_told_apart(client_of: ClientOf, campus: Campus) -> None:
    with unit_of_work():
        for row in db.session.scalars(select(SchoolClass)):
            row.closed_on = today()
    office = client_of("office")
    assert shown(office)[0] == CLASSES  # closed ones still have students
    with unit_of_work():
        for student in db.session.scalars(select(Student)):
            student.left_on = today()
    assert "还没有班级" in shown(office)[1]
    fits = shown(office, f"?college={campus.units['外国语学院']}")[1]
    assert "没有符合筛选条件的内容" in fits
    assert "导出" not in fits
