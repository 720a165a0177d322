"""The counts at the end of `make test`."""

from pathlib import Path

import pytest

from tests.services import summary

REPORT = """<testsuites><testsuite name="pytest" time="1.5">
<testcase classname="tests.a" name="works" /><testcase classname="tests.a" name="fails"><failure /></testcase>
<testcase classname="tests.a" name="breaks"><failure /></testcase>
<testcase classname="tests.a" name="breaks"><error>while it ended</error></testcase>
<testcase classname="tests.a" name="left out"><skipped /></testcase></testsuite></testsuites>"""
GOOD = """<testsuites><testsuite time="1"><testcase classname="tests.a" name="works" />
<testcase classname="tests.e2e.test_b" name="works" /></testsuite></testsuites>"""


@pytest.fixture
def results(tmp_path: Path) -> Path:
    for report in ("sqlite", "postgresql"):
        (tmp_path / f"{report}.xml").write_text(GOOD)
    return tmp_path


def test_a_test_counts_once_however_often_it_is_reported(tmp_path: Path) -> None:
    (tmp_path / "sqlite.xml").write_text(REPORT)
    run = summary.read(tmp_path / "sqlite.xml")
    assert (run.passed, run.failed, run.skipped) == (1, 2, 1)
    assert run.faulty == ("tests.a::fails", "tests.a::breaks", "tests.a::left out")


def test_all_good(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert summary.main(results) == 0
    assert capsys.readouterr().out.endswith("\n3 passed, 0 failed\n")


def test_a_run_that_is_missing_fails(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (results / "postgresql.xml").unlink()
    assert summary.main(results) == 1
    assert "DID NOT RUN" in capsys.readouterr().out


def test_a_skipped_test_fails_and_is_named(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (results / "postgresql.xml").write_text(REPORT)
    assert summary.main(results) == 1
    assert "tests.a::left out" in capsys.readouterr().out


def test_a_run_without_journeys_fails(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (results / "sqlite.xml").write_text(GOOD.replace("tests.e2e.test_b", "tests.b"))
    assert summary.main(results) == 1
    assert "DID NOT RUN" in capsys.readouterr().out
