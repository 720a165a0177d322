"""Archiving a class: numbers in student-number order, boxes, one search, two people for a destruction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work, utc_now
from school.foundation.files import StoredFile, path_of
from school.foundation.jobs import Job
from school.foundation.jobs.worker import run
from school.letters.actions import keep_slip_picture
from school.letters.archive import jobs
from school.letters.archive.models import ArchiveBox, ArchivedReceipt, DestructionRecord
from school.letters.archive.rules import archive_number, keep_until, series_prefix
from school.letters.models import (
    Letter,
    LetterState,
    MoveBatch,
    Relationship,
    Signature,
    SignatureKind,
    SignatureMethod,
    SlipPicture,
    SlipSource,
)
from school.links.models import PersonalLink
from school.org.models import Student
from tests.campus import Campus
from tests.letters.mailings import letters_of, state_of, text_of

ClientOf = Callable[[str], FlaskClient]


@pytest.fixture
def checked(campus: Campus, mailing_id: int) -> list[int]:
    """The own class's letters, checked: the first signed on the phone, the others back on paper; the second with a picture."""
    ids = letters_of(campus)
    with unit_of_work():
        now = utc_now()
        db.session.execute(
            update(Letter).where(Letter.id.in_(ids)).values(state=LetterState.CHECKED, checked_at=now, back_at=now)
        )
        db.session.execute(update(Letter).where(Letter.id == ids[0]).values(back_at=None, signed_at=now))
        sign(ids[0])
        keep_slip_picture(db.session.get_one(Letter, ids[1]), b"picture", SlipSource.SCANNED)
    return ids


def sign(letter_id: int) -> None:
    db.session.add(
        Signature(
            letter_id=letter_id,
            kind=SignatureKind.SIGNED,
            method=SignatureMethod.DRAWN,
            relationship_to_student=Relationship.MOTHER,
            name="林桂芳",
            person_key="mother:林桂芳",
            strokes=[[[0, 0], [40, 20]]],
            wording_sha256="0" * 64,
        )
    )


def archive(client: FlaskClient, campus: Campus, mailing_id: int, ids: list[int], box: str = "") -> int:
    data = {"mailing": mailing_id, "letters": ids, "step": "archive", "box": box}
    return client.post(f"/classes/{campus.own_class}/letters/archive", data=data).status_code


def rows() -> list[ArchivedReceipt]:
    db.session.rollback()
    return list(db.session.scalars(select(ArchivedReceipt).order_by(ArchivedReceipt.serial)))


def test_numbers_follow_student_numbers_and_slips_get_places(
    campus: Campus, client_of: ClientOf, mailing_id: int, checked: list[int]
) -> None:
    assert archive(client_of("counsellor"), campus, mailing_id, list(reversed(checked))) == 302
    found = rows()
    assert [row.letter_id for row in found] == checked
    assert [row.number[-6:] for row in found] == [f"{place:06d}" for place in range(1, len(checked) + 1)]
    assert found[0].box_id is None
    assert [row.place for row in found[1:]] == list(range(1, len(checked)))
    assert found[1].sha256 is not None
    assert found[2].sha256 is None


def test_a_letter_taken_back_keeps_its_number_and_place(
    campus: Campus, client_of: ClientOf, mailing_id: int, checked: list[int]
) -> None:
    client = client_of("counsellor")
    archive(client, campus, mailing_id, checked)
    before = [(row.number, row.place) for row in rows()]
    done = db.session.scalars(select(MoveBatch.id).order_by(MoveBatch.id.desc())).first()
    client.post(f"/letter-batches/{done}/undo")
    assert before[0][0] not in text_of(client, "/archive")
    box = db.session.scalars(select(ArchiveBox.id)).one()
    archive(client, campus, mailing_id, checked, str(box))
    assert [(row.number, row.place) for row in rows()] == before


def test_nothing_goes_into_a_sealed_box(
    campus: Campus, client_of: ClientOf, mailing_id: int, checked: list[int]
) -> None:
    client = client_of("counsellor")
    archive(client, campus, mailing_id, checked[:3])
    box = db.session.scalars(select(ArchiveBox.id)).one()
    client.post(f"/archive/boxes/{box}/seal")
    assert archive(client, campus, mailing_id, checked[3:], str(box)) == 422


@pytest.mark.parametrize("by", ["name", "student_number", "letter", "archive"])
def test_one_search_finds_a_receipt_by_whatever_is_known(
    campus: Campus, client_of: ClientOf, mailing_id: int, checked: list[int], by: str
) -> None:
    archive(client_of("counsellor"), campus, mailing_id, checked)
    row = rows()[2]
    letter = db.session.get_one(Letter, row.letter_id)
    student = db.session.get_one(Student, letter.student_id)
    link = db.session.get_one(PersonalLink, letter.link_id)
    known = {
        "name": student.name,
        "student_number": student.student_number,
        "letter": link.number,
        "archive": row.number,
    }
    letter_id = letter.id
    page = text_of(client_of("college_contact"), f"/archive?q={known[by]}")
    assert row.number in page
    assert rows()[0].number not in page
    assert f"/letters/{letter_id}" not in text_of(client_of("foreign_counsellor"), f"/archive?q={known[by]}")


def test_pages_of_the_archive_show_and_print(
    campus: Campus, client_of: ClientOf, mailing_id: int, checked: list[int]
) -> None:
    with unit_of_work():
        keep_slip_picture(db.session.get_one(Letter, checked[2]), b"picture", SlipSource.SCANNED)
    archive(client_of("counsellor"), campus, mailing_id, checked)
    contact = client_of("college_contact")
    box = db.session.scalars(select(ArchiveBox.id)).one()
    assert "一张图片" in text_of(contact, "/archive/doubles") or "同一张图片" in text_of(contact, "/archive/doubles")
    assert "林语嫣" not in text_of(contact, f"/archive/boxes/{box}")  # signed on the phone: no slip
    assert "陈思远" in text_of(contact, f"/archive/boxes/{box}")
    assert text_of(contact, "/archive/boxes")
    assert contact.get(f"/archive/boxes/{box}/label.pdf").data.startswith(b"%PDF-")
    page = text_of(contact, f"/letters/{checked[1]}")
    assert "slip.jpg" in page
    assert rows()[1].number in page
    assert contact.get("/archive.xlsx", buffered=True).status_code == 200


def overdue() -> None:
    with unit_of_work():
        db.session.execute(update(ArchivedReceipt).values(keep_until=dt.date(2020, 12, 31)))


def withdrawn_when_alone(lead: FlaskClient, mailing_id: int) -> None:
    """The head proposes, may not approve that, and withdraws it."""
    lead.post(f"/archive/mailings/{mailing_id}/destruction", data={"reason": "保存期满"})
    record_id = db.session.scalars(select(DestructionRecord.id)).one()
    assert lead.post(f"/archive/destruction/{record_id}/approve").status_code == 403
    lead.post(f"/archive/destruction/{record_id}/withdraw")


def closed_links(record_id: int) -> list[dt.datetime | None]:
    """When the families' links of a record's receipts were closed."""
    of_record = select(Letter.link_id).join(ArchivedReceipt, ArchivedReceipt.letter_id == Letter.id)
    links = of_record.where(ArchivedReceipt.destruction_id == record_id)
    return list(db.session.scalars(select(PersonalLink.voided_at).where(PersonalLink.id.in_(links))))


def test_a_destruction_takes_two_people_and_leaves_the_record(
    app: Gate, campus: Campus, client_of: ClientOf, mailing_id: int, checked: list[int]
) -> None:
    archive(client_of("counsellor"), campus, mailing_id, checked)
    overdue()
    lead = client_of("office_lead")
    withdrawn_when_alone(lead, mailing_id)
    client_of("office").post(f"/archive/mailings/{mailing_id}/destruction", data={"reason": "保存期满"})
    second = db.session.scalars(select(DestructionRecord.id).order_by(DestructionRecord.id.desc())).first()
    stored = db.session.scalars(select(StoredFile).join(SlipPicture, SlipPicture.file_id == StoredFile.id)).one()
    path, sha256 = path_of(stored), stored.sha256
    assert client_of("office").post(f"/archive/destruction/{second}/approve").status_code == 403
    assert lead.post(f"/archive/destruction/{second}/approve").status_code == 302
    db.session.rollback()
    job_id = db.session.scalars(select(Job.id).where(Job.kind == jobs.ERASE)).one()
    db.session.rollback()
    run(app, job_id)
    db.session.rollback()
    assert db.session.get_one(Job, job_id).error is None
    assert not path.exists()
    assert db.session.scalars(select(SlipPicture)).all() == []
    answer = db.session.scalars(select(Signature)).one()
    assert (answer.name, answer.strokes, "林" in answer.person_key) == ("", None, False)
    assert None not in closed_links(second)
    kept = rows()
    assert kept[1].sha256 == sha256
    assert kept[1].number
    assert kept[0].number in text_of(lead, f"/archive/destruction/{second}")
    assert lead.get(f"/archive/destruction/{second}/record.pdf").data.startswith(b"%PDF-")


def test_what_is_on_a_record_is_not_taken_out_of_the_archive(
    campus: Campus, client_of: ClientOf, mailing_id: int, checked: list[int]
) -> None:
    """Neither between the two people, nor when it is gone; a withdrawn proposal holds nothing."""
    counsellor, lead = client_of("counsellor"), client_of("office_lead")
    archive(counsellor, campus, mailing_id, checked[:1])
    archive(counsellor, campus, mailing_id, checked[1:2])
    first, second = db.session.scalars(select(MoveBatch.id).order_by(MoveBatch.id)).all()
    overdue()
    client_of("office").post(f"/archive/mailings/{mailing_id}/destruction", data={"reason": "保存期满"})
    counsellor.post(f"/letter-batches/{first}/undo")
    assert state_of(checked[0]) is LetterState.ARCHIVED
    record_id = db.session.scalars(select(DestructionRecord.id)).one()
    lead.post(f"/archive/destruction/{record_id}/withdraw")
    counsellor.post(f"/letter-batches/{second}/undo")
    assert state_of(checked[1]) is LetterState.CHECKED


def test_the_database_refuses_one_person_alone(campus: Campus, mailing_id: int) -> None:
    alone = campus.accounts["office_lead"]
    record = DestructionRecord(number="销毁-2026-001", mailing_id=mailing_id, reason="x", count=0)
    record.proposed_by_id = record.approved_by_id = alone
    record.approved_at = utc_now()
    with pytest.raises(IntegrityError), unit_of_work():
        db.session.add(record)


def test_years_move_the_day(campus: Campus, client_of: ClientOf, mailing_id: int, checked: list[int]) -> None:
    archive(client_of("counsellor"), campus, mailing_id, checked)
    year = rows()[0].keep_until.year
    client_of("office").post(f"/archive/mailings/{mailing_id}/retention", data={"years": 2})
    assert {row.keep_until.year for row in rows()} == {year - 3}


@given(st.integers(2000, 2999), st.integers(1, 99), st.integers(1, 999_999), st.integers(1, 999_999))
def test_numbers_of_a_series_differ_and_sort(year: int, place: int, one: int, other: int) -> None:
    prefix = series_prefix(year, place)
    first, second = archive_number(prefix, one), archive_number(prefix, other)
    assert (first == second) is (one == other)
    assert (first < second) is (one < other)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2900, 1, 1)), st.integers(1, 30))
def test_receipts_are_kept_for_full_years(archived_on: dt.date, years: int) -> None:
    last = keep_until(archived_on, years)
    assert (last.month, last.day) == (12, 31)
    assert last.year - archived_on.year == years
