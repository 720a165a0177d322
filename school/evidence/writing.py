"""A pack while it is written: a ZIP on disk, each file hashed as it goes in."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from school.evidence.rules import masked_name, masked_number
from school.foundation.files import StoredFile, open_stored

PIECE = 1 << 16
SUMS = "SHA256SUMS"
# The same day in every pack: a file's own date says nothing, and equal files give equal packs.
FIXED_DATE = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class PackedFile:
    """One file of the pack."""

    path: str
    size: int
    sha256: str


@dataclass
class ZipPack:
    """What ``parts.Pack`` promises. PDFs and pictures are stored as they are: they are compressed already.

    Memory holds one file at a time, of kept files one piece.
    """

    target: Path
    masked: bool
    tell: Callable[[int], None]
    """Called with the number of files so far."""
    files: list[PackedFile] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def __enter__(self) -> ZipPack:
        self._zip = zipfile.ZipFile(self.target, "w", zipfile.ZIP_STORED)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._zip.close()
        if kind is not None:
            self.target.unlink(missing_ok=True)

    def name(self, name: str) -> str:
        """A person's name as it may stand in this pack."""
        return masked_name(name) if self.masked else name

    def number(self, student_number: str) -> str:
        """A student number as it may stand in this pack."""
        return masked_number(student_number) if self.masked else student_number

    def remark(self, text: str) -> None:
        """A sentence for the index."""
        if text not in self.remarks:
            self.remarks.append(text)

    def add(self, path: str, content: bytes) -> None:
        """A file made in memory."""
        self._zip.writestr(zipfile.ZipInfo(path, FIXED_DATE), content)
        self._note(path, len(content), hashlib.sha256(content).hexdigest())

    def add_stored(self, path: str, stored: StoredFile) -> None:
        """A kept file, in pieces."""
        digest, size = hashlib.sha256(), 0
        with open_stored(stored) as source, self._zip.open(zipfile.ZipInfo(path, FIXED_DATE), "w") as target:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        self._note(path, size, digest.hexdigest())

    def close_with_sums(self) -> None:
        """The list of hashes as ``sha256sum --check`` reads it, of every file but itself."""
        lines = "".join(f"{file.sha256}  {file.path}\n" for file in self.files)
        self._zip.writestr(zipfile.ZipInfo(SUMS, FIXED_DATE), lines.encode())

    def _note(self, path: str, size: int, sha256: str) -> None:
        self.files.append(PackedFile(path, size, sha256))
        self.tell(len(self.files))
