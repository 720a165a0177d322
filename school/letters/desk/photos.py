"""Slips photographed one after another, by a class post or a counsellor: each is answered at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import func, select

from school.foundation.access import Scope, current_actor
from school.foundation.audit import record
from school.foundation.db import db
from school.foundation.scans import read_photo
from school.foundation.scans.layout import PageKind, PageReading
from school.letters.actions import lock_letters
from school.letters.desk import actions, filing, known, rules
from school.letters.desk.events import SLIP_PHOTOGRAPHED, SLIP_TYPED
from school.letters.desk.layout import slip_layout
from school.letters.desk.models import ScanBatch, ScanBatchClass, ScannedPage
from school.letters.desk.rules import Answer, Reason, Result, Settling, Verdict
from school.letters.models import Letter, LetterState, Mailing, SlipSource, Verb
from school.letters.queries.classes import follows
from school.letters.rules import OPEN, allowed
from school.org.models import SchoolClass, Student


@dataclass(frozen=True)
class Shot:
    """What is said of one photo: the answer, and whose slip it is where that may be told."""

    page: ScannedPage
    answer: Answer
    student: Student | None = None
    place: int | None = None
    """The student's place in the class, in student-number order, from 1."""


def photograph(
    school_class: SchoolClass, mailing: Mailing, photo: bytes, again: ScannedPage | None = None
) -> list[Shot]:
    """Read one photo and file what is on it; empty where the file is no picture that can be opened.

    ``again`` is the unreadable photo that this one takes the place of.
    """
    reading = read_photo(photo, slip_layout())
    if reading.trouble is not None:
        return []
    batch = _batch(school_class, mailing)
    class_post = not follows(current_actor(), school_class)
    states = _states(batch, reading, class_post=class_post)
    taken = filing.take_page(batch, _numbered(batch, reading), class_post=class_post)
    if again is not None:
        again.settle(Settling.DUPLICATE, current_actor().account_id)
    record(SLIP_PHOTOGRAPHED, taken[0].page.id, class_id=school_class.id)
    return [_shot(school_class, each, states.get(each.letter.id) if each.letter else None) for each in taken]


def type_number(school_class: SchoolClass, page: ScannedPage, letter: Letter) -> Shot:
    """The number of a photo that could not be read, typed by somebody who holds the slip: a tick like any other."""
    letter = lock_letters([letter.id])[0]
    came_from = letter.state
    class_post = not follows(current_actor(), school_class)
    told = letter.shows_on_paper or not class_post
    page.letter_id = letter.id
    if came_from in OPEN if class_post else allowed(came_from, Verb.TICK_BACK):
        source = db.session.get_one(ScanBatch, page.batch_id).source
        filing.file_slip(page, letter, filing.picture_bytes(page), source)
        filing.drop_picture(page)
        page.settle(Settling.FILED, current_actor().account_id)
    elif came_from is LetterState.BACK:
        page.settle(Settling.DUPLICATE, current_actor().account_id)
    else:
        exempt = came_from is LetterState.EXEMPT
        page.result, page.reason = Result.UNCLEAR, Reason.EXEMPT if exempt else Reason.ANSWERED
    record(SLIP_TYPED, page.id, class_id=school_class.id)
    answer = Answer.IN_ALREADY if told and came_from is LetterState.BACK else Answer.IN
    return _named(school_class, page, answer, letter)


def own_unread(school_class: SchoolClass, page_id: int | None) -> ScannedPage | None:
    """A photo of one's own that waits for its number, held: who taps twice is told so the second time."""
    if page_id is None:
        return None
    statement = (
        select(ScannedPage)
        .join(ScanBatchClass, ScanBatchClass.batch_id == ScannedPage.batch_id)
        .join(ScanBatch, ScanBatch.id == ScannedPage.batch_id)
        .where(ScannedPage.id == page_id, ScannedPage.settled_as.is_(None), ScannedPage.letter_id.is_(None))
        .where(ScanBatchClass.class_id == school_class.id, ScanBatch.account_id == current_actor().account_id)
        .with_for_update(of=ScannedPage)
    )
    return db.session.scalar(statement)


def places(school_class: SchoolClass) -> dict[int, int]:
    """Each present student's place in the class, from 1, in student-number order."""
    statement = select(Student.id).where(Student.class_id == school_class.id, Student.current())
    ids = db.session.scalars(statement.order_by(Student.student_number))
    return {student_id: place for place, student_id in enumerate(ids, start=1)}


def _batch(school_class: SchoolClass, mailing: Mailing) -> ScanBatch:
    """One's own open batch of photos of this class and mailing, or a new one."""
    statement = (
        select(ScanBatch)
        .join(ScanBatchClass, ScanBatchClass.batch_id == ScanBatch.id)
        .where(ScanBatch.source == SlipSource.PHOTOGRAPHED, ScanBatch.closed_at.is_(None))
        .where(ScanBatch.account_id == current_actor().account_id, ScanBatch.mailing_id == mailing.id)
        .where(ScanBatchClass.class_id == school_class.id)
        .limit(1)
        .with_for_update(of=ScanBatch)
    )
    found: ScanBatch | None = db.session.scalar(statement)
    if found is not None:
        return found
    scope = Scope(classes=frozenset({school_class.id}))
    return actions.new_batch(scope, mailing, source=SlipSource.PHOTOGRAPHED)


def _numbered(batch: ScanBatch, reading: PageReading) -> PageReading:
    """Photos of a batch are the pages of its one file; one that shows nothing is taken again, and no blank back."""
    kind = PageKind.UNREADABLE if reading.kind is PageKind.BLANK else reading.kind
    last = select(func.max(ScannedPage.page)).where(ScannedPage.batch_id == batch.id)
    return replace(reading, kind=kind, file=1, page=(db.session.scalar(last) or 0) + 1)


def _states(batch: ScanBatch, reading: PageReading, *, class_post: bool) -> dict[int, LetterState]:
    """Where the letters of a photo stood before it was filed; to a class post, those that its list shows."""
    found = [known.slip_of(sheet.values, batch) for sheet in reading.sheets]
    return {
        each.letter.id: each.known.state
        for each in found
        if each is not None and (each.letter.shows_on_paper or not class_post)
    }


def _shot(school_class: SchoolClass, taken: filing.Taken, came_from: LetterState | None) -> Shot:
    seen = Verdict(taken.page.result, taken.page.reason)
    return _named(school_class, taken.page, rules.answer(seen, taken.page.read, came_from), taken.letter)


def _named(school_class: SchoolClass, page: ScannedPage, answer: Answer, letter: Letter | None) -> Shot:
    student = db.session.get(Student, letter.student_id) if letter is not None else None
    place = places(school_class).get(student.id) if student is not None else None
    return Shot(page, answer, student if place is not None else None, place)
