"""Requests that the web server refuses before the application sees them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from school.foundation.ui.headers import HEADERS

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "Wq3xTokenOfALetter"
UNREADABLE = {
    "a line that is none": (f"GET /r/{TOKEN}\r\n\r\n", 400),
    "no version that exists": (f"GET /r/{TOKEN} HTTP/9.9\r\n\r\n", 400),
    "a method that is none": (f"G<T /r/{TOKEN} HTTP/1.1\r\n\r\n", 400),
    "a header without a name": (f"GET /r/{TOKEN} HTTP/1.1\r\n: {TOKEN}\r\n\r\n", 400),
    "a long address": (f"GET /r/{TOKEN * 500} HTTP/1.1\r\n\r\n", 414),
    "a long header": (f"GET /r/{TOKEN} HTTP/1.1\r\nX-Long: {TOKEN * 1000}\r\n\r\n", 431),
    "many headers": (f"GET /r/{TOKEN} HTTP/1.1\r\n" + "".join(f"X-{n}: 1\r\n" for n in range(200)) + "\r\n", 431),
    "an unknown coding": (f"POST /r/{TOKEN} HTTP/1.1\r\nTransfer-Encoding: br\r\n\r\n", 501),
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """`flask serve` from somewhere else than the project's folder: its port, and the file of its log."""
    folder = tmp_path
    settings = {
        "INSTANCE_DIR": str(folder),
        "PORT": "0",
        "WEB_WORKERS": "1",
        "PYTHONUNBUFFERED": "1",
        "BASE_URL": "https://fz.yunzhou.example",
    }
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "JOBS_URL"}}
    flask = [sys.executable, "-m", "flask", "--app", str(ROOT / "app.py")]
    subprocess.run([*flask, "db", "upgrade"], cwd=folder, env=environment | settings, check=True)
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [*flask, "serve"], cwd=folder, env=environment | settings, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())
        assert found
        yield int(found[1]), folder / "log"
        process.terminate()


def send(port: int, request: str) -> tuple[int, dict[str, str], str]:
    """What comes back: status, headers and body."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request.encode("latin-1"))
        received = b""
        while part := connection.recv(65536):
            received += part
    head, _, body = received.decode("latin-1").partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


def test_what_cannot_be_read_is_refused_with_our_headers_and_not_repeated(server: tuple[int, Path]) -> None:
    """In one test, since each worker that has a part of it would start a server of its own."""
    port, log = server
    for what, (request, expected) in UNREADABLE.items():
        status, headers, body = send(port, request)
        assert status == expected, what
        assert {name: headers.get(name) for name in HEADERS} == HEADERS, what
        assert headers["Cache-Control"] == "no-store", what
        assert headers["Strict-Transport-Security"].startswith("max-age="), what
        assert int(headers["Content-Length"]) == len(body), what
        assert "<" not in body, what
        assert not re.search(r"[0-9]", headers.get("Server", "")), what
        assert TOKEN not in body + str(headers) + log.read_text(), what
    answers_what_can_be_read(port)


def answers_what_can_be_read(port: int) -> None:
    status, headers, _body = send(port, "GET /r/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert status in {200, 302, 303, 404}
    assert not re.search(r"[0-9]", headers["Server"])
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
