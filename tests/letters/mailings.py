"""What tests of letters start from."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Select, select

from school.foundation.db import db, unit_of_work
from school.letters.models import Mailing, ReceiptPolicy, Wording
from school.org.models import Student

DUE = dt.date(2026, 11, 20)


def a_mailing(name: str = "秋季家长信", policy: ReceiptPolicy = ReceiptPolicy.ANY) -> int:
    """A mailing with one wording and no letters; its id."""
    with unit_of_work():
        mailing = Mailing(name=name, due_on=DUE, policy=policy)
        db.session.add(mailing)
        db.session.flush()
        db.session.add(
            Wording(
                mailing_id=mailing.id,
                version=1,
                title="致家长的一封信",
                salutation="{student}同学的家长：",
                body="您好！",
                signed_by="云州大学保卫处",
                sha256="0" * 64,
            )
        )
        db.session.flush()
        return mailing.id


def students_of_campus() -> Select[int]:
    """Ids of everybody."""
    return select(Student.id)
