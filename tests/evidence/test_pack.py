"""A class's evidence pack: complete, hashed, and with nobody's name in it where names are masked."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from school.evidence.rules import masked_name, masked_number
from school.evidence.writing import SUMS, ZipPack
from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work, utc_now
from school.foundation.files import StoredFile, path_of, store_bytes
from school.foundation.jobs import Job, JobState
from school.foundation.jobs.worker import run
from school.letters.actions import keep_slip_picture
from school.letters.models import Letter, LetterState, SlipSource
from school.org.models import FamilyMember, Student
from tests.campus import OWN_CLASS, Campus
from tests.letters.posted import Family, Posted, posted

ClientOf = Callable[[str], FlaskClient]


@pytest.fixture
def letter(app: Gate, campus: Campus) -> Posted:
    """One letter signed on the phone, the class's others back on paper with a picture."""
    found = posted(campus)
    family = Family(app, found)
    family.open()
    family.sign(name="林桂芳")
    with unit_of_work():
        own = Letter.student_id.in_(campus.students_of(OWN_CLASS)[1:])
        db.session.execute(update(Letter).where(own).values(state=LetterState.BACK, back_at=utc_now()))
        for row in db.session.scalars(select(Letter).where(own)).all():
            keep_slip_picture(row, b"picture" + bytes([row.id]), SlipSource.SCANNED)
    return found


def pack_of(app: Gate, client: FlaskClient, campus: Campus, *, masked: bool) -> zipfile.ZipFile:
    data = {"parts": ["letters"], "recipient": "police_station"} | ({"masked": "y"} if masked else {})
    answer = client.post(f"/classes/{campus.own_class}/evidence", data=data)
    assert answer.status_code == 302
    job_id = int(answer.location.rsplit("/", 1)[1])
    db.session.rollback()
    run(app, job_id)
    job = db.session.get_one(Job, job_id)
    assert job.state is JobState.DONE, job.error
    assert client.get(f"/jobs/{job_id}").status_code == 200
    return zipfile.ZipFile(io.BytesIO(client.get(f"/jobs/{job_id}/file", buffered=True).data))


def text_in(name: str, content: bytes) -> str:
    """What a person can read in a file of the pack."""
    if name.endswith(".pdf"):
        document = pypdfium2.PdfDocument(content)
        return "".join(page.get_textpage().get_text_range() for page in document)
    if name.endswith(".xlsx"):
        sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        return " ".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)
    return content.decode("utf-8", "replace")


def test_a_masked_pack_names_nobody(app: Gate, campus: Campus, client_of: ClientOf, letter: Posted) -> None:
    pack = pack_of(app, client_of("counsellor"), campus, masked=True)
    everything = " ".join([*pack.namelist(), *(text_in(name, pack.read(name)) for name in pack.namelist())])
    people = [*db.session.scalars(select(Student.name)), *db.session.scalars(select(FamilyMember.name)), "林桂芳"]
    assert [name for name in people if name in everything] == []
    numbers = db.session.scalars(select(Student.student_number)).all()
    assert [number for number in numbers if number in everything] == []
    assert "林**" in everything
    assert not any(name.endswith(".jpg") for name in pack.namelist())


def test_a_full_pack_is_complete_and_its_hashes_fit(
    app: Gate, campus: Campus, client_of: ClientOf, letter: Posted
) -> None:
    pack = pack_of(app, client_of("office"), campus, masked=False)
    names = pack.namelist()
    students = len(campus.students_of(OWN_CLASS))
    assert sum(name.endswith(".jpg") for name in names) == students - 1
    assert sum("/回执/" in name for name in names) == students
    assert any(letter.student_name in name for name in names)
    listed = dict(reversed(line.split("  ", 1)) for line in pack.read(SUMS).decode().splitlines())
    assert listed.keys() == set(names) - {SUMS}
    assert all(hashlib.sha256(pack.read(name)).hexdigest() == digest for name, digest in listed.items())
    events = db.session.scalars(select(AuditEvent.event)).all()
    assert {"evidence.asked", "evidence.made"} <= set(events)


def test_a_kept_file_goes_in_piece_by_piece(app: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with unit_of_work():
        stored = store_bytes(b"x" * 3_000_000, name="slip.jpg", media_type="image/jpeg")
        db.session.flush()
        stored_id = stored.id
    read: list[int] = []
    stored = db.session.get_one(StoredFile, stored_id)

    class Watched(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:  # type: ignore[override]
            read.append(-1 if size is None else size)
            return super().read(size)

    monkeypatch.setattr("school.evidence.writing.open_stored", lambda row: Watched(path_of(row)))
    with ZipPack(tmp_path / "pack.zip", masked=False, tell=lambda _done: None) as pack:
        pack.add_stored("slips/a.jpg", stored)
        pack.close_with_sums()
    assert max(read) <= 1 << 16
    assert min(read) > 0
    assert zipfile.ZipFile(tmp_path / "pack.zip").getinfo("slips/a.jpg").file_size == 3_000_000


@pytest.mark.parametrize(
    ("name", "masked"), [("李雨桐", "李**"), ("阿依努尔·买买提", "阿**"), ("𠮷晓堃", "𠮷**"), ("", "")]
)
def test_a_masked_name_keeps_one_character(name: str, masked: str) -> None:
    assert masked_name(name) == masked


def test_a_masked_number_keeps_its_ends() -> None:
    assert masked_number("2024010218") == "2024****18"
    assert masked_number("123456") == "****"
