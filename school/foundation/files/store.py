"""Keeping and giving back files. Bytes are written before the row and never changed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from flask import Response, current_app, send_file
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from school.foundation.db import after_commit, db
from school.foundation.files.models import StoredFile

CHUNK = 1 << 20
LONGEST_NAME = 200
# Names travel in a header and become a file on somebody's disk.
_NOT_IN_A_NAME = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069/\\\\]+")


def store_bytes(content: bytes, *, name: str, media_type: str) -> StoredFile:
    """Keep ``content`` and return its row (added to the session, with an id)."""
    folder = _folder()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        file.write(content)
    return store_path(Path(file.name), name=name, media_type=media_type)


def store_path(path: Path, *, name: str, media_type: str) -> StoredFile:
    """Take over the file at ``path`` (it is moved) and return its row."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    size = path.stat().st_size
    target = _path(sha256)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o600)
    path.replace(target)
    row = StoredFile(sha256=sha256, name=plain_name(name), media_type=media_type, size=size)
    db.session.add(row)
    db.session.flush()
    return row


def plain_name(name: str) -> str:
    """A name that somebody else chose, fit for a row, a header, a line and a folder: at most LONGEST_NAME characters."""
    whole = name.encode("utf-8", "replace").decode("utf-8")  # names on a disk may hold bytes that are no text
    return _NOT_IN_A_NAME.sub("_", whole)[:LONGEST_NAME]


def path_of(stored: StoredFile) -> Path:
    """Where the bytes lie."""
    return _path(stored.sha256)


def open_stored(stored: StoredFile) -> BinaryIO:
    """The bytes, to read."""
    return path_of(stored).open("rb")


def send_stored(stored: StoredFile | None, *, attachment: bool = True) -> Response:
    """A plain download: no blob addresses, which do nothing in the browsers of chat apps.

    Raises NotFound when there is no file (yet).
    """
    if stored is None:
        raise NotFound
    return send_file(
        path_of(stored),
        mimetype=stored.media_type,
        as_attachment=attachment,
        download_name=stored.name,
        etag=stored.sha256,
    )


def forget(stored: StoredFile) -> None:
    """Remove a file's row now, and its bytes after the commit unless another row has the same."""
    path, sha256, own_id = path_of(stored), stored.sha256, stored.id
    same = select(StoredFile.id).where(StoredFile.sha256 == sha256, StoredFile.id != own_id)
    if db.session.scalar(same.limit(1)) is None:
        after_commit(lambda: path.unlink(missing_ok=True))
    db.session.delete(stored)


def scratch_file(suffix: str) -> Path:
    """A new empty file beside the stored ones, to write to and then hand to ``store_path``."""
    handle, name = tempfile.mkstemp(suffix=suffix, dir=_folder())
    os.close(handle)
    return Path(name)


def _folder() -> Path:
    folder = Path(current_app.config["INSTANCE_DIR"]) / "files"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(sha256: str) -> Path:
    return _folder() / sha256[:2] / sha256
