"""One-time codes: in class, on slips, and what they do not open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pypdfium2
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from school.accounts.codes import actions
from school.accounts.models import Account, SignInCode
from school.accounts.rules import CODE_LETTERS, TRIES_OF_CLASS_CODES, plain_code
from school.accounts.sign_in import nightly, throttle
from school.accounts.sign_in.actions import Attempt, sign_in
from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.foundation.files import path_of
from school.foundation.jobs import Job, JobState
from school.foundation.jobs.worker import run
from school.org.models import SchoolClass, Student
from tests.campus import Campus

ClientOf = Callable[[str], FlaskClient]
START = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def codes_on(page: str) -> dict[str, str]:
    """Codes by student number."""
    found = re.findall(r"<small>(\d+)</small></span><b>(\d{3} \d{3})</b>", page)
    return dict(found)


def release(campus: Campus, now: dt.datetime = START) -> str:
    """A code for the own class's first student, released at ``now``."""
    with unit_of_work():
        school_class = db.session.get_one(SchoolClass, campus.own_class)
        student = db.session.get_one(Student, campus.students["2024000001"])
        return actions.release(school_class, [student], now)[0].code


def opens(code: str, now: dt.datetime, number: str = "2024000001", address: str = "10.0.0.1") -> bool:
    with unit_of_work():
        return sign_in(Attempt(number, code, address), now).account is not None


def test_the_counsellor_lets_in_who_is_present(client_of: ClientOf, campus: Campus, app: Gate) -> None:
    counsellor = client_of("counsellor")
    page = counsellor.get(f"/classes/{campus.own_class}/codes").text
    assert page.count(" checked") == 6
    present = campus.students_of("计科2402班")[3:5]
    codes = codes_on(counsellor.post(f"/classes/{campus.own_class}/codes", data={"students": present}).text)
    assert sorted(codes) == ["2024000004", "2024000005"]

    student = app.test_client()
    answer = student.post(
        "/sign-in", data={"username": "2024000004", "password": codes["2024000004"], "own_phone": "y"}
    )
    assert answer.location == "/me"
    assert "阿依努尔·买买提" in student.get("/account").text
    db.session.rollback()
    account = db.session.scalars(select(Account).where(Account.student_id == present[0])).one()
    assert (account.username, account.password_hash) == ("2024000004", None)


def test_nobody_is_let_in_when_nobody_is_ticked(client_of: ClientOf, campus: Campus) -> None:
    assert client_of("counsellor").post(f"/classes/{campus.own_class}/codes").status_code == 422


def test_students_of_other_classes_cannot_be_ticked(client_of: ClientOf, campus: Campus) -> None:
    foreign = campus.students_of("英语2401班")[:1]
    answer = client_of("counsellor").post(f"/classes/{campus.own_class}/codes", data={"students": foreign})
    assert answer.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(SignInCode)) == 0


@pytest.mark.parametrize(("username", "status"), [("foreign_counsellor", 404), ("monitor", 403), ("student", 403)])
def test_only_those_responsible_release_codes(client_of: ClientOf, campus: Campus, username: str, status: int) -> None:
    assert client_of(username).get(f"/classes/{campus.own_class}/codes").status_code == status
    assert client_of(username).post(f"/classes/{campus.own_class}/code-slips").status_code == status


def test_a_code_opens_once(campus: Campus) -> None:
    code = release(campus)
    assert opens(code, START + MINUTE)
    assert not opens(code, START + MINUTE)


def test_a_code_runs_out_after_a_quarter_of_an_hour(campus: Campus) -> None:
    assert not opens(release(campus), START + 15 * MINUTE)


def test_codes_that_have_run_out_are_removed_at_night(campus: Campus) -> None:
    release(campus, dt.datetime.now(dt.UTC) - dt.timedelta(hours=1))
    kept = release(campus, dt.datetime.now(dt.UTC))
    with unit_of_work():
        nightly.clear()
    assert db.session.scalar(select(func.count()).select_from(SignInCode)) == 1
    assert opens(kept, dt.datetime.now(dt.UTC))


def test_a_code_belongs_to_one_student(campus: Campus) -> None:
    assert not opens(release(campus), START, number="2024000002")


def test_releasing_again_voids_the_code_before(campus: Campus) -> None:
    first, second = release(campus), release(campus, START + MINUTE)
    assert not opens(first, START + MINUTE)
    assert opens(second, START + MINUTE)


def test_six_digits_are_not_enough_while_somebody_is_guessing(campus: Campus) -> None:
    code = release(campus)
    with unit_of_work():
        for _ in range(TRIES_OF_CLASS_CODES):
            throttle.fail("2024000001", START)
    assert not opens(code, START + MINUTE)
    assert opens(release(campus, START + MINUTE), START + MINUTE, address="10.0.0.2")


def test_a_disabled_account_stays_shut(campus: Campus) -> None:
    with unit_of_work():
        db.session.get_one(Account, campus.accounts["student"]).disable(START)
    assert not opens(release(campus), START)


def test_slips_are_printed_by_class_and_open_for_thirty_days(
    client_of: ClientOf, campus: Campus, school_app: Gate
) -> None:
    before = release(campus, dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
    answer = client_of("counsellor").post(f"/classes/{campus.own_class}/code-slips")
    text = printed(school_app, answer.location)
    code = re.search(rf"[{CODE_LETTERS}]{{4}} [{CODE_LETTERS}]{{4}}", text)
    assert code
    assert "林语嫣" in text
    assert "fz.yunzhou.example/sign-in" in text
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(days=29)
    assert not opens(before, soon)
    assert opens(code.group().lower(), soon)


def printed(app: Gate, location: str) -> str:
    """The text of the PDF that a job made."""
    job_id = int(location.rsplit("/", 1)[1])
    run(app, job_id)
    job = db.session.get_one(Job, job_id)
    assert job.state is JobState.DONE, job.error
    assert job.result_file
    with pypdfium2.PdfDocument(path_of(job.result_file)) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_a_contact_prints_the_own_college_only(client_of: ClientOf, campus: Campus, school_app: Gate) -> None:
    contact = client_of("college_contact")
    assert contact.post(f"/colleges/{campus.units['外国语学院']}/code-slips").status_code == 404
    answer = contact.post(f"/colleges/{campus.units['信息工程学院']}/code-slips")
    text = printed(school_app, answer.location)
    assert "2024000001" in text
    assert "2024000012" in text
    assert "2024000013" not in text


def test_the_list_shows_the_classes_in_reach(client_of: ClientOf) -> None:
    assert re.findall(r"/classes/\d+/codes", client_of("counsellor").get("/codes").text) == ["/classes/1/codes"]
    assert len(re.findall(r"/classes/\d+/codes", client_of("office").get("/codes").text)) == 4


def test_codes_are_read_as_people_type_them() -> None:
    assert plain_code(" abcd-2345 ") == plain_code("ABCD 2345") == "ABCD2345"
