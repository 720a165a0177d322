"""A job is run once, ends in one of three ways, and is brought back when lost."""

import datetime as dt

import pytest

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work, utc_now
from school.foundation.files import path_of
from school.foundation.jobs import Cancelled, Job, JobState, NewFile, Outcome, Running, actions, start
from school.foundation.jobs.worker import run


@pytest.fixture
def started(app: Gate) -> int:
    """The id of a queued job of the kind ``test.job``."""
    with unit_of_work():
        return start("test.job", number=3).id


def _do(app: Gate, monkeypatch: pytest.MonkeyPatch, job_id: int, work: actions.Work) -> Job:
    monkeypatch.setitem(actions.KINDS, "test.job", work)
    run(app, job_id)
    db.session.rollback()
    return db.session.get_one(Job, job_id, populate_existing=True)


def test_a_job_ends_done_with_result_and_file(app: Gate, started: int, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    made = tmp_path / "made.txt"
    made.write_text("完")

    def work(running: Running) -> Outcome:
        running.advance(1, 3)
        return Outcome({"number": running.arguments["number"]}, NewFile(made, "made.txt", "text/plain"))

    job = _do(app, monkeypatch, started, work)
    assert (job.state, job.result, job.progress, job.percent) == (JobState.DONE, {"number": 3}, 1, 33)
    assert job.result_file is not None
    assert path_of(job.result_file).read_text() == "完"


def test_a_job_runs_once_however_often_the_bell_rings(app: Gate, started: int, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[int] = []

    def work(running: Running) -> Outcome:
        times.append(running.id)
        return Outcome({})

    _do(app, monkeypatch, started, work)
    _do(app, monkeypatch, started, work)
    assert times == [started]


def test_a_failure_is_written_on_the_row(app: Gate, started: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(running: Running) -> Outcome:
        raise LookupError("no such class")

    job = _do(app, monkeypatch, started, work)
    assert (job.state, job.error) == (JobState.FAILED, "LookupError: no such class")


def test_a_job_stops_when_asked(app: Gate, started: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(running: Running) -> Outcome:
        with unit_of_work():
            actions.cancel(db.session.get_one(Job, started))
        with pytest.raises(Cancelled):
            running.advance(1)
        raise Cancelled

    assert _do(app, monkeypatch, started, work).state is JobState.CANCELLED


def test_silent_jobs_are_brought_back_and_given_up_in_the_end(app: Gate, started: int) -> None:
    for attempt in range(1, actions.ATTEMPTS + 1):
        with unit_of_work():
            job = actions.claim(started)
        assert job is not None
        assert job.attempts == attempt
        with unit_of_work():
            db.session.get_one(Job, started).heartbeat_at = utc_now() - dt.timedelta(hours=1)
        assert actions.sweep() == 1
    assert db.session.get_one(Job, started, populate_existing=True).state is JobState.FAILED


def test_what_a_job_made_is_let_go_after_two_weeks(app: Gate, started: int, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    made = tmp_path / "letters.pdf"
    made.write_text("token")
    job = _do(app, monkeypatch, started, lambda _: Outcome({}, NewFile(made, "letters.pdf", "application/pdf")))
    assert job.result_file is not None
    path = path_of(job.result_file)
    with unit_of_work():
        assert actions.forget_files() == 0
    assert path.exists()
    with unit_of_work():
        assert actions.forget_files(utc_now() + dt.timedelta(days=15)) == 1
    assert not path.exists()
    assert db.session.get_one(Job, started, populate_existing=True).result_file is None
