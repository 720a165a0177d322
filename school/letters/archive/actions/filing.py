"""Archiving receipts: each gets a number in student-number order, and each slip a place in a box."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from werkzeug.exceptions import Conflict

from school.foundation.audit import record
from school.foundation.db import db
from school.foundation.ui.filters import local
from school.letters.actions.moves import Moved, lock_letters, step
from school.letters.archive.actions.boxes import new_box
from school.letters.archive.actions.series import held_series
from school.letters.archive.models import ArchiveBox, ArchivedReceipt, ArchiveSeries
from school.letters.archive.queries.boxes import last_box
from school.letters.archive.queries.pictures import picture_hashes
from school.letters.archive.rules import archive_number, keep_until
from school.letters.events import MOVED
from school.letters.models import Letter, Mailing, Verb
from school.letters.queries.classes import letter_ids_of_class
from school.org.models import SchoolClass, Student


def archive_in_class(
    school_class: SchoolClass, mailing: Mailing, letter_ids: Collection[int], box: ArchiveBox | None
) -> Moved:
    """Archive the named letters of one class; slips go into ``box``, or into a new one for the class.

    Receipts from phones get a number and no box: there is nothing to put into one.
    """
    held = lock_letters(letter_ids_of_class(school_class.id, mailing.id).where(Letter.id.in_(letter_ids)))
    return _archive(held, school_class, mailing.id, box)


def archive_letter(letter: Letter) -> Moved:
    """One letter, into the box that its class used last."""
    place = select(SchoolClass).join(Student, Student.class_id == SchoolClass.id)
    school_class = db.session.scalars(place.where(Student.id == letter.student_id)).one()
    box = last_box(school_class, letter.mailing_id)
    return _archive(lock_letters([letter.id]), school_class, letter.mailing_id, box)


def _archive(letters: Sequence[Letter], school_class: SchoolClass, mailing_id: int, box: ArchiveBox | None) -> Moved:
    moved = step(Verb.ARCHIVE, letters, school_class.id)
    stayed = {letter.id for letter in moved.left}
    file_receipts(_ordered([each for each in letters if each.id not in stayed]), school_class, box)
    batch_id = moved.batch.id if moved.batch else None
    record(MOVED[Verb.ARCHIVE], batch_id, mailing=mailing_id, class_id=school_class.id, count=moved.count)
    return moved


def file_receipts(letters: Sequence[Letter], school_class: SchoolClass, box: ArchiveBox | None) -> None:
    """Give archived ``letters`` of one mailing their numbers, in this order, and slips their places."""
    if not letters:
        return
    series = held_series(letters[0].mailing_id)
    hashes = picture_hashes([letter.id for letter in letters])
    rows = _rows(series, letters, hashes)
    on_paper = [rows[letter.id] for letter in letters if letter.back_at is not None or letter.id in hashes]
    if on_paper:
        _put_into(_open(box) if box is not None else new_box(series.mailing_id, school_class), on_paper)
    db.session.flush()


def _rows(
    series: ArchiveSeries, letters: Sequence[Letter], hashes: dict[int, str | None]
) -> dict[int, ArchivedReceipt]:
    """The archive's row of each letter by its id; a letter that was here before keeps its number."""
    of_letters = select(ArchivedReceipt).where(ArchivedReceipt.letter_id.in_([letter.id for letter in letters]))
    rows = {row.letter_id: row for row in db.session.scalars(of_letters)}
    for letter in letters:
        row = rows.get(letter.id)
        if row is None:
            series.last_serial += 1
            number = archive_number(series.prefix, series.last_serial)
            row = ArchivedReceipt(letter_id=letter.id, series_id=series.mailing_id, number=number)
            row.serial = series.last_serial
            rows[letter.id] = row
            db.session.add(row)
        at = letter.archived_at or dt.datetime.now(dt.UTC)
        row.archived_at, row.sha256 = at, hashes.get(letter.id)
        row.keep_until = keep_until(local(at).date(), series.years_kept)
    return rows


def _put_into(box: ArchiveBox, rows: Sequence[ArchivedReceipt]) -> None:
    """The next free places of the box, in this order; what lies in it already stays where it is."""
    for row in rows:
        if row.box_id != box.id:
            box.last_place += 1
            row.box_id, row.place = box.id, box.last_place


def _open(box: ArchiveBox) -> ArchiveBox:
    """The box, held; raises Conflict when somebody has just sealed it."""
    held: Select[ArchiveBox] = select(ArchiveBox).where(ArchiveBox.id == box.id).with_for_update()
    found = db.session.scalars(held.execution_options(populate_existing=True)).one()
    if found.sealed_at is not None:
        raise Conflict
    return found


def _ordered(letters: Sequence[Letter]) -> list[Letter]:
    """The same in student-number order."""
    wanted = select(Student.id).where(Student.id.in_([letter.student_id for letter in letters]))
    places = {
        student_id: at for at, student_id in enumerate(db.session.scalars(wanted.order_by(Student.student_number)))
    }
    return sorted(letters, key=lambda letter: places[letter.student_id])
