"""Fails any test in which Python, here or in a child process, reaches beyond this machine."""

import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import loopback  # by this name in child processes too: one module, one hook
import pytest

FOLDER = Path(loopback.__file__).parent
attempts: list[str] = []


def pytest_configure() -> None:
    """Watch this process, and have child processes watch themselves and report to a file."""
    descriptor, report = tempfile.mkstemp(prefix="loopback-")
    os.close(descriptor)
    paths = [str(FOLDER), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    os.environ.update(LOOPBACK_REPORT=report, PYTHONPATH=os.pathsep.join(dict.fromkeys(paths)))
    loopback.watch(attempts.append)


def pytest_unconfigure() -> None:
    """Remove the file."""
    Path(os.environ["LOOPBACK_REPORT"]).unlink(missing_ok=True)


def take_attempts() -> list[str]:
    """Return the attempts since the last call and forget them."""
    report = Path(os.environ["LOOPBACK_REPORT"])
    taken = [*attempts, *report.read_text(encoding="utf-8").splitlines()]
    attempts.clear()
    report.write_text("")
    return taken


def _refuse() -> None:
    taken = take_attempts()
    if taken:
        pytest.fail(f"reached beyond this machine: {'; '.join(taken)}", pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """Fail the test for what it or its fixtures tried, even if the code swallowed the error."""
    yield
    _refuse()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Fail the test for what its fixtures tried while they ended."""
    yield
    _refuse()
