"""Making a mailing, and changing its text by adding versions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.letters.events import LETTERS_PRINTED, MAILING_CHANGED, MAILING_CLOSED, MAILING_CREATED, WORDING_REVISED
from school.letters.models import Mailing, ReceiptPolicy, Route, Wording
from school.letters.rules import WordingText


@dataclass(frozen=True)
class MailingPlan:
    """What a mailing is apart from its text. ``audience`` is what queries.addressees reads."""

    name: str
    due_on: dt.date
    route: Route = Route.PRINTED
    policy: ReceiptPolicy = ReceiptPolicy.ANY
    audience: dict[str, Any] = field(default_factory=dict)


def create_mailing(plan: MailingPlan, text: WordingText) -> Mailing:
    """A mailing with the first version of its wording."""
    mailing = Mailing()
    _apply(mailing, plan)
    db.session.add(mailing)
    db.session.flush()
    add_version(mailing, 1, text)
    record(MAILING_CREATED, mailing.id)
    return mailing


def change_mailing(mailing: Mailing, plan: MailingPlan) -> None:
    """Name, due day, route, policy, audience. Letters already made stay as they are."""
    _apply(mailing, plan)
    record(MAILING_CHANGED, mailing.id)


def revise_wording(mailing: Mailing, text: WordingText) -> Wording:
    """A new version for letters made from now on; those already made keep theirs."""
    wording = add_version(mailing, next_version(mailing), text)
    record(WORDING_REVISED, mailing.id, version=wording.version)
    return wording


def next_version(mailing: Mailing) -> int:
    """The number of a new version of the text."""
    newest = db.session.scalar(select(func.max(Wording.version)).where(Wording.mailing_id == mailing.id)) or 0
    return newest + 1


def close_mailing(mailing: Mailing, closed: bool = True) -> None:
    """Close a mailing: it leaves the figures of today, its letters stay. Or open it again."""
    mailing.closed_at = utc_now() if closed else None
    record(MAILING_CLOSED, mailing.id, closed=closed)


def _apply(mailing: Mailing, plan: MailingPlan) -> None:
    mailing.name, mailing.due_on = plan.name, plan.due_on
    mailing.route, mailing.policy = plan.route, plan.policy
    mailing.audience = plan.audience


def add_version(mailing: Mailing, version: int, text: WordingText) -> Wording:
    """A row for this text; the event is the caller's."""
    wording = Wording(
        mailing_id=mailing.id,
        version=version,
        title=text.title,
        salutation=text.salutation,
        body=text.body,
        signed_by=text.signed_by,
        language=text.language,
        sha256=text.sha256,
        account_id=current_actor().account_id,
    )
    db.session.add(wording)
    db.session.flush()
    return wording


def record_printed(mailing_id: int, *, letters: int, held_back: int, classes: int) -> None:
    """Note that letters left the system on paper: their codes open them."""
    record(LETTERS_PRINTED, mailing_id, letters=letters, held_back=held_back, classes=classes)
