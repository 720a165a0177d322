"""Staff sheets in the browser: looked through, mended, saved with accounts, taken back; nobody gives more than theirs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from school.accounts.models import Account
from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work
from school.org.models import ColumnMapping, ImportBatch, ImportState, Post, PostKind, StaffMember
from school.org.roster import actions
from tests.campus import Campus

ClientOf = Callable[[str], FlaskClient]
HEADINGS = "岗位\t学院\t班级\t工号或学号\t姓名\t手机\t微信号"
COLLEGE = "信息工程学院"
NEW = f"辅导员\t{COLLEGE}\t计科2402班、计科2403班\tJ001\t沈青\t13712345678\tshenqing"
LEAD = "保卫处处长\t\t\tJ009\t沈红\t\t"
HELD_LEAD = "保卫处处长\t\t\tT001\t陈立群\t\tlead_wechat"
MONITOR = f"班长\t{COLLEGE}\t计科2403班\t2024000007\t林语嫣\t\t"


def send(client: FlaskClient, *rows: str, headings: str = HEADINGS, **form: object) -> TestResponse:
    return client.post("/roster/staff", data={"pasted": "\n".join((headings, *rows)), **form})


def batch() -> ImportBatch:
    db.session.rollback()
    return db.session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()).limit(1)).one()


def text(response: TestResponse) -> str:
    return re.sub(r"\s+", " ", response.get_data(as_text=True))


def counted() -> tuple[int, ...]:
    db.session.rollback()
    return tuple(
        db.session.scalar(select(func.count()).select_from(model)) or 0 for model in (StaffMember, Post, Account)
    )


def member(number: str) -> StaffMember:
    db.session.rollback()
    return db.session.scalars(select(StaffMember).where(StaffMember.staff_number == number)).one()


@pytest.fixture
def office(client_of: ClientOf) -> FlaskClient:
    return client_of("office")


def test_a_sheet_is_mended_saved_and_taken_back(office: FlaskClient, campus: Campus) -> None:
    before = counted()
    sent = send(office, NEW, MONITOR, "校长助理\t\t\tJ002\t沈白\t\t", "合计\t\t\t\t3人\t\t")
    assert "没有这个岗位" in text(office.get(sent.location))
    names = ("rows", "created", "ignored", "rejected", "posts", "people")
    assert {name: batch().counts[name] for name in names} == dict(zip(names, (4, 2, 1, 1, 3, 1), strict=True))
    assert office.post(f"{sent.location}/save").status_code == 422
    cells = {"row": 4, "place": 0, "text": "值班员"}
    office.post(f"{sent.location}/cells", data={f"cells-0-{name}": value for name, value in cells.items()})
    assert batch().counts["rejected"] == 0
    created = text(office.get(f"{sent.location}?show=created"))
    assert "计科2402班、计科2403班" in created
    assert "13712345678" not in created
    assert counted() == before
    events = db.session.scalar(select(func.max(AuditEvent.id)))
    assert office.post(f"{sent.location}/save").status_code == 302
    assert counted() == (before[0] + 2, before[1] + 4, before[2] + 2)
    kinds = list(db.session.scalars(select(AuditEvent.event).where(AuditEvent.id > events).order_by(AuditEvent.id)))
    assert kinds == ["roster.saved", "account.made_by_import"]
    saved = text(office.get(sent.location))
    assert "给出 4 个职务，新增 2 名教职工" in saved
    assert f"/accounts/slips#unit-{campus.units[COLLEGE]}" in saved
    assert 'href="/staff"' in saved
    assert office.post(f"{sent.location}/undo").status_code == 302
    assert counted() == before
    assert batch().state is ImportState.UNDONE


def test_changes_of_a_contact_show_old_and_new(office: FlaskClient) -> None:
    row = f"辅导员\t{COLLEGE}\t计科2402班\tT-counsellor\t陈立群\t13712345678\tchen_1"
    sent = send(office, row, f"辅导员\t{COLLEGE}\t计科2403班\tT-counsellor\t陈立群\t\t")
    assert [batch().counts[name] for name in ("updated", "created", "contacts")] == [1, 1, 1]
    page = text(office.get(f"{sent.location}?show=updated"))
    assert "137****0231" in page
    assert "137****5678" in page
    assert "chen_1" in page
    assert office.post(f"{sent.location}/save").status_code == 302
    assert member("T-counsellor").phone == "13712345678"
    assert office.post(f"{sent.location}/undo").status_code == 302
    assert member("T-counsellor").phone == "13700000231"


def test_nobody_gives_a_post_above_their_own(office: FlaskClient, client_of: ClientOf) -> None:
    with unit_of_work():
        member("T-office_lead").staff_number = "T001"
    before = counted()
    sent = send(office, NEW, LEAD, HELD_LEAD)
    page = text(office.get(sent.location))
    assert "这个职务您无权授予" in page
    assert (batch().counts["rejected"], batch().counts["updated"]) == (1, 1)  # who is head already stays head
    assert office.post(f"{sent.location}/save", data={"skip_bad_rows": "y"}).status_code == 302
    assert counted() == (before[0] + 1, before[1] + 2, before[2] + 1)
    lead = client_of("office_lead")
    theirs = send(lead, LEAD)
    assert batch().counts["rejected"] == 0
    # The office may open what its head sent, and is told at saving what it cannot give.
    assert office.post(f"{theirs.location}/save").status_code == 422
    assert "这个职务您无权授予" in text(office.get(theirs.location))
    assert lead.post(f"{theirs.location}/cells").status_code == 302  # looked at again with the eyes of the head
    assert batch().counts["rejected"] == 0
    assert lead.post(f"{theirs.location}/save").status_code == 302
    refused = office.post(f"{theirs.location}/undo")
    assert refused.status_code == 422
    assert "您无权收回" in text(refused)
    assert lead.post(f"{theirs.location}/undo").status_code == 302


@pytest.mark.parametrize("username", ["college_contact", "counsellor", "administrator", "duty_officer"])
def test_staff_are_the_offices_affair(client_of: ClientOf, office: FlaskClient, campus: Campus, username: str) -> None:
    sent = send(office, NEW, college=campus.units[COLLEGE])
    client = client_of(username)
    assert client.get("/roster/staff").status_code == 403
    status = client.get(sent.location).status_code
    assert status == (404 if username == "college_contact" else 403)
    assert client.post(f"{sent.location}/save").status_code == status
    assert batch().state is ImportState.STAGED


def test_students_and_staff_have_lists_of_their_own(office: FlaskClient) -> None:
    send(office, NEW)
    batch_id = batch().id
    assert f"/roster/{batch_id}" in text(office.get("/roster/staff"))
    assert f"/roster/{batch_id}" not in text(office.get("/roster"))


def test_headings_of_staff_are_mapped_and_remembered_apart(office: FlaskClient) -> None:
    sent = send(office, "值班员\t沈青\t男", headings="干什么的\t姓名\t性别")
    columns = office.get(sent.location).location
    assert columns.endswith("/columns")
    data = {f"headings-{at}-heading": heading for at, heading in enumerate(("干什么的", "姓名", "性别"))}
    data |= {"headings-1-field": "name", "headings-2-field": "gender"}
    assert office.post(columns, data=data | {"headings-0-field": "student_number"}).status_code == 422
    assert office.post(columns, data=data | {"headings-0-field": ""}).status_code == 422
    assert office.post(columns, data=data | {"headings-0-field": "post"}).status_code == 302
    assert batch().counts["created"] == 1
    assert set(db.session.scalars(select(ColumnMapping.kind))) == {"staff"}


def test_a_contact_without_college_is_of_the_college_chosen(office: FlaskClient, campus: Campus) -> None:
    sent = send(office, "学院联络员\t沈青", headings="岗位\t姓名")
    assert "要写明学院" in text(office.get(sent.location))
    send(office, "学院联络员\t沈青", headings="岗位\t姓名", college=campus.units[COLLEGE])
    assert batch().counts["created"] == 1


def test_what_was_done_since_keeps_a_staff_sheet(office: FlaskClient, client_of: ClientOf) -> None:
    sent = send(office, f"辅导员\t{COLLEGE}\t计科2403班\tT-counsellor\t陈立群\t13712345678\t")
    assert office.post(f"{sent.location}/save").status_code == 302
    given = db.session.scalars(select(Post).order_by(Post.id.desc()).limit(1)).one()
    assert given.kind is PostKind.COUNSELLOR
    assert office.post(f"/posts/{given.id}/end").status_code == 302
    refused = office.post(f"{sent.location}/undo")
    assert refused.status_code == 422
    assert "已经结束" in text(refused)
    again = send(office, f"辅导员\t{COLLEGE}\t计科2402班\tT-counsellor\t陈立群\t13712345679\t")
    assert office.post(f"{again.location}/save").status_code == 302
    changed = member("T-counsellor")
    details = {"unit": changed.unit_id, "name": changed.name, "staff_number": "T-counsellor", "phone": "13700000000"}
    assert office.post(f"/staff/{changed.id}/edit", data=details).status_code == 302
    refused = office.post(f"{again.location}/undo")
    assert "有人改过" in text(refused)
    assert member("T-counsellor").phone == "13700000000"


def test_slips_that_were_printed_keep_a_staff_sheet(office: FlaskClient) -> None:
    sent = send(office, NEW)
    office.post(f"{sent.location}/save")
    with unit_of_work():
        account = db.session.scalars(select(Account).where(Account.staff_id == member("J001").id)).one()
        account.take_password("hash", must_change=True)
    refused = office.post(f"{sent.location}/undo")
    assert refused.status_code == 422
    assert "已有账号" in text(refused)
    assert member("J001")


def test_a_long_staff_sheet_is_saved_by_the_worker_within_the_same_limits(
    app: Gate, office: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from school.foundation.jobs.worker import run

    monkeypatch.setattr(actions, "SAVED_AT_ONCE", 0)
    sent = send(office, NEW, LEAD)
    before = counted()
    saving = office.post(f"{sent.location}/save", data={"skip_bad_rows": "y"})
    run(app, int(saving.location.rsplit("/", 1)[1]))
    assert counted() == (before[0] + 1, before[1] + 2, before[2] + 1)
    assert batch().state is ImportState.SAVED


def test_rows_to_mend_can_be_taken_along(office: FlaskClient) -> None:
    sent = send(office, LEAD)
    answer = office.get(f"{sent.location}/trouble.xlsx")
    assert answer.data.startswith(b"PK")
