"""From pages to rows, and from rows to settled pages: nothing is lost, everything can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from school.foundation.access import CAMPUS, Gate, Scope
from school.foundation.db import db, unit_of_work
from school.foundation.jobs import Job
from school.foundation.jobs.models import JobState
from school.foundation.scans.layout import FileTrouble, Mark, PageKind, PageReading, SheetReading, Trouble
from school.letters.actions import reissue_letter
from school.letters.desk import filing, queries, reading, rules
from school.letters.desk.actions import close_batch, new_batch, note_files, settle_page
from school.letters.desk.models import ScanBatch, ScannedPage
from school.letters.desk.rules import Result, Settling
from school.letters.models import FamilyQuestion, Letter, LetterState, Mailing, SlipPicture
from school.links.models import PersonalLink
from school.links.rules import printed_number
from tests.campus import FOREIGN_CLASS, Campus
from tests.letters.desk.fakes import JPEG, FakeReader, other, sheet, slip
from tests.letters.mailings import a_mailing, change, letters_of, state_of, text_of

Read = Callable[..., int]
ENDS = "filed unsigned unclear already replaced no_slip already unreadable no_slip blank_back no_slip"


@pytest.fixture
def numbers(campus: Campus, mailing_id: int) -> list[str]:
    """The printed numbers of the own class."""
    statement = select(PersonalLink.number).join(Letter, Letter.link_id == PersonalLink.id)
    found = db.session.scalars(statement.where(Letter.id.in_(letters_of(campus))).order_by(Letter.id)).all()
    return list(found)


@pytest.fixture
def read(app: Gate, campus: Campus, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read these pages as one batch of the own class; gives the batch's id."""

    def run(
        *pages: PageReading | FileTrouble,
        mailing: int | None = None,
        expected: int | None = None,
        scope: Scope | None = None,
    ) -> int:
        monkeypatch.setattr(reading, "read_scans", FakeReader(*pages))
        with unit_of_work():
            row = db.session.get_one(Mailing, mailing) if mailing else None
            batch = new_batch(scope or Scope(classes=frozenset({campus.own_class})), row, expected)
            note_files(batch, ["一班.pdf", "二班.pdf"])
            batch_id = batch.id
        reading.read_batch(batch_id, [Path("x")], lambda _pages: None)
        return batch_id

    return run


def _pages(batch_id: int) -> list[ScannedPage]:
    db.session.rollback()
    return queries.pages_of(db.session.get_one(ScanBatch, batch_id))


def _results(batch_id: int) -> list[Result]:
    return [page.result for page in _pages(batch_id)]


def _files(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / name).write_bytes(b"x")
    return [str(folder / name) for name in names]


def test_every_page_ends_in_its_way(read: Read, campus: Campus, mailing_id: int, numbers: list[str]) -> None:
    letters = letters_of(campus)
    change(letters[3], state=LetterState.SIGNED)
    with unit_of_work():
        reissue_letter(db.session.get_one(Letter, letters[4]))
    elsewhere = db.session.get_one(Letter, letters_of(campus, FOREIGN_CLASS)[0]).link_id
    foreign = db.session.get_one(PersonalLink, elsewhere).number
    batch_id = read(
        slip(1, numbers[0]),
        slip(2, numbers[1], Mark.BLANK),
        slip(3, numbers[2], Mark.LOOK),
        slip(4, numbers[3]),
        slip(5, numbers[4]),
        slip(6, foreign),
        slip(7, numbers[0]),
        other(8, PageKind.UNREADABLE),
        other(9, PageKind.NO_SHEET),
        other(10, PageKind.BLANK),
        slip(11, "22222222"),
        expected=10,
    )
    assert [result.value for result in _results(batch_id)] == ENDS.split()
    found = queries.balance(batch_id)
    assert (found.filed, found.blank, found.at_desk, found.missing) == (1, 1, 9, 0)
    assert state_of(letters[0]) is LetterState.BACK
    assert db.session.get(SlipPicture, letters[0]) is not None
    assert _pages(batch_id)[5].letter_id is None, "a foreign slip leads nowhere"


def test_a_slip_whose_code_cannot_be_read_beside_others_waits_with_its_picture(
    read: Read, campus: Campus, numbers: list[str]
) -> None:
    """It is neither "no slip" nor of somebody unknown: a person types its number like that of any other."""
    page = PageReading(1, 1, PageKind.SHEET, (sheet(numbers[0]), SheetReading({}, {}, b""), sheet(numbers[1])), JPEG)
    batch_id = read(page)
    assert _results(batch_id) == [Result.FILED, Result.UNREADABLE, Result.FILED]
    unread = _pages(batch_id)[1]
    assert (unread.part, unread.number, unread.reason, unread.letter_id) == (2, "", None, None)
    assert filing.picture_bytes(unread) == JPEG
    with unit_of_work():
        letter = db.session.get_one(Letter, letters_of(campus)[2])
        settle_page(db.session.get_one(ScannedPage, unread.id), Settling.FILED, letter)
    assert state_of(letters_of(campus)[2]) is LetterState.BACK


def test_a_slip_of_another_mailing_is_named(read: Read, numbers: list[str]) -> None:
    batch_id = read(slip(1, numbers[0]), mailing=a_mailing("春季家长信"))
    assert _results(batch_id) == [Result.OTHER_MAILING]


def test_reading_twice_changes_nothing(
    read: Read, campus: Campus, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = read(slip(1, numbers[0]), slip(2, numbers[1], Mark.BLANK))
    monkeypatch.setattr(
        reading, "read_scans", FakeReader(slip(1, numbers[0]), slip(2, numbers[1]), slip(3, numbers[2]))
    )
    reading.read_batch(batch_id, [Path("x")], lambda _pages: None)
    assert _results(batch_id) == [Result.FILED, Result.UNSIGNED, Result.FILED]


def test_one_bad_page_fails_nothing(read: Read, numbers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: object) -> None:
        raise RuntimeError("a flaw of ours")

    with monkeypatch.context() as broken:
        broken.setattr(rules, "verdict", fails)
        batch_id = read(slip(1, numbers[0]), other(2, PageKind.BLANK))
    assert _results(batch_id) == [Result.UNREADABLE, Result.BLANK_BACK]
    trouble = read(FileTrouble(2, Trouble.ENCRYPTED), slip(1, numbers[0]))
    assert _results(trouble) == [Result.FILED]
    files = queries.files_of(db.session.get_one(ScanBatch, trouble))
    assert [file.trouble for file in files] == [None, Trouble.ENCRYPTED]


def test_who_asks_to_be_contacted_waits_with_the_counsellor_once(
    read: Read, campus: Campus, numbers: list[str]
) -> None:
    read(slip(1, numbers[0], contact=Mark.INK), slip(2, numbers[0], contact=Mark.INK))
    asked = db.session.scalars(select(FamilyQuestion.letter_id)).all()
    assert asked == letters_of(campus)[:1]


def test_settling_an_unreadable_page_by_its_number_and_taking_it_back(
    read: Read, campus: Campus, client_of: Callable[[str], FlaskClient], numbers: list[str]
) -> None:
    batch_id = read(other(1, PageKind.UNREADABLE), slip(2, numbers[1], Mark.BLANK))
    page_id, letter_id = _pages(batch_id)[0].id, letters_of(campus)[0]
    client = client_of("counsellor")
    page = text_of(client, f"/desk/pages/{page_id}")
    assert "林语嫣" in page
    wrong = client.post(f"/desk/pages/{page_id}/settle", data={"how": "filed", "number": "K7M0-QF4C"})
    assert wrong.status_code == 422
    assert "0" in wrong.get_data(as_text=True)
    done = client.post(f"/desk/pages/{page_id}/settle", data={"how": "filed", "number": printed_number(numbers[0])})
    assert done.status_code == 302
    assert f"done={page_id}" in done.location
    assert state_of(letter_id) is LetterState.BACK
    assert client.get(f"/desk/pages/{page_id}/picture", buffered=True).data.startswith(b"\xff\xd8")
    assert client.post(f"/desk/pages/{page_id}/settle", data={"how": "no_slip"}).status_code in (409, 422)

    assert client.post(f"/desk/pages/{page_id}/reopen").status_code == 302
    assert state_of(letter_id) is LetterState.ISSUED
    assert db.session.get(SlipPicture, letter_id) is None
    assert _pages(batch_id)[0].picture_id is not None


def test_the_better_picture_is_kept_and_can_be_swapped_back(
    read: Read, campus: Campus, client_of: Callable[[str], FlaskClient], numbers: list[str]
) -> None:
    batch_id = read(slip(1, numbers[0]), slip(2, numbers[0]))
    page, letter_id = _pages(batch_id)[1], letters_of(campus)[0]
    before, own = db.session.get_one(SlipPicture, letter_id).file_id, page.picture_id
    client = client_of("counsellor")
    client.post(f"/desk/pages/{page.id}/settle", data={"how": "better_picture"})
    db.session.rollback()
    assert db.session.get_one(SlipPicture, letter_id).file_id == own
    client.post(f"/desk/pages/{page.id}/reopen")
    db.session.rollback()
    assert db.session.get_one(SlipPicture, letter_id).file_id == before


def test_a_batch_closes_when_nothing_is_at_the_desk(
    read: Read, client_of: Callable[[str], FlaskClient], campus: Campus, numbers: list[str]
) -> None:
    batch_id = read(slip(1, numbers[0]), slip(2, numbers[1], Mark.BLANK))
    client = client_of("counsellor")
    refused = client.post(f"/desk/{batch_id}/close")
    assert refused.status_code == 409
    assert "这一批还有页在核对台上" in refused.get_data(as_text=True)
    page_id = _pages(batch_id)[1].id
    client.post(f"/desk/pages/{page_id}/settle", data={"how": "returned"})
    assert "陈思远" in text_of(client, f"/desk/{batch_id}")
    client.post(f"/desk/{batch_id}/read")
    assert "还在读取" in client.post(f"/desk/{batch_id}/close").get_data(as_text=True)
    with unit_of_work():
        db.session.execute(update(Job).values(state=JobState.DONE))
    assert client.post(f"/desk/{batch_id}/close").status_code == 302
    assert [page.picture_id for page in _pages(batch_id)] == [None, None]
    assert db.session.get(SlipPicture, letters_of(campus)[0]) is not None


def test_only_who_looks_after_all_its_classes_sees_a_batch(
    read: Read, client_of: Callable[[str], FlaskClient], campus: Campus, numbers: list[str]
) -> None:
    both = Scope(classes=frozenset({campus.own_class, campus.foreign_class}))
    batch_id = read(other(1, PageKind.UNREADABLE), scope=both)
    assert client_of("counsellor").get(f"/desk/{batch_id}").status_code == 404
    assert client_of("office").get(f"/desk/{batch_id}").status_code == 200


def test_the_command_says_what_became_of_each_page(
    app: Gate, tmp_path: Path, campus: Campus, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [slip(1, numbers[0]), other(1, PageKind.BLANK, file=2), slip(2, numbers[1], Mark.BLANK, file=2)]
    monkeypatch.setattr(reading, "read_scans", FakeReader(*pages))
    done = app.test_cli_runner().invoke(
        args=["receipts", "scan", *_files(tmp_path, "一.pdf", "二.pdf"), "--expect", "3", "--json"]
    )
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert [(page["page"], page["result"], page["number"]) for page in found["pages"]] == [
        (1, "filed", numbers[0]),
        (2, "blank_back", None),
        (3, "unsigned", numbers[1]),
    ]
    assert (found["expected"], found["settled"], found["at_desk"], found["missing"]) == (3, 2, 1, 1)


def test_a_refused_file_is_named_and_the_others_are_done(
    app: Gate, tmp_path: Path, campus: Campus, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        reading, "read_scans", FakeReader(FileTrouble(1, Trouble.NOT_A_PICTURE), slip(1, numbers[0], file=2))
    )
    done = app.test_cli_runner().invoke(args=["receipts", "scan", *_files(tmp_path, "网页.jpg", "二.pdf"), "没有.pdf"])
    assert done.exit_code == 1
    assert "网页.jpg" in done.stderr
    assert "没有.pdf: there is no such file." in done.stderr
    assert state_of(letters_of(campus)[0]) is LetterState.BACK
    unknown = app.test_cli_runner().invoke(
        args=["receipts", "scan", *_files(tmp_path, "x.pdf"), "--mailing", "没有这封信"]
    )
    assert (unknown.exit_code, unknown.stdout) == (1, "")


def test_closing_is_for_settled_batches(read: Read, numbers: list[str]) -> None:
    batch_id = read(slip(1, numbers[0], Mark.BLANK), scope=CAMPUS)
    with unit_of_work():
        assert not close_batch(db.session.get_one(ScanBatch, batch_id))
    assert _pages(batch_id)[0].settled_as is None
