"""What tests of letters find ready: one letter posted, or a mailing issued to everybody."""

from __future__ import annotations

import pytest

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.letters.actions import issue_letters
from school.letters.models import Mailing
from tests.campus import Campus
from tests.letters.mailings import a_mailing, students_of_campus
from tests.letters.posted import Posted, posted


@pytest.fixture
def letter(campus: Campus) -> Posted:
    """The letter of the own class's first student, in the hands of the family."""
    return posted(campus)


@pytest.fixture
def mailing_id(app: Gate) -> int:
    """A mailing with a letter for everybody."""
    made = a_mailing()
    with unit_of_work():
        issue_letters(db.session.get_one(Mailing, made), students_of_campus())
    return made
