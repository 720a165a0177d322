"""Whatever is taken back at the desk, in whichever order: no picture is lost, and none belongs to two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from school.foundation.access import Gate, Scope
from school.foundation.db import db, unit_of_work
from school.foundation.files import StoredFile
from school.foundation.jobs import Job
from school.foundation.jobs.models import JobState
from school.foundation.scans.layout import Mark, PageReading
from school.letters.actions import lock_letters, move_letters, moves
from school.letters.desk import reading
from school.letters.desk.actions import READ, close_batch, new_batch, read_again, reopen_page, settle_page
from school.letters.desk.models import ScanBatch, ScannedPage
from school.letters.desk.rules import Settling
from school.letters.models import FamilyQuestion, Letter, LetterState, SlipPicture, Verb
from school.links.models import PersonalLink
from tests.campus import Campus
from tests.letters.desk.fakes import FakeReader, slip
from tests.letters.mailings import letters_of

Read = Callable[..., list[int]]


@pytest.fixture
def letter_id(campus: Campus, mailing_id: int) -> int:
    """A letter of the own class."""
    return letters_of(campus)[0]


@pytest.fixture
def slips(letter_id: int) -> str:
    """Its printed number."""
    statement = select(PersonalLink.number).join(Letter, Letter.link_id == PersonalLink.id)
    return db.session.scalars(statement.where(Letter.id == letter_id)).one()


@pytest.fixture
def read(app: Gate, campus: Campus, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read these pages as one batch; gives the ids of its pages."""

    def run(*pages: PageReading) -> list[int]:
        monkeypatch.setattr(reading, "read_scans", FakeReader(*pages))
        with unit_of_work():
            batch_id = new_batch(Scope(classes=frozenset({campus.own_class})), None).id
        reading.read_batch(batch_id, [Path("x")], lambda _pages: None)
        statement = select(ScannedPage.id).where(ScannedPage.batch_id == batch_id)
        return list(db.session.scalars(statement.order_by(ScannedPage.page)))

    return run


def _settle(page_id: int, how: Settling, letter_id: int | None = None) -> bool:
    with unit_of_work():
        letter = db.session.get_one(Letter, letter_id) if letter_id else None
        return settle_page(db.session.get_one(ScannedPage, page_id), how, letter)


def _reopen(page_id: int) -> bool:
    with unit_of_work():
        return reopen_page(db.session.get_one(ScannedPage, page_id))


def _close(page_id: int) -> bool:
    with unit_of_work():
        return close_batch(db.session.get_one(ScanBatch, db.session.get_one(ScannedPage, page_id).batch_id))


def _pictures(letter_id: int, *page_ids: int) -> list[int | None]:
    """Whose picture is which: the letter's, then each page's. None of them belongs to two, and all are kept."""
    db.session.rollback()
    kept = db.session.get(SlipPicture, letter_id)
    pages = [db.session.get_one(ScannedPage, page_id).picture_id for page_id in page_ids]
    found = [kept.file_id if kept else None, *pages]
    ids = [each for each in found if each is not None]
    assert len(ids) == len(set(ids)), "one picture, one owner"
    assert all(db.session.get(StoredFile, each) for each in ids)
    return found


def test_a_first_picture_goes_back_to_its_page(read: Read, letter_id: int, slips: str) -> None:
    """The slip was ticked in class, so that the receipt has no picture yet."""
    with unit_of_work():
        move_letters(Verb.TICK_BACK, lock_letters([letter_id]))
    (page,) = read(slip(1, slips))
    assert _settle(page, Settling.BETTER_PICTURE, letter_id)
    given = _pictures(letter_id, page)
    assert given[0] is not None
    assert given[1] is None
    assert _reopen(page)
    assert _pictures(letter_id, page) == [None, given[0]]
    assert _settle(page, Settling.DUPLICATE)
    assert _close(page)
    assert _pictures(letter_id, page) == [None, None]


def test_the_slip_is_taken_back_before_the_better_picture_of_it(read: Read, letter_id: int, slips: str) -> None:
    first, second = read(slip(1, slips), slip(2, slips))
    assert _settle(second, Settling.BETTER_PICTURE, letter_id)
    assert _reopen(first)
    assert _reopen(second)
    letters, one, two = _pictures(letter_id, first, second)
    assert letters is None, "nothing of the letter is received any more"
    assert one is not None
    assert two is not None


def test_a_receipt_that_is_to_be_destroyed_gets_no_other_picture(
    read: Read, letter_id: int, slips: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = read(slip(1, slips), slip(2, slips))
    before = _pictures(letter_id, first, second)
    monkeypatch.setattr(moves, "_holds", [lambda letter_ids: letter_ids])
    assert not _settle(second, Settling.BETTER_PICTURE, letter_id)
    assert _pictures(letter_id, first, second) == before


def test_an_archived_receipt_keeps_the_picture_it_was_archived_with(read: Read, letter_id: int, slips: str) -> None:
    """The archive's row holds that picture's hash: neither a better one comes, nor does the former one come back."""
    first, second, third = read(slip(1, slips), slip(2, slips), slip(3, slips))
    assert _settle(second, Settling.BETTER_PICTURE, letter_id)
    with unit_of_work():
        db.session.get_one(Letter, letter_id).state = LetterState.ARCHIVED
    before = _pictures(letter_id, first, second, third)
    assert not _settle(third, Settling.BETTER_PICTURE, letter_id)
    assert not _reopen(second)
    assert _pictures(letter_id, first, second, third) == before


def test_nothing_is_put_back_on_a_desk_that_was_cleared(read: Read, letter_id: int, slips: str) -> None:
    (page,) = read(slip(1, slips))
    assert _close(page)
    assert not _reopen(page)


def test_a_batch_that_is_being_read_is_neither_closed_nor_read_twice(read: Read, slips: str) -> None:
    """Closed before the first page has come, its files would be gone, and every page with them."""
    (page,) = read(slip(1, slips, Mark.BLANK))
    assert _settle(page, Settling.RETURNED)
    batch_id = db.session.get_one(ScannedPage, page).batch_id
    with unit_of_work():
        job_id = read_again(db.session.get_one(ScanBatch, batch_id)).id
        assert read_again(db.session.get_one(ScanBatch, batch_id)).id == job_id
    assert not _close(page)
    with unit_of_work():
        db.session.execute(update(Job).where(Job.kind == READ).values(state=JobState.DONE))
    assert _close(page)


def test_who_asks_to_be_contacted_follows_the_slip(read: Read, campus: Campus, letter_id: int, slips: str) -> None:
    """Filed for one family, taken back and filed for another: only the other waits to be rung up."""
    (page_id,) = read(slip(1, slips, contact=Mark.INK))
    assert db.session.scalars(select(FamilyQuestion.letter_id)).all() == [letter_id]
    assert _reopen(page_id)
    other = letters_of(campus)[1]
    with unit_of_work():
        page, letter = db.session.get_one(ScannedPage, page_id), db.session.get_one(Letter, other)
        assert settle_page(page, Settling.FILED, letter, contact=True)
    assert db.session.scalars(select(FamilyQuestion.letter_id)).all() == [other]
