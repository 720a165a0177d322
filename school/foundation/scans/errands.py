"""What a worker is asked to do, by names that cost nothing to know.

The process that asks (a web process, a command that prints letters) must not load OpenCV for it:
that is an eighth of a second at every start and 60 MB of memory. Only the worker follows the import.
"""

from __future__ import annotations

from pathlib import Path

from school.foundation.scans.layout import PageKind, PageReading, SheetLayout, Trouble
from school.foundation.scans.limits import Limits

Counted = tuple[int, Trouble | None, dict[str, str]]


def start(limits: Limits) -> None:
    """Once in each worker."""
    from school.foundation.scans import worker

    worker.start(limits)


def count_pages(path: Path, limits: Limits) -> Counted:
    """Pages of a file, or why it has none."""
    from school.foundation.scans import worker

    return worker.count_pages(path, limits)


def read_pages(path: Path, file: int, pages: range, layout: SheetLayout, limits: Limits) -> list[PageReading]:
    """These pages of a file (from 1)."""
    from school.foundation.scans import worker

    return worker.read_pages(path, file, pages, layout, limits)


def read_content(content: bytes, layout: SheetLayout, limits: Limits) -> PageReading:
    """The first page of a file that is in memory."""
    from school.foundation.scans import worker

    return worker.read_content(content, layout, limits)


def troubled(trouble: Trouble, file: int = 0, page: int = 0) -> PageReading:
    """A page that could not be looked at."""
    return PageReading(file, page, PageKind.UNREADABLE, trouble=trouble)
