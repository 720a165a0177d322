"""Opening and sealing boxes."""

from __future__ import annotations

from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.letters.archive.actions.series import held_series
from school.letters.archive.events import BOX_OPENED, BOX_SEALED
from school.letters.archive.models import ArchiveBox
from school.letters.archive.rules import box_code
from school.letters.models import Mailing
from school.org.models import SchoolClass, Unit


def open_box(mailing: Mailing, place: SchoolClass | Unit, label: str = "") -> ArchiveBox:
    """A new box for a mailing's slips, of a class or of a college."""
    box = new_box(mailing.id, place, label)
    record(BOX_OPENED, box.id, mailing=mailing.id, class_id=box.class_id, college_id=box.college_id)
    return box


def seal_box(box: ArchiveBox, *, sealed: bool = True) -> None:
    """Nothing more goes into a sealed box; opened again, it takes slips as before."""
    if sealed is (box.sealed_at is None):
        box.sealed_at = utc_now() if sealed else None
    record(BOX_SEALED, box.id, closed=sealed)


def new_box(mailing_id: int, place: SchoolClass | Unit, label: str = "") -> ArchiveBox:
    """The row of a new box, without an event: for actions that record one of their own."""
    actor, series = current_actor(), held_series(mailing_id)
    series.last_box += 1
    box = ArchiveBox(mailing_id=mailing_id, code=box_code(series.prefix, series.last_box), label=label or place.name)
    box.class_id = place.id if isinstance(place, SchoolClass) else None
    box.college_id = None if isinstance(place, SchoolClass) else place.id
    box.account_id = actor.account_id
    db.session.add(box)
    db.session.flush()
    return box
