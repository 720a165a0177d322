"""What must never be written down: numbers in clear, tokens, passwords; and who may read the files."""

from __future__ import annotations

import logging
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from config import Config
from school import create_app
from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.foundation.jobs import Job, Outcome, Running
from school.foundation.jobs import actions as job_actions
from school.foundation.jobs.models import JobState
from school.foundation.jobs.worker import run
from school.foundation.keys import key
from school.org.models import FamilyMember, StaffMember, Student
from tests.campus import OWN_CLASS, Campus
from tests.letters.posted import Family, posted

Browser = Callable[[str], FlaskClient]
PHONE = "13912345678"
VALUES = {"name": "林语嫣", "phone": PHONE}
TYPED = "+86 139-1234-5678"


def whole_database() -> bytes:
    """Everything that lies in the database, as bytes."""
    found = b""
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(select(text("*")).select_from(table)):
            found += b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    db.session.rollback()
    return found


def test_no_number_and_no_password_lies_in_the_database(campus: Campus, client_of: Browser, app: Gate) -> None:
    student = campus.students_of(OWN_CLASS)[0]
    client = client_of("office")
    family = {"relatives-0-name": "林桂芳", "relatives-0-relationship_word": "母亲", "relatives-0-phone": TYPED}
    for row in range(1, 4):
        family |= {f"relatives-{row}-name": "", f"relatives-{row}-relationship_word": "", f"relatives-{row}-phone": ""}
    assert client.post(f"/students/{student}/family", data=family).status_code == 302
    data = {"student_number": "2024990001", "name": "林语嫣", "gender": "", "level": "undergraduate", "phone": TYPED}
    assert client.post(f"/students/{student}/edit", data=data).status_code == 302
    assert client.post(f"/students/{student}/phones", data={"purpose": "emergency"}).status_code == 200
    assert client.get("/students", query_string={"q": PHONE}).status_code == 200
    letter = posted(campus)
    guest = Family(app, letter)
    guest.open()
    app.test_client().post("/sign-in", data={"username": "office", "password": "wrong-password-here"})
    app.test_client().post("/sign-in", data={"username": "typed-into-the-wrong-field", "password": "x"})
    made = client.post("/accounts/new", data={"kind": "duty_officer", "name": "周敏", "username": "zhoumin"}).text
    password = re.search(r"[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}", made)
    assert password is not None
    everything = whole_database()
    for secret in (PHONE, PHONE[:7], "wrong-password-here", "typed-into-the-wrong-field", password[0], letter.token):
        assert secret.encode() not in everything, secret
    for holder in (Student, FamilyMember, StaffMember):
        for number in {row.phone for row in db.session.scalars(select(holder)) if row.phone}:
            assert number.encode() not in everything


def test_an_error_of_the_database_tells_no_values(app: Gate, campus: Campus, caplog: pytest.LogCaptureFixture) -> None:
    """It stands in the log, and in the row and on the page of a job that failed."""

    def fail(_running: Running) -> Outcome:
        with unit_of_work():
            db.session.execute(text("INSERT INTO nowhere VALUES (:name, :phone)"), VALUES)
        return Outcome({})

    job_actions.KINDS["test.fails"] = fail
    with unit_of_work():
        job = Job(kind="test.fails", arguments={}, account_id=campus.accounts["office"])
        db.session.add(job)
        db.session.flush()
        job_id = job.id
    with caplog.at_level(logging.DEBUG):
        run(app, job_id)
    del job_actions.KINDS["test.fails"]
    with app.app_context():
        kept = db.session.get_one(Job, job_id)
        assert kept.state is JobState.FAILED
        assert PHONE not in (kept.error or "")
    assert PHONE not in caplog.text
    assert "林语嫣" not in caplog.text


def test_a_crash_behind_a_letters_address_logs_no_token(
    app: Gate, campus: Campus, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = posted(campus)

    def broken(_token: str) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr("school.links.queries.link_of_token", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with caplog.at_level(logging.DEBUG):
        response = app.test_client().get(f"/r/{letter.token}")
    assert response.status_code == 500
    assert "the database is away" in caplog.text
    assert letter.token not in caplog.text


def test_the_token_stands_nowhere_after_the_first_step(app: Gate, campus: Campus) -> None:
    letter = posted(campus)
    family = Family(app, letter)
    first = family.client.get(f"/r/{letter.token}")
    assert first.headers["Location"] == "/r/"
    assert letter.token not in "".join(f"{name}{value}" for name, value in first.headers)
    assert letter.token not in first.text
    pages = [family.client.get("/r/"), family.type(letter.wrong()), family.type(letter.code)]
    pages += [family.client.get("/r/letter"), family.sign(), family.client.get("/r/received")]
    for response in pages:
        assert letter.token not in response.text + str(response.headers)
        assert letter.code not in response.text


def modes(folder: Path) -> dict[str, str]:
    """Files and folders that others than the owner could open."""
    return {
        str(path.relative_to(folder)): stat.filemode(path.stat().st_mode)
        for path in folder.rglob("*")
        if path.stat().st_mode & 0o077 and path.is_file()
    }


def test_what_the_school_owns_is_the_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the folder was there before and open to all."""
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o755)
    monkeypatch.setenv("INSTANCE_DIR", str(instance))
    for name in ("DATABASE_URL", "JOBS_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    app = create_app(Config.from_environment().flask_settings())
    with app.app_context():
        db.create_all()
        for purpose in ("phone", "link", "audit", "lookup", "sign_in"):
            key(purpose)
        with unit_of_work():
            from school.foundation.files import store_bytes

            store_bytes(b"x", name="x", media_type="text/plain")
        app.extensions["run_job"](1)
        assert modes(instance) == {}
        assert {path.name for path in instance.iterdir()} >= {"school.sqlite", "keys", "files"}
        db.session.remove()
        db.engine.dispose()
