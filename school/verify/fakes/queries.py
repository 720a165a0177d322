"""Reports within reach: the list, one with its picture, and counts for the home pages and monthly reports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Select, func, select

from school.accounts.models import Account
from school.foundation.access import Permission, Scope, current_actor, reach, visible
from school.foundation.db import db
from school.foundation.files import StoredFile
from school.org.models import StaffMember
from school.verify.models import FakeReport, ReportKind, ReportState


def reports(scope: Scope, state: ReportState | None = None, kind: ReportKind | None = None) -> Select[Any]:
    """(report, name of who handles it), narrowed to a state and a kind."""
    statement = (
        visible(FakeReport, scope)
        .outerjoin(Account, Account.id == FakeReport.account_id)
        .outerjoin(StaffMember, StaffMember.id == Account.staff_id)
        .add_columns(StaffMember.name.label("handler"))
    )
    if state:
        statement = statement.where(FakeReport.state == state)
    return statement.where(FakeReport.kind == kind) if kind else statement


def unread(scope: Scope) -> int:
    """Reports that nobody has looked at."""
    statement = visible(FakeReport, scope).where(FakeReport.state == ReportState.NEW)
    return db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def unread_for_actor() -> int:
    """The same for whoever is acting: the number beside the menu's entry."""
    return unread(reach(current_actor(), Permission.FAKE_REPORT_READ))


def handler_of(report: FakeReport) -> str:
    """The name of who handles it; "" for nobody."""
    statement = select(StaffMember.name).join(Account, Account.staff_id == StaffMember.id)
    return db.session.scalar(statement.where(Account.id == report.account_id)) or ""


def picture_of(report: FakeReport) -> StoredFile | None:
    """The picture that was sent with it."""
    return db.session.get(StoredFile, report.picture_id) if report.picture_id else None


def counts_by_kind(scope: Scope, since: dt.datetime, until: dt.datetime) -> dict[ReportKind, int]:
    """How many reports of each kind came in between two moments (the second one excluded); none is 0."""
    statement = (
        select(FakeReport.kind, func.count())
        .where(FakeReport.within(scope), FakeReport.sent_at >= since, FakeReport.sent_at < until)
        .group_by(FakeReport.kind)
    )
    return dict.fromkeys(ReportKind, 0) | dict(db.session.execute(statement).all())


def count(statement: Select[Any]) -> int:
    """How many rows a list has."""
    return db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
