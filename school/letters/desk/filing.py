"""From what was read to rows: each page by itself, filed where it is clear, kept for the desk where not."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import select

from school.foundation.access import current_actor
from school.foundation.db import db, utc_now
from school.foundation.files import forget, open_stored, store_bytes
from school.foundation.scans.layout import Mark, PageKind, PageReading, SheetReading
from school.letters.actions import keep_slip_picture, step
from school.letters.actions.moves import class_of, take_back
from school.letters.desk import known, rules
from school.letters.desk.models import ScanBatch, ScannedPage
from school.letters.desk.rules import BY_ITSELF, Reason, Result, Settling, Verdict
from school.letters.models import FamilyQuestion, Letter, MoveBatch, SlipPicture, SlipSource, Verb

JPEG = "image/jpeg"


@dataclass(frozen=True)
class Taken:
    """A row made of a page, and the letter it is about where one is known."""

    page: ScannedPage
    letter: Letter | None = None


def take_page(batch: ScanBatch, reading: PageReading, *, class_post: bool = False) -> list[Taken]:
    """Rows for the slips of one page, or one for a page without any; what was taken before is not taken again."""
    if known_pages(batch, reading):
        return []
    if reading.kind is PageKind.SHEET:
        slips = enumerate(reading.sheets, start=1)
        return [_take_sheet(batch, reading, part, sheet, class_post=class_post) for part, sheet in slips]
    reason = Reason.TROUBLE if reading.trouble else None
    row = _row(batch, reading, 1, Verdict(rules.WITHOUT_SLIP[reading.kind].result, reason))
    row.trouble = reading.trouble
    _keep_picture(row, reading.picture)
    return [Taken(_added(row))]


def known_pages(batch: ScanBatch, reading: PageReading) -> bool:
    """Whether this page has rows already: a job that runs a second time goes on where it was."""
    place = (ScannedPage.batch_id == batch.id, ScannedPage.file == reading.file, ScannedPage.page == reading.page)
    return db.session.scalar(select(ScannedPage.id).where(*place).limit(1)) is not None


def take_broken(batch: ScanBatch, reading: PageReading) -> None:
    """A page that could not be taken for a reason of ours: it lies at the desk as unreadable and is not lost."""
    row = _row(batch, reading, 1, Verdict(Result.UNREADABLE, Reason.TROUBLE))
    _keep_picture(row, reading.picture)
    _added(row)


def file_slip(page: ScannedPage, letter: Letter, jpeg: bytes, source: SlipSource) -> MoveBatch | None:
    """The slip is back: the same step as a tick on the class's page, with its picture. None where it was back already."""
    moved = step(Verb.TICK_BACK, [letter], class_of(letter), settled_at=utc_now())
    if moved.batch is None:
        return None
    page.letter_id, page.move_batch_id = letter.id, moved.batch.id
    if jpeg:
        keep_slip_picture(letter, jpeg, source)
    return moved.batch


def unfile(page: ScannedPage) -> bool:
    """Take the step back and the picture to the page again; False where the letter has moved on since."""
    batch = db.session.get(MoveBatch, page.move_batch_id) if page.move_batch_id is not None else None
    if batch is None or not take_back(batch).count:
        return False
    kept = db.session.get(SlipPicture, page.letter_id)
    if kept is not None:
        page.picture_id = kept.file_id
        db.session.delete(kept)
    return True


def swap_pictures(page: ScannedPage, letter: Letter) -> None:
    """The page's picture becomes the letter's, and the letter's former one the page's: so it can be swapped back.

    Each picture belongs to one of the two at any time: whoever lets go of theirs leaves the other's alone.
    """
    kept, own = db.session.get(SlipPicture, letter.id), page.picture_id
    if kept is not None and own is not None:
        kept.file_id, page.picture_id = own, kept.file_id
    elif kept is not None:
        page.picture_id = kept.file_id
        db.session.delete(kept)
    else:
        keep_slip_picture(letter, picture_bytes(page), db.session.get_one(ScanBatch, page.batch_id).source)
        drop_picture(page)


def note_contact(page: ScannedPage, letter: Letter, *, wanted: bool) -> None:
    """The family ticked "please contact me": it waits with the counsellor like a question of the phone, once.

    Looked at again, the tick may be none, or another family's: what nobody has answered yet is taken off the list.
    """
    asked = db.session.get(FamilyQuestion, page.question_id) if page.question_id is not None else None
    if asked is not None and asked.answered_at is None and not (wanted and asked.letter_id == letter.id):
        page.question_id = None
        db.session.delete(asked)
    if wanted and not _has_asked(letter):
        question = FamilyQuestion(letter_id=letter.id, text=gettext("Asks to be contacted: ticked on the slip."))
        db.session.add(question)
        db.session.flush()
        page.question_id = question.id


def _has_asked(letter: Letter) -> bool:
    """Whether a slip of this letter was ticked so before."""
    asked = select(ScannedPage.id).join(FamilyQuestion, FamilyQuestion.id == ScannedPage.question_id)
    return db.session.scalar(asked.where(FamilyQuestion.letter_id == letter.id).limit(1)) is not None


def picture_bytes(page: ScannedPage) -> bytes:
    """The picture that lies with the page; empty where there is none."""
    stored = known.picture_of(page)
    if stored is None:
        return b""
    with open_stored(stored) as file:
        return file.read()


def drop_picture(page: ScannedPage) -> None:
    """Let go of the page's own picture."""
    stored = known.picture_of(page)
    page.picture_id = None
    db.session.flush()
    if stored is not None:
        forget(stored)


def _take_sheet(batch: ScanBatch, reading: PageReading, part: int, sheet: SheetReading, *, class_post: bool) -> Taken:
    if not sheet.values:
        row = _row(batch, reading, part, Verdict(Result.UNREADABLE))
        _keep_picture(row, sheet.picture or reading.picture)
        return Taken(_added(row))
    found = known.slip_of(sheet.values, batch)
    seen = rules.verdict(found.known if found else None, sheet.marks, batch.mailing_id)
    if class_post and found:
        seen = rules.for_class_post(seen, found.known.state)
    row = _row(batch, reading, part, seen)
    row.number = found.number if found else known.number_of(sheet.values)
    row.marks = {name: mark.value for name, mark in sheet.marks.items()}
    letter = found.letter if found and found.known.within else None
    row.letter_id = letter.id if letter else None
    _added(row)
    if letter is not None and sheet.marks.get(rules.CONTACT) is Mark.INK:
        note_contact(row, letter, wanted=True)
    if letter is not None and seen.result is Result.FILED:
        file_slip(row, letter, sheet.picture, batch.source)
    else:
        _keep_picture(row, sheet.picture)
    return Taken(row, letter)


def _row(batch: ScanBatch, reading: PageReading, part: int, seen: Verdict) -> ScannedPage:
    row = ScannedPage(batch_id=batch.id, file=reading.file, page=reading.page, part=part)
    row.result, row.reason = seen.result, seen.reason
    settled: Settling | None = BY_ITSELF.get(seen.result)
    if settled is not None:
        row.settle(settled, current_actor().account_id)
    return row


def _keep_picture(row: ScannedPage, jpeg: bytes) -> None:
    if jpeg:
        row.picture_id = store_bytes(jpeg, name="slip.jpg", media_type=JPEG).id


def _added(row: ScannedPage) -> ScannedPage:
    db.session.add(row)
    db.session.flush()
    return row
