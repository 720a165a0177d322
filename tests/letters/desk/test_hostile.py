"""Hostile files through the form and the command: names, many at once, what is no file; and what is kept of them."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.db import db
from school.foundation.files import StoredFile
from school.foundation.jobs import Job
from school.foundation.jobs.worker import run
from school.letters.desk import queries
from school.letters.desk.labels import FILE_TROUBLES
from school.letters.desk.models import ScanBatch, ScannedPage
from school.letters.desk.rules import Result
from school.letters.models import LetterState
from tests.campus import Campus
from tests.foundation.scans import hostile
from tests.letters.desk.copier import as_jpeg, printed_slips, signed
from tests.letters.mailings import letters_of, state_of, text_of

LONG = "回执" * 200 + ".pdf"
TURNED = "一班\u202efdp.exe<b>\x1b[31m.pdf"


@pytest.fixture
def slip(campus: Campus, mailing_id: int) -> bytes:
    """A photo of the first student's signed slip."""
    return as_jpeg(signed(printed_slips(mailing_id, campus.own_class)[0]))


def sent_and_read(app: Gate, client: FlaskClient, files: dict[str, bytes]) -> str:
    """Send these files through the form and have them read; the batch's address."""
    lying = "text/html; x=" + "y" * 200
    sent = [(io.BytesIO(content), name, lying) for name, content in files.items()]
    answer = client.post("/desk", data={"files": sent, "expected": 1})
    assert answer.status_code == 302
    db.session.rollback()
    job_id = db.session.scalars(select(Job.id).order_by(Job.id.desc())).first()
    db.session.rollback()
    run(app, job_id)
    db.session.rollback()
    return answer.location


def test_the_others_of_a_hostile_batch_are_filed(
    app: Gate, campus: Campus, client_of: Callable[[str], FlaskClient], slip: bytes
) -> None:
    client = client_of("counsellor")
    files = {
        "网页.jpg": b"<!doctype html><script>alert(1)</script>" * 20,
        LONG: b"",
        TURNED: hostile.encrypted("open"),
        "大.png": hostile.huge_png(),
        "圈.pdf": hostile.looping_tree(),
        "一班.jpg": slip,
    }
    page = text_of(client, sent_and_read(app, client, files))
    batch = db.session.scalars(select(ScanBatch)).one()
    ends = [(each.file, each.result) for each in queries.pages_of(batch)]
    assert ends == [(4, Result.UNREADABLE), (5, Result.UNREADABLE), (5, Result.UNREADABLE), (6, Result.FILED)]
    assert state_of(letters_of(campus)[0]) is LetterState.BACK
    troubles = [each.trouble for each in queries.files_of(batch)]
    assert troubles[3:] == [None] * 3
    assert all(str(FILE_TROUBLES[each]) in page for each in troubles if each)
    assert "fdp.exe&lt;b&gt;" in page
    assert not {"\u202e", "\x1b"} & set(page)
    uploads = select(StoredFile.media_type).where(StoredFile.name != "slip.jpg")
    assert set(db.session.scalars(uploads)) == {"application/octet-stream"}


def test_only_who_may_send_scans_may_send_so_much(
    app: Gate, client: FlaskClient, client_of: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else's gigabyte is read before it is refused."""
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 20_000)
    large = bytes(50_000)
    for sender, status in ((client, 401), (client_of("monitor"), 403), (client_of("counsellor"), 302)):
        answer = sender.post("/desk", data={"files": [(io.BytesIO(large), "x.pdf")]})
        assert answer.status_code == status
    db.session.rollback()
    assert len(db.session.scalars(select(ScanBatch)).all()) == 1


def test_what_was_sent_is_given_to_nobody(client_of: Callable[[str], FlaskClient], app: Gate, campus: Campus) -> None:
    """The desk serves pictures that a worker drew: no address leads to an upload."""
    assert not [rule for rule in app.url_map.iter_rules("desk.picture") if "file" in rule.arguments]
    client = client_of("counsellor")
    client.post("/desk", data={"files": [(io.BytesIO(b"<script>"), "x.html")]})
    assert "/files/" not in text_of(client, "/desk")
    assert db.session.scalars(select(ScannedPage)).all() == []


def test_the_command_goes_on_after_names_that_are_no_files(app: Gate, tmp_path: Path, campus: Campus) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path)
    odd = os.fsdecode(b"\xff\xfe\n.jpg")
    (tmp_path / odd).write_bytes(b"GIF89a")
    (tmp_path / "empty.pdf").touch()
    no_files = [tmp_path, tmp_path / "pipe", tmp_path / "link", tmp_path / ("x" * 300), Path("/dev/zero")]
    given = [*map(str, no_files), str(tmp_path / odd), str(tmp_path / "empty.pdf")]
    done = app.test_cli_runner().invoke(args=["receipts", "scan", *given, "--json"])
    assert done.exit_code == 1, done.exception
    assert done.stderr.count("there is no such file") == len(no_files)
    found = json.loads(done.stdout)
    assert [file["trouble"] for file in found["files"]] == ["not_a_picture", "empty"]
    assert "\n" not in found["files"][0]["file"]


def test_three_hundred_files_are_one_batch(app: Gate, tmp_path: Path, campus: Campus) -> None:
    for place in range(300):
        (tmp_path / f"{place}.jpg").write_bytes(b"no picture")
    done = app.test_cli_runner().invoke(args=["receipts", "scan", *map(str, sorted(tmp_path.iterdir())), "--json"])
    found = json.loads(done.stdout)
    assert len(found["files"]) == 300
    assert {file["trouble"] for file in found["files"]} == {"not_a_picture"}
    assert (found["pages"], found["settled"], found["at_desk"]) == ([], 0, 0)
