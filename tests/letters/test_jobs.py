"""Issuing and printing as jobs: within reach, safe to run twice, one PDF or a ZIP of class packs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pypdfium2
from flask.testing import FlaskClient
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.db import db
from school.foundation.files import path_of
from school.foundation.jobs import Job, JobState
from school.foundation.jobs.worker import run
from school.letters.models import Letter
from school.org.models import SchoolClass, Student
from tests.campus import STUDENTS_PER_CLASS, Campus
from tests.letters.mailings import a_mailing

SignIn = Callable[[str], FlaskClient]


def done(app: Gate, client: FlaskClient, address: str, **data: object) -> Job:
    """Start a job by its form, do it as the worker would, and look at its page."""
    answer = client.post(address, data=data)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    job_id = int(answer.location.rsplit("/", 1)[1])
    run(app, job_id)
    job = db.session.get_one(Job, job_id)
    assert job.state is JobState.DONE, job.error
    assert client.get(answer.location).status_code == 200
    return job


def test_a_contact_issues_for_the_own_college_only(app: Gate, client_of: SignIn, campus: Campus) -> None:
    mailing_id = a_mailing()
    client = client_of("college_contact")
    job = done(app, client, f"/mailings/{mailing_id}/issue")
    assert job.result == {"made": 2 * STUDENTS_PER_CLASS, "exempt": 0, "had": 0}
    colleges = select(SchoolClass.college_id).join(Student, Student.class_id == SchoolClass.id)
    reached = db.session.scalars(colleges.join(Letter, Letter.student_id == Student.id).distinct()).all()
    assert reached == [campus.units["信息工程学院"]]
    foreign = {"colleges": campus.units["外国语学院"]}
    assert client.post(f"/mailings/{mailing_id}/issue", data=foreign).status_code == 422


def test_the_office_prints_packs_with_covers(app: Gate, client_of: SignIn, campus: Campus) -> None:
    mailing_id, client = a_mailing(), client_of("office")
    done(app, client, f"/mailings/{mailing_id}/issue")
    assert done(app, client, f"/mailings/{mailing_id}/issue").result == {"made": 0, "exempt": 0, "had": 24}
    job = done(app, client, f"/mailings/{mailing_id}/print", covers="y")
    assert job.result_file is not None
    with zipfile.ZipFile(path_of(job.result_file)) as archive:
        assert len(archive.namelist()) == 4
        pages = len(pypdfium2.PdfDocument(archive.read("信息工程学院-计科2402班.pdf")))
    assert pages == STUDENTS_PER_CLASS + 1
    with client.get(f"/jobs/{job.id}/file") as download:
        assert download.data[:2] == b"PK"


def test_a_counsellor_prints_the_own_class_as_one_pdf(app: Gate, client_of: SignIn, campus: Campus) -> None:
    mailing_id = a_mailing()
    done(app, client_of("office"), f"/mailings/{mailing_id}/issue")
    job = done(app, client_of("counsellor"), f"/mailings/{mailing_id}/print", covers="y")
    assert job.result_file is not None
    assert job.result_file.name == "信息工程学院-计科2402班.pdf"
