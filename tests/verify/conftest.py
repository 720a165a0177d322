"""What tests of /verify start from."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from school.foundation.db import db
from school.links.rules import new_number
from school.verify.models import FakeReport, VerifyTries
from tests.campus import Campus
from tests.letters.posted import Posted, posted

NOW = dt.datetime(2026, 11, 24, 9, 20, tzinfo=dt.UTC)


@pytest.fixture
def letter(campus: Campus) -> Posted:
    """The letter of the own class's first student; everybody else has one, too."""
    return posted(campus)


def unknown() -> str:
    """A number that fits its check character and is nobody's."""
    return new_number()


def tries() -> list[int]:
    """The counts in the database, the largest first."""
    db.session.rollback()
    return sorted(db.session.scalars(select(VerifyTries.count)), reverse=True)


def reports() -> int:
    """How many there are."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(FakeReport)) or 0
