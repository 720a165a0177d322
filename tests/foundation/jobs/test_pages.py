"""What a job's page says after its end, and the list of one's jobs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work, utc_now
from school.foundation.files import store_bytes
from school.foundation.jobs import Job, JobState, actions
from school.foundation.ui.filters import date
from school.letters.jobs import ISSUE, PRINT
from tests.campus import Campus

MAILING = 41  # need not exist: the page only links to it
SignIn = Callable[[str], FlaskClient]


def a_job(campus: Campus, **values: Any) -> int:
    """A finished job of the office that printed letters; its id."""
    with unit_of_work():
        made = {
            "kind": PRINT,
            "arguments": {"mailing": MAILING, "classes": []},
            "account_id": campus.accounts["office"],
            "state": JobState.DONE,
            "finished_at": utc_now(),
            "result": {"letters": 3, "files": 1, "held_back": []},
        } | values
        job = Job(**made)
        db.session.add(job)
        db.session.flush()
        return job.id


def with_file(job_id: int) -> None:
    with unit_of_work():
        job = db.session.get_one(Job, job_id)
        job.result_file = store_bytes(b"%PDF", name="letters.pdf", media_type="application/pdf")


def text_of(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_kept_file_says_until_when(app: Gate, campus: Campus, client_of: SignIn) -> None:
    job_id = a_job(campus)
    with_file(job_id)
    page = text_of(client_of("office"), f"/jobs/{job_id}")
    assert f"文件保留到{date(utc_now() + dt.timedelta(days=14))}" in page
    assert f"/jobs/{job_id}/file" in page


def test_a_file_that_was_let_go_says_so_and_leads_back(app: Gate, campus: Campus, client_of: SignIn) -> None:
    job_id, client = a_job(campus), client_of("office")
    with_file(job_id)
    gone = utc_now() + dt.timedelta(days=15)
    with unit_of_work():
        actions.forget_files(gone)
    page = text_of(client, f"/jobs/{job_id}")
    assert f"文件已于{date(gone)}删除" in page
    assert "重新生成" in page
    assert f'href="/mailings/{MAILING}"' in page
    assert f"/jobs/{job_id}/file" not in page
    assert client.get(f"/jobs/{job_id}/file").status_code == 404
    assert "删除" in text_of(client, "/jobs")


def test_a_job_that_never_made_a_file_speaks_of_none(app: Gate, campus: Campus, client_of: SignIn) -> None:
    job_id = a_job(campus, kind=ISSUE, result={"made": 1, "exempt": 0, "had": 0})
    with unit_of_work():
        actions.forget_files(utc_now() + dt.timedelta(days=15))
    page = text_of(client_of("office"), f"/jobs/{job_id}")
    assert "文件" not in page.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED])
def test_a_job_that_came_to_nothing_leads_back_too(
    app: Gate, campus: Campus, client_of: SignIn, state: JobState
) -> None:
    job_id = a_job(campus, state=state, result=None)
    assert f'href="/mailings/{MAILING}"' in text_of(client_of("office"), f"/jobs/{job_id}")


def test_nobody_is_led_where_they_may_not_go(app: Gate, campus: Campus, client_of: SignIn) -> None:
    job_id = a_job(campus, account_id=campus.accounts["organiser"])
    assert "/mailings/" not in text_of(client_of("organiser"), f"/jobs/{job_id}")


def test_the_list_holds_ones_own_jobs_and_the_account_page_leads_there(
    app: Gate, campus: Campus, client_of: SignIn
) -> None:
    job_id, other = a_job(campus), a_job(campus, account_id=campus.accounts["counsellor"])
    page = text_of(client_of("office"), "/jobs")
    assert f"/jobs/{job_id}" in page
    assert f"/jobs/{other}" not in page
    assert 'href="/jobs"' in text_of(client_of("office"), "/account")
    assert 'href="/jobs"' not in text_of(client_of("college_contact"), "/account")
    assert "还没有后台任务" in text_of(client_of("college_contact"), "/jobs")
