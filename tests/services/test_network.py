"""The guard itself: what it lets through, what it refuses, and that nobody can swallow it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from loopback import BeyondThisMachineError, stays_here

from tests.services.network import take_attempts

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = "192.0.2.1"  # reserved for documentation (RFC 5737): nobody's address


@pytest.mark.parametrize("address", [("127.0.0.1", 80), ("::1", 80, 0, 0), ("localhost",), ("",), "/run/socket", None])
def test_this_machine_may_be_reached(address: object) -> None:
    assert stays_here(address)


@pytest.mark.parametrize("address", [(ELSEWHERE, 80), ("2001:db8::1", 80, 0, 0), ("example.org",), (b"example.org",)])
def test_another_machine_may_not(address: object) -> None:
    assert not stays_here(address)


def test_connecting_beyond_is_refused_and_noted() -> None:
    with socket.socket() as outgoing, pytest.raises(BeyondThisMachineError):
        outgoing.connect((ELSEWHERE, 80))
    with pytest.raises(BeyondThisMachineError):
        socket.getaddrinfo("example.org", 443)
    with socket.socket(type=socket.SOCK_DGRAM) as outgoing, pytest.raises(BeyondThisMachineError):
        outgoing.sendto(b"", (ELSEWHERE, 53))
    assert len(take_attempts()) == 3


def test_loopback_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_a_child_process_is_watched_too() -> None:
    code = f"import socket; socket.create_connection(('{ELSEWHERE}', 80))"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "BeyondThisMachineError" in child.stderr
    assert len(take_attempts()) == 1


SWALLOWING = """
import socket
def test_swallows():
    try:
        socket.create_connection(("192.0.2.1", 80))
    except OSError:
        pass
def test_innocent():
    pass
"""


def test_a_swallowed_attempt_fails_its_test(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]]))
    pytester.makepyfile(SWALLOWING)
    result = pytester.runpytest_subprocess("-p", "tests.services.network", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*reached beyond this machine: socket.getaddrinfo ('192.0.2.1',)*"])
