"""Verbs of the desk: send scans, settle a page, take it back, close a batch. Each records one event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from school.foundation.access import Scope, current_actor
from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.foundation.files import StoredFile, forget, plain_name, store_path
from school.foundation.jobs import Job, start
from school.letters.actions import lock_letters
from school.letters.actions.moves import held_back
from school.letters.desk import filing, known, queries
from school.letters.desk.events import PAGE_REOPENED, PAGE_SETTLED, SCANS_CLOSED, SCANS_SENT
from school.letters.desk.models import ScanBatch, ScanBatchClass, ScanFile, ScannedPage
from school.letters.desk.rules import Result, Settling, picture_may_change
from school.letters.models import Letter, LetterState, Mailing, SlipSource
from school.org.placing import classes_within

READ = "receipts.scan"
# What it is, its content says; what a browser says of it is nothing that is given to anybody.
UNKNOWN = "application/octet-stream"
# A settled batch whose owner did not close it.
CLOSE_AFTER = dt.timedelta(days=14)


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent: where it lies now (it is moved), and its name."""

    path: Path
    name: str


def send_scans(files: Sequence[SentFile], scope: Scope, mailing: Mailing | None, expected: int | None) -> ScanBatch:
    """Keep the files and start reading them; nothing of them is looked at before."""
    batch = new_batch(scope, mailing, expected)
    stored = [store_path(file.path, name=file.name, media_type=UNKNOWN) for file in files]
    note_files(batch, [file.name for file in stored], [file.id for file in stored])
    job = _start_reading(batch)
    record(SCANS_SENT, batch.id, files=len(files), expected=expected, job=job.id)
    return batch


def read_again(batch: ScanBatch) -> Job:
    """Go on with a batch whose reading was stopped: pages that were taken stay as they are.

    Who presses twice gets the job that is under way: two readers would take the same pages.
    """
    held = _held_batch(batch.id)
    job = queries.reading_job(held) or _start_reading(held)
    record(SCANS_SENT, batch.id, files=0, expected=batch.expected, job=job.id)
    return job


def new_batch(
    scope: Scope, mailing: Mailing | None, expected: int | None = None, source: SlipSource = SlipSource.SCANNED
) -> ScanBatch:
    """A batch for the letters of ``scope``, without an event."""
    batch = ScanBatch(mailing_id=mailing.id if mailing else None, expected=expected, source=source)
    batch.account_id = current_actor().account_id
    one_college = len(scope.colleges) == 1 and not scope.classes
    batch.college_id = next(iter(scope.colleges)) if one_college and not scope.campus else None
    batch.of_classes = not scope.campus and not one_college
    db.session.add(batch)
    db.session.flush()
    if batch.of_classes:
        classes = db.session.scalars(classes_within(scope)).all()
        db.session.add_all(ScanBatchClass(batch_id=batch.id, class_id=class_id) for class_id in classes)
        db.session.flush()
    return batch


def note_files(batch: ScanBatch, names: Sequence[str], stored_ids: Sequence[int | None] = ()) -> None:
    """The files of a batch in the order sent; without ``stored_ids`` their bytes are not ours to keep."""
    for position, name in enumerate(names, start=1):
        stored_id = stored_ids[position - 1] if stored_ids else None
        db.session.add(ScanFile(batch_id=batch.id, position=position, name=plain_name(name), stored_id=stored_id))
    db.session.flush()


def settle_page(page: ScannedPage, how: Settling, letter: Letter | None = None, *, contact: bool = False) -> bool:
    """Do with a page what a person decided; False, and nothing done, where somebody was faster.

    ``letter`` is whose slip it is, for FILED and BETTER_PICTURE; ``contact`` says that the family
    asks to be contacted.
    """
    held = _held(page)
    letter = lock_letters([letter.id])[0] if letter is not None else None
    if held.settled_as is not None or not _done(held, how, letter):
        return False
    if letter is not None:
        held.letter_id = letter.id
        filing.note_contact(held, letter, wanted=contact)
    held.settle(how, current_actor().account_id)
    record(PAGE_SETTLED, held.id, settling=how, letter=held.letter_id)
    return True


def reopen_page(page: ScannedPage) -> bool:
    """Put a settled page back on the desk as it was.

    False where its letter has moved on since, or its batch is closed: then there is nothing to look at any more.
    """
    closed = _held_batch(page.batch_id).closed_at is not None
    held = _held(page)
    how = held.settled_as
    if closed or how is None or not _take_back(held, how):
        return False
    held.reopen()
    if held.result is Result.FILED:
        held.result = Result.UNCLEAR
    if held.result is Result.BLANK_BACK:
        held.result = Result.UNREADABLE
    record(PAGE_REOPENED, held.id, settling=how, letter=held.letter_id)
    return True


def close_batch(batch: ScanBatch) -> bool:
    """Let go of what was sent and of pictures that are no letter's.

    False while pages lie at the desk, or while they are still being read: nothing would be left to read.
    """
    held = _held_batch(batch.id)
    if queries.balance(held.id).at_desk or queries.reading_job(held) is not None:
        return False
    files = db.session.scalars(select(ScanFile).where(ScanFile.batch_id == batch.id)).all()
    pages = db.session.scalars(
        select(ScannedPage).where(ScannedPage.batch_id == batch.id, ScannedPage.picture_id.is_not(None))
    ).all()
    stored = [file.stored_id for file in files if file.stored_id] + [page.picture_id for page in pages]
    for file in files:
        file.stored_id = None
    for page in pages:
        page.picture_id = None
    batch.closed_at = utc_now()
    db.session.flush()
    for row in db.session.scalars(select(StoredFile).where(StoredFile.id.in_(stored))):
        forget(row)
    record(SCANS_CLOSED, batch.id, files=len(stored))
    return True


def close_settled(now: dt.datetime | None = None) -> int:
    """Close the batches that were begun two weeks ago and have nothing at the desk; returns how many."""
    before = (now or utc_now()) - CLOSE_AFTER
    old = select(ScanBatch).where(ScanBatch.closed_at.is_(None), ScanBatch.made_at < before)
    return sum(close_batch(batch) for batch in db.session.scalars(old).all())


def _done(page: ScannedPage, how: Settling, letter: Letter | None) -> bool:
    """Do to the letter what settling the page this way means; False where that is not possible any more."""
    if how is Settling.FILED:
        return letter is not None and _file(page, letter)
    if how is Settling.BETTER_PICTURE:
        return letter is not None and _exchange_pictures(page, letter)
    return True


def _exchange_pictures(page: ScannedPage, letter: Letter) -> bool:
    """An archived receipt keeps the picture it was archived with, and one on a record of destruction gets none."""
    if page.picture_id is None or not picture_may_change(letter.state) or held_back([letter.id]):
        return False
    filing.swap_pictures(page, letter)
    return True


def _file(page: ScannedPage, letter: Letter) -> bool:
    source = db.session.get_one(ScanBatch, page.batch_id).source
    if filing.file_slip(page, letter, filing.picture_bytes(page), source) is None:
        return False
    filing.drop_picture(page)
    return True


def _take_back(page: ScannedPage, how: Settling) -> bool:
    letter = lock_letters([page.letter_id])[0] if page.letter_id is not None else None
    if how is Settling.FILED:
        return letter is not None and letter.state is LetterState.BACK and filing.unfile(page)
    if how is Settling.BETTER_PICTURE and letter is not None and known.kept_picture(letter.id) is not None:
        if letter.state is LetterState.ARCHIVED:
            return False
        filing.swap_pictures(page, letter)
    return True


def _start_reading(batch: ScanBatch) -> Job:
    job = start(READ, batch=batch.id)
    batch.job_id = job.id
    return job


def _held_batch(batch_id: int) -> ScanBatch:
    """The batch, held before any of its pages: whoever closes it and whoever takes back come one after the other."""
    statement = select(ScanBatch).where(ScanBatch.id == batch_id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def _held(page: ScannedPage) -> ScannedPage:
    statement = select(ScannedPage).where(ScannedPage.id == page.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()
