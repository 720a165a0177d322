"""The demo's events are an ordinary log: in order, of the past, sealed day by day, and it verifies."""

from __future__ import annotations

from sqlalchemy import func, select

from school.accounts.models import Account
from school.foundation.audit import CATALOGUE
from school.foundation.audit.actions import seal_days
from school.foundation.audit.models import AuditEvent, AuditSeal
from school.foundation.audit.queries import verify
from school.foundation.db import db, utc_now
from school.letters.models import Letter, MoveBatch, Signature
from tests.demo.conftest import Installation


def test_the_log_verifies_and_its_days_are_sealed(demo: Installation) -> None:
    verdict = verify()
    assert verdict.bad_id is None, verdict.reason
    assert verdict.seals > 30
    newest = db.session.scalar(select(func.max(AuditSeal.day)))
    assert newest is not None
    assert newest < utc_now().date()
    assert seal_days() == 0


def test_events_are_numbered_in_order_of_time_and_over(demo: Installation) -> None:
    moments = db.session.scalars(select(AuditEvent.at).order_by(AuditEvent.id)).all()
    assert list(moments) == sorted(moments)
    assert moments[-1] <= utc_now()


def test_events_are_those_of_the_catalogue_with_accounts_that_exist(demo: Installation) -> None:
    kinds = set(db.session.scalars(select(AuditEvent.event)))
    assert kinds <= CATALOGUE.keys()
    assert {"app_status.set", "letters.hand_out", "letter.signed", "letter.confirmed", "spot_check.drawn"} <= kinds
    actors = set(db.session.scalars(select(AuditEvent.actor_id).where(AuditEvent.actor_kind == "account")))
    assert actors <= set(db.session.scalars(select(Account.id)))


def test_rows_and_events_count_the_same(demo: Installation) -> None:
    def events(code: str) -> int:
        return db.session.scalar(select(func.count()).where(AuditEvent.event == code)) or 0

    def rows(statement: object) -> int:
        return len(db.session.scalars(statement).all())  # type: ignore[call-overload]

    assert events("letter.signed") + events("letter.declined") + events("letter.assisted") == rows(select(Signature.id))
    assert events("letter.confirmed") == rows(select(Letter.id).where(Letter.confirmed_at.is_not(None)))
    moved = select(func.count()).where(AuditEvent.subject_type == "letter_batch")
    assert db.session.scalar(moved) == rows(
        select(MoveBatch.id).where(MoveBatch.verb.not_in(("sign", "decline", "reissue", "assist")))
    )
