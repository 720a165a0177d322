"""`flask serve` as an operator starts and ends it."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    settings = {"INSTANCE_DIR": str(tmp_path), "PORT": "0", "WEB_WORKERS": "1", "PYTHONUNBUFFERED": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in {"BASE_URL", "DATABASE_URL", "JOBS_URL"}}
    flask, environment = [sys.executable, "-m", "flask"], kept | settings
    subprocess.run([*flask, "db", "upgrade"], cwd=ROOT, env=environment, check=True)
    process = subprocess.Popen([*flask, "serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    with process:
        yield process
        process.terminate()


def test_it_answers_where_it_says_and_ends_cleanly(serving: subprocess.Popen[str]) -> None:
    assert serving.stdout is not None
    address = re.search(r"http://127\.0\.0\.1:\d+", serving.stdout.readline())
    assert address
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{address.group()}/no-such-page", timeout=30)
    serving.send_signal(signal.SIGINT)
    assert serving.wait(timeout=30) == 0
