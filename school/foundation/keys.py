"""Secret keys of one installation, one file each, apart from the database and its backups."""

from __future__ import annotations

import os
import secrets
from functools import cache
from pathlib import Path

from flask import current_app

KEY_BYTES = 32


def key(purpose: str) -> bytes:
    """The 32 bytes kept for one purpose ("phone", "link", "audit", …), made on first use.

    Losing a key file loses what it protects: README.md says how to keep a copy.
    """
    return _read_or_make(current_app.config["INSTANCE_DIR"], purpose)


# By folder and word: putting the path together anew took 25 times as long as sealing a phone with the key.
@cache
def _read_or_make(instance: Path, purpose: str) -> bytes:
    path = Path(instance) / "keys" / f"{purpose}.key"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        pass
    found = path.read_bytes()
    if len(found) != KEY_BYTES:
        raise ValueError(f"{path.name} is not a key of {KEY_BYTES} bytes")
    return found
