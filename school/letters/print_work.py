"""What the processes of a print run do: finished text in, finished pages or files out.

Nothing here asks the database or the application, so that a process may be started by fork
beside an open connection, or anew from nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from school.letters.letter_pages import Part
from school.letters.paper import ClassCover, LetterSheet, PrintReport
from school.letters.pdf import LetterPress


@dataclass(frozen=True)
class Work:
    """The letters of one class in one version of the wording, and the file they belong to."""

    wording_id: int
    path: Path
    name: str  # of the class, the college or the mailing that the file is for
    sheets: list[LetterSheet]
    cover: ClassCover | None = None
    class_id: int = 0


_presses: dict[int, LetterPress] = {}


def set_up(presses: dict[int, LetterPress]) -> None:
    """Once in each process: the presses by id of the wording."""
    _presses.clear()
    _presses.update(presses)


def write_pack(work: Work) -> tuple[Work, PrintReport]:
    """A file of its own."""
    report = _presses[work.wording_id].write(work.path, work.sheets, cover=work.cover)
    return _told(work), report


def make_part(work: Work) -> tuple[Work, Part]:
    """Pages of a larger file."""
    return _told(work), _presses[work.wording_id].part(work.sheets, work.cover)


def _told(work: Work) -> Work:
    """The work as it goes back: only what the run still asks for."""
    return replace(work, sheets=[], cover=None)
