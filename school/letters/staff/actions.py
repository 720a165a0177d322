"""Writing a letter to the staff. Nothing is made for a single person."""

from __future__ import annotations

import datetime as dt

from school.foundation.audit import record
from school.foundation.db import db
from school.letters.actions.mailings import add_version, next_version
from school.letters.models import Route, StaffMailing, Wording
from school.letters.rules import WordingText
from school.letters.staff.events import STAFF_LETTERS_PRINTED, STAFF_MAILING_CREATED, STAFF_WORDING_REVISED


def create_staff_mailing(name: str, due_on: dt.date, text: WordingText) -> StaffMailing:
    """A mailing to the staff, to be handed out by ``due_on``, with the first version of its text."""
    mailing = StaffMailing(name=name, due_on=due_on, route=Route.PRINTED)
    db.session.add(mailing)
    db.session.flush()
    add_version(mailing, 1, text)
    record(STAFF_MAILING_CREATED, mailing.id)
    return mailing


def revise_staff_wording(mailing: StaffMailing, text: WordingText) -> Wording:
    """The text that is printed from now on."""
    wording = add_version(mailing, next_version(mailing), text)
    record(STAFF_WORDING_REVISED, mailing.id, version=wording.version)
    return wording


def record_staff_printed(mailing_id: int, *, letters: int, held_back: int, units: int) -> None:
    """Note that lists of colleagues left the system on paper."""
    record(STAFF_LETTERS_PRINTED, mailing_id, letters=letters, held_back=held_back, units=units)
