"""Pages as the reader of scans gives them, without pictures to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from school.foundation.scans.layout import FileTrouble, Mark, PageKind, PageReading, SheetReading

JPEG = b"\xff\xd8\xff fake "


def sheet(number: str, signature: Mark = Mark.INK, contact: Mark = Mark.BLANK) -> SheetReading:
    """A slip with its number and what is in its boxes."""
    marks = {"signature": signature, "date": Mark.INK, "read": Mark.INK, "please_contact": contact}
    return SheetReading({"slip": number}, marks, JPEG + number.encode())


def slip(
    page: int, number: str, signature: Mark = Mark.INK, *, contact: Mark = Mark.BLANK, file: int = 1
) -> PageReading:
    """A page with one slip."""
    return PageReading(file, page, PageKind.SHEET, (sheet(number, signature, contact),), JPEG)


def other(page: int, kind: PageKind, *, file: int = 1) -> PageReading:
    """A page without a slip that could be read."""
    return PageReading(file, page, kind, (), JPEG if kind is not PageKind.BLANK else b"")


class FakeReader:
    """Stands in for ``read_scans``: gives what it was told to, whatever the files."""

    def __init__(self, *answers: PageReading | FileTrouble) -> None:
        self.answers = answers

    def __call__(self, _paths: Sequence[Path], _layout: object, **_more: object) -> Iterator[PageReading | FileTrouble]:
        yield from self.answers
