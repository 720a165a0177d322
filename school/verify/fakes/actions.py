"""Sending a report, and what the office does with it. Each step is one event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select, update

from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.db import db, next_id, utc_now
from school.foundation.files import store_bytes
from school.verify import tries
from school.verify.events import (
    CONTACTS_FORGOTTEN,
    FAKE_REPORT_CLOSED,
    FAKE_REPORT_PHONE_SHOWN,
    FAKE_REPORT_SEEN,
    FAKE_REPORT_TAKEN,
    FAKE_REPORTED,
    FAKE_REPORTS_EXPORTED,
)
from school.verify.models import Asked, FakeReport, ReportKind, ReportState
from school.verify.rules import REPORTS, new_reference

KEEP_CONTACTS = dt.timedelta(days=90)


@dataclass(frozen=True)
class Told:
    """What somebody tells of a fake; everything but ``kind`` may be empty. ``phone`` is digits."""

    kind: ReportKind
    number: str = ""
    seen_where: str = ""
    asks: Collection[Asked] = ()
    text: str = ""
    picture: bytes | None = None
    phone: str = ""


@dataclass(frozen=True)
class Sent:
    """The reference of a report that was taken, or the seconds to wait."""

    reference: str = ""
    wait: int = 0


def send_report(told: Told, address: str) -> Sent:
    """Keep a report: from now on it stands on the office's first page."""
    now = utc_now()
    counted = tries.counted(REPORTS, address, now)
    if wait := counted.wait(now):
        return Sent(wait=wait)
    counted.use()
    row = FakeReport(
        id=next_id(FakeReport),
        reference=_free_reference(),
        kind=told.kind,
        number=told.number,
        seen_where=told.seen_where,
        text=told.text,
        picture_id=store_bytes(told.picture, name="fake.jpg", media_type="image/jpeg").id if told.picture else None,
        sent_at=now,
        **{f"asks_{each.value}": each in told.asks for each in Asked},
    )
    row.set_phone(told.phone or None)
    db.session.add(row)
    db.session.flush()
    record(FAKE_REPORTED, row.id, kind=told.kind, photo=told.picture is not None, contact=bool(told.phone))
    return Sent(reference=row.reference)


def mark_seen(report: FakeReport) -> None:
    """Note that somebody has read it; a second person changes nothing."""
    if report.see(utc_now()):
        record(FAKE_REPORT_SEEN, report.id)


def take_on(report: FakeReport) -> None:
    """Whoever presses handles it from now on."""
    account_id = current_actor().id
    if account_id is not None:
        report.take(account_id, utc_now())
        record(FAKE_REPORT_TAKEN, report.id)


def close(report: FakeReport, note: str) -> None:
    """End it with a note of what came of it."""
    report.close(current_actor().id, note, utc_now())
    record(FAKE_REPORT_CLOSED, report.id)


def show_phone(report: FakeReport) -> str:
    """The number that was left for calling back; the log keeps who looked."""
    record(FAKE_REPORT_PHONE_SHOWN, report.id)
    return report.phone or ""


def record_export(count: int) -> None:
    """Note that the list left the system."""
    record(FAKE_REPORTS_EXPORTED, None, count=count)


def forget_contacts(now: dt.datetime) -> int:
    """Forget the phones of reports closed longer ago than anybody calls back; how many."""
    statement = (
        update(FakeReport)
        .where(
            FakeReport.state == ReportState.CLOSED,
            FakeReport.closed_at < now - KEEP_CONTACTS,
            FakeReport.phone_sealed.is_not(None),
        )
        .values(phone_sealed=None, phone_lookup=None, phone_last_four=None)
        .returning(FakeReport.id)
        .execution_options(synchronize_session=False)
    )
    forgotten = len(db.session.scalars(statement).all())
    if forgotten:
        record(CONTACTS_FORGOTTEN, None, count=forgotten)
    return forgotten


def _free_reference() -> str:
    """A reference that no other report has; the database refuses the one in a hundred million it misses."""
    while True:
        reference = new_reference()
        if db.session.scalar(select(FakeReport.id).where(FakeReport.reference == reference)) is None:
            return reference
