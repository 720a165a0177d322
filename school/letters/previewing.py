"""A letter while its text is being written: how long it is, how it looks, and why it cannot be printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Generic, Protocol, TypeVar

import pypdfium2
from flask import current_app
from PIL import Image

from school.foundation.clock import today
from school.letters.paper import LetterSheet, WordingError
from school.letters.pdf import LetterPress
from school.letters.printing import crest_of, on_paper
from school.letters.rules import WordingText
from school.links.rules import TOKEN_LENGTH
from school.org.models import School
from school.org.queries.settings import school

SCALE = 1.35  # pixels a point: 800 for a page's width
GAP = 12
_one_at_a_time = Lock()  # pdfium is not made for several threads


class _Laid(Protocol):
    @property
    def pages(self) -> int: ...


Press = TypeVar("Press", bound=_Laid)


@dataclass(frozen=True)
class Length:
    """How many pages each letter has, or why there is none (``trouble`` has the press's kind and detail)."""

    pages: int = 0
    trouble: WordingError | None = None


@dataclass(frozen=True)
class Preview:
    """One letter as PDF, or why it cannot be printed."""

    pdf: bytes = b""
    trouble: WordingError | None = None


@dataclass(frozen=True)
class Draft(Generic[Press]):
    """A text that is being written: what prints it, and how that draws one letter. Either may raise WordingError."""

    press: Callable[[], Press]
    draw: Callable[[Press], bytes]

    def length(self) -> Length:
        """The letter laid out, nothing drawn."""
        try:
            return Length(self.press().pages)
        except WordingError as trouble:
            return Length(trouble=trouble)

    def preview(self) -> Preview:
        """One letter to somebody invented."""
        try:
            return Preview(self.draw(self.press()))
        except WordingError as trouble:
            return Preview(trouble=trouble)

    def picture(self) -> bytes:
        """The same as a grey PNG, pages below one another; empty where it cannot be printed."""
        made = self.preview()
        return b"" if made.trouble else grey_picture(made.pdf)


def to_a_family(text: WordingText) -> Draft[LetterPress]:
    """A letter to an invented student's family, marked as a specimen."""
    return Draft(partial(_press, text), lambda press: press.preview(_invented()))


def grey_picture(pdf: bytes) -> bytes:
    """A PDF's pages below one another, as a grey PNG."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=SCALE, grayscale=True).to_pil().convert("L") for page in document]
    whole = Image.new("L", (pages[0].width, sum(page.height + GAP for page in pages) - GAP), 200)
    for place, page in enumerate(pages):
        whole.paste(page, (0, place * (page.height + GAP)))
    out = io.BytesIO()
    whole.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _press(text: WordingText) -> LetterPress:
    row = school() or School(name="", office_phone="", office_name="")
    return LetterPress(on_paper(text, row, today()), school_name=row.name, crest=crest_of(row), specimen=True)


def _invented() -> LetterSheet:
    row = school() or School(name="", office_phone="", office_name="")
    base = current_app.config["BASE_URL"]
    return LetterSheet(
        number="K7M2QF4C",
        link_url=f"{base}/r/{'a' * TOKEN_LENGTH}",
        slip_url=f"{base}/s/K7M2QF4C",
        check_code="0000",
        student_name="林语嫣",
        student_number="2024010218",
        college_name="信息工程学院",
        class_name="计科2402班",
        counsellor_line=f"{row.counsellor_label} 陈老师 {row.office_phone}",
    )
