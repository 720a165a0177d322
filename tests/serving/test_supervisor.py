"""Programs that live and die together."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from school.serving import Child, Supervisor, heed_interrupts, listen

WAITS = "import time; time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); open('{}', 'w'); " + WAITS


def child(code: str, ending: signal.Signals = signal.SIGTERM) -> Child:
    process = subprocess.Popen([sys.executable, "-S", "-c", code], start_new_session=True, preexec_fn=heed_interrupts)
    return Child("program", process, ending)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("raise SystemExit(3)", 3),
        ("raise SystemExit(0)", 1),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 137),
    ],
)
def test_one_that_dies_takes_the_other_along_and_gives_its_status(code: str, status: int) -> None:
    other = child(WAITS)
    assert Supervisor([child(code), other]).run() == status
    assert other.process.wait() == -signal.SIGTERM


@pytest.mark.parametrize("ending", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_each_is_ended_by_its_own_signal_when_asked(ending: str) -> None:
    when_it_listens = "time.sleep(1)"
    asking = f"os.kill(os.getppid(), signal.{ending})"
    asks = child(f"import os, signal, time; {when_it_listens}; {asking}; {WAITS}", signal.SIGINT)
    other = child(WAITS)
    assert Supervisor([asks, other]).run() == 0
    assert asks.process.wait() == -signal.SIGINT or asks.process.returncode == 1
    assert other.process.wait() == -signal.SIGTERM


def test_one_that_does_not_listen_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("school.serving.GRACE_SECONDS", 0.3)
    ready = tmp_path / "ready"
    stubborn = child(STUBBORN.format(ready), signal.SIGINT)
    while not ready.exists():
        time.sleep(0.01)
    assert Supervisor([stubborn, child("raise SystemExit(4)")]).run() == 4
    assert stubborn.process.wait() == -signal.SIGKILL


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            click.ClickException, match=f"Cannot listen on 127.0.0.1 port {port}: .*PORT chooses another"
        ):
            listen("127.0.0.1", port)
