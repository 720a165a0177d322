"""Scanned sheets: which sheet a page is, and what was written into its boxes.

It knows nothing of letters. A feature describes its sheet as a ``SheetLayout`` (where codes, marks and
boxes are, in millimetres) and gets a ``PageReading`` for every page of every file, whatever is in the file.

    layout    what a sheet looks like, and what reading a page gives
    limits    how much a file, a page or a worker may cost
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from school.foundation.scans.layout import FileTrouble, PageReading, SheetLayout
from school.foundation.scans.limits import LIMITS, Limits

__all__ = ["LIMITS", "Limits", "read_photo", "read_scans"]


def read_scans(
    paths: Sequence[Path], layout: SheetLayout, *, workers: int | None = None, limits: Limits = LIMITS
) -> Iterator[PageReading | FileTrouble]:
    """Every page of every file, in the order of files and pages; nothing a file holds stops the others."""
    raise NotImplementedError


def read_photo(content: bytes, layout: SheetLayout) -> PageReading:
    """One photo of a phone, read at once in a worker that stays warm."""
    raise NotImplementedError
