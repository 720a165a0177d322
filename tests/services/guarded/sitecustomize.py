"""Python reads this at its start where the folder is in PYTHONPATH: the guard for child processes."""

import os
from pathlib import Path

import loopback

REPORT = os.environ.get("LOOPBACK_REPORT")


def _write(attempt: str) -> None:
    with Path(REPORT or os.devnull).open("a", encoding="utf-8") as file:
        file.write(f"{attempt}\n")


if REPORT:
    loopback.watch(_write)
