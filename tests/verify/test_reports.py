"""Reports of fakes: from anybody, at once to the office, handled and closed."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from school.foundation.access import CAMPUS, Gate, Scope
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work, utc_now
from school.foundation.files import StoredFile
from school.verify import nightly
from school.verify.fakes import queries
from school.verify.models import Asked, FakeReport, ReportKind, ReportState, VerifyTries
from school.verify.rules import REPORTS
from tests.campus import Campus
from tests.services.counts import wrong
from tests.verify.conftest import reports

ClientOf = Callable[[str], FlaskClient]
TOLD = {"kind": "chat_group", "seen_where": "家长群", "asks": ["money", "app"], "text": "交 200 元保证金"}


def send(client: FlaskClient, **more: object) -> TestResponse:
    return client.post("/verify/report", data=TOLD | more, content_type="multipart/form-data")


def only() -> FakeReport:
    db.session.rollback()
    return db.session.scalars(select(FakeReport)).one()


def a_picture() -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    Image.new("RGB", (3000, 2000), "red").save(out, "PNG")
    out.seek(0)
    return out, "截图.png"


def test_a_report_is_kept_with_what_was_told_and_thanked_for(client: FlaskClient) -> None:
    sent = send(client, picture=a_picture(), phone="138-0000 1234", number="K7M2-QF4D")
    assert sent.status_code == 303
    report = only()
    assert (report.kind, report.asks) == (ReportKind.CHAT_GROUP, [Asked.MONEY, Asked.APP])
    assert (report.state, report.phone, report.number) == (ReportState.NEW, "13800001234", "K7M2-QF4D")
    assert b"1380000" not in (report.phone_sealed or b"")
    stored = db.session.get_one(StoredFile, report.picture_id)
    assert stored.media_type == "image/jpeg"
    page = client.get(sent.headers["Location"]).get_data(as_text=True)
    for words in (report.printed_reference, "tel:110", "tel:96110", "不付钱"):
        assert words in page


def test_only_the_kind_and_one_thing_more_are_needed(client: FlaskClient) -> None:
    least = {"kind": "call", "seen_where": "", "asks": [], "text": ""}
    assert client.post("/verify/report", data={}).status_code == 422
    assert client.post("/verify/report", data=least).status_code == 422
    assert client.post("/verify/report", data=least | {"text": "x"}).status_code == 303
    assert client.post("/verify/report", data=least | {"asks": ["codes"]}).status_code == 303
    assert reports() == 2


@pytest.mark.parametrize(
    "more",
    [{"kind": "rumour"}, {"asks": ["love"]}, {"homepage": "spam.example"}, {"phone": "12"}, {"text": "x" * 2001}],
)
def test_what_is_not_right_is_said_and_nothing_kept(client: FlaskClient, more: dict[str, object]) -> None:
    assert send(client, **more).status_code == 422
    assert reports() == 0


def test_what_is_no_picture_is_said_and_nothing_kept(client: FlaskClient) -> None:
    assert send(client, picture=(io.BytesIO(b"<html>"), "x.jpg")).status_code == 422
    assert reports() == 0


def test_many_reports_wait_and_are_told_to_call(client: FlaskClient, app: Gate) -> None:
    send(client)
    with unit_of_work():
        db.session.query(VerifyTries).update({"count": REPORTS.of_place})
    answer = send(client)
    assert answer.status_code == 429
    assert "请改打电话" in answer.get_data(as_text=True)
    assert "交 200 元保证金" in answer.get_data(as_text=True)
    assert reports() == 1


@pytest.mark.parametrize("username", ["office", "office_lead", "duty_officer"])
def test_it_stands_first_on_their_home_until_somebody_has_looked(
    client: FlaskClient, client_of: ClientOf, username: str
) -> None:
    reader = client_of(username)
    assert "假冒举报" in reader.get("/").get_data(as_text=True)  # in the menu
    assert "刚收到" not in reader.get("/").get_data(as_text=True)
    send(client)
    assert "刚收到 1 件假冒举报" in reader.get("/").get_data(as_text=True)
    assert not list(wrong(reader, "/"))
    reader.post(f"/fake-reports/{only().id}/seen")
    assert "刚收到" not in reader.get("/").get_data(as_text=True)


def test_seen_taken_on_closed_and_opened_again(client: FlaskClient, client_of: ClientOf, campus: Campus) -> None:
    send(client)
    office, duty, address = client_of("office"), client_of("duty_officer"), f"/fake-reports/{only().id}"
    for step in ("seen", "seen", "take"):
        assert duty.post(f"{address}/{step}").status_code == 303
    assert (only().state, only().account_id) == (ReportState.HANDLING, campus.accounts["duty_officer"])
    assert office.post(f"{address}/close", data={"note": " "}).status_code == 422
    assert office.post(f"{address}/close", data={"note": "已向平台举报"}).status_code == 303
    assert (only().state, only().note) == (ReportState.CLOSED, "已向平台举报")
    assert "已向平台举报" in office.get(address).get_data(as_text=True)
    office.post(f"{address}/take")
    assert (only().state, only().account_id) == (ReportState.HANDLING, campus.accounts["office"])
    events = db.session.scalars(select(AuditEvent.event).where(AuditEvent.event.startswith("fake_report")))
    assert list(events) == [f"fake_report.{word}" for word in ("sent", "seen", "taken", "closed", "taken")]


def test_the_phone_is_shown_on_asking_only_and_noted(client: FlaskClient, client_of: ClientOf) -> None:
    send(client, phone="13800001234")
    office, address = client_of("office"), f"/fake-reports/{only().id}"
    assert "13800001234" not in office.get(address).get_data(as_text=True)
    assert "13800001234" in office.post(f"{address}/phone").get_data(as_text=True)
    last = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)
    event = db.session.scalars(last).one()
    assert (event.event, "1380" in event.data) == ("fake_report.phone_shown", False)


def test_the_list_is_filtered_and_exported_without_phones(client: FlaskClient, client_of: ClientOf) -> None:
    send(client, phone="13800001234")
    office = client_of("office")
    assert 'data-total="1"' in office.get("/fake-reports?kind=chat_group&state=new").get_data(as_text=True)
    assert 'data-total="1"' not in office.get("/fake-reports?kind=letter").get_data(as_text=True)
    assert b"PK" in office.get("/fake-reports.xlsx", buffered=True).data[:2]
    assert "1380" not in office.get("/fake-reports").get_data(as_text=True)


def test_what_was_written_stays_text(client: FlaskClient, client_of: ClientOf) -> None:
    send(client, text="<script>x()</script>", seen_where="<b>x</b>")
    page = client_of("office").get(f"/fake-reports/{only().id}").get_data(as_text=True)
    assert "<script>x()" not in page
    assert "<b>x</b>" not in page


def test_counts_by_kind_are_of_a_time_and_a_place(client: FlaskClient) -> None:
    send(client)
    send(client, kind="call")
    now, hour = utc_now(), dt.timedelta(hours=1)
    counts = queries.counts_by_kind(CAMPUS, now - hour, now + hour)
    assert counts[ReportKind.CHAT_GROUP] == counts[ReportKind.CALL] == 1
    assert counts[ReportKind.LETTER] == 0
    assert sum(queries.counts_by_kind(CAMPUS, now + hour, now + 2 * hour).values()) == 0
    assert sum(queries.counts_by_kind(Scope(classes=frozenset({1})), now - hour, now + hour).values()) == 0


def test_phones_go_ninety_days_after_closing(client: FlaskClient, client_of: ClientOf) -> None:
    send(client, phone="13800001234")
    client_of("office").post(f"/fake-reports/{only().id}/close", data={"note": "误报"})
    with unit_of_work():
        nightly.clear()
    assert only().phone == "13800001234"
    with unit_of_work():
        db.session.query(FakeReport).update({"closed_at": utc_now() - dt.timedelta(days=91)})
    with unit_of_work():
        nightly.clear()
    assert only().phone is None
