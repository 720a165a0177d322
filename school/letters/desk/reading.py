"""Reading a batch's files from the first page to the last: for the job and for the command line."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import select

from school.foundation.audit import record
from school.foundation.db import db, unit_of_work, utc_now
from school.foundation.files import StoredFile, path_of
from school.foundation.scans import read_scans
from school.foundation.scans.layout import FileTrouble, PageReading
from school.letters.desk import filing
from school.letters.desk.events import SCANS_READ, SLIP_FILED
from school.letters.desk.layout import slip_layout
from school.letters.desk.models import ScanBatch, ScanFile
from school.letters.desk.queries import balance
from school.letters.desk.rules import Result

Told = Callable[[int], None]
log = logging.getLogger(__name__)


def stored_paths(batch_id: int) -> list[Path]:
    """Where the batch's uploads lie, in the order sent."""
    stored = select(StoredFile).join(ScanFile, ScanFile.stored_id == StoredFile.id)
    ordered = stored.where(ScanFile.batch_id == batch_id).order_by(ScanFile.position)
    return [path_of(file) for file in db.session.scalars(ordered)]


def read_batch(batch_id: int, paths: Sequence[Path], told: Told) -> None:
    """Read ``paths`` (files 1, 2 … of the batch) and file each page in a unit of work of its own.

    ``told`` hears after each page how many there are so far. Safe to run again: pages that have rows
    are left as they are.
    """
    pages = 0
    for reading in read_scans(paths, slip_layout()):
        if isinstance(reading, FileTrouble):
            _note(batch_id, reading)
        else:
            pages += 1
            _take(batch_id, reading)
            told(pages)
    _finish(batch_id)


def _take(batch_id: int, reading: PageReading) -> None:
    """One page, whatever happens: one that fails here lies at the desk with its picture."""
    try:
        with unit_of_work():
            for taken in filing.take_page(db.session.get_one(ScanBatch, batch_id), reading):
                if taken.page.result is Result.FILED:
                    record(SLIP_FILED, taken.page.letter_id, page=taken.page.id, step=taken.page.move_batch_id)
    except Exception:
        log.exception("page %s of file %s in batch %s", reading.page, reading.file, batch_id)
        with unit_of_work():
            filing.take_broken(db.session.get_one(ScanBatch, batch_id), reading)


def _note(batch_id: int, trouble: FileTrouble) -> None:
    with unit_of_work():
        file = db.session.get_one(ScanFile, (batch_id, trouble.file))
        file.trouble = trouble.trouble


def _finish(batch_id: int) -> None:
    with unit_of_work():
        db.session.get_one(ScanBatch, batch_id).read_at = utc_now()
        found = balance(batch_id)
        record(SCANS_READ, batch_id, pages=found.pages, settled=found.settled, at_desk=found.at_desk)
