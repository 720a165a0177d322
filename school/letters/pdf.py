"""Letters to families as PDF: one shared layout, one small page of operators per letter.

The layout (frame, body, slip) is drawn once into forms that every page calls; a page
adds its own text and two codes.  A letter whose text cannot be drawn right is held
back and listed: nobody's name is printed as a box.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from PIL import Image

from school.foundation.press.document import PdfFile, packed_form
from school.foundation.press.drawing import Drawing
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Fonts, load_fonts
from school.foundation.press.layout import Line
from school.foundation.press.open_subset import OpenFontSet
from school.letters import page
from school.letters.body import PageOf, check_text, draw_body, lay_out_pages
from school.letters.cover import draw_cover_frame
from school.letters.head import draw_shield, show_crest
from school.letters.letter_pages import Pages, Part
from school.letters.paper import (
    ClassCover,
    HeldBack,
    LetterSheet,
    LetterWording,
    PrintReport,
    WordingError,
    check_placeholders,
    fill,
    usual_values,
)

AT_ONCE = 128  # letters whose codes are made together
Progress = Callable[[int], None]


class LetterPress:
    """One run: the wording is checked and laid out when first needed, then used for any number of files."""

    def __init__(
        self,
        wording: LetterWording,
        *,
        school_name: str,
        crest: bytes | None = None,
        specimen: bool = False,
        font_dir: Path | None = None,
    ) -> None:
        self.wording, self.school_name, self.crest, self.specimen = wording, school_name, crest, specimen
        self._font_dir = font_dir
        self.fonts: Fonts = load_fonts(font_dir)
        self._body_names = check_placeholders(wording)
        self.shared = FontSet("S")

    def write(
        self,
        path: Path,
        sheets: Iterable[LetterSheet],
        *,
        cover: ClassCover | None = None,
        progress: Progress | None = None,
    ) -> PrintReport:
        """One PDF of these letters, the cover first if given; raises WordingError before a file exists."""
        chars = FontSet("V", self.shared)
        sheets = iter(sheets) if cover is None else list(sheets)
        with LetterFile(self, path, self._title(cover), chars) as file:
            pages = Pages(self, chars)
            if cover is not None:
                file.add(pages.cover(replace(cover, held_back=tuple(filter(None, map(self.problem, sheets))))))
            for some in _some(sheets):
                file.add(pages.letters(some))
                if progress:
                    progress(len(some))
        return file.report

    def lay_out(self) -> None:
        """What all letters share, in an order of its own: in every process the same codes; raises WordingError."""
        _ = self.front, self.last

    def part(self, sheets: Sequence[LetterSheet], cover: ClassCover | None = None) -> Part:
        """Pages for a file that several processes make: added, in order, by `LetterFile.add`."""
        chars = OpenFontSet("V", self.shared)
        pages = Pages(self, chars)
        if cover is not None:
            pages.cover(replace(cover, held_back=tuple(filter(None, map(self.problem, sheets)))), keep=True)
        for some in _some(sheets):
            pages.letters(some, keep=True)
        pages.made.characters = chars.characters()
        return pages.made

    def open_file(self, path: Path, title: str) -> LetterFile:
        """A file for what `part` makes."""
        return LetterFile(self, path, title, OpenFontSet("V", self.shared))

    def __reduce__(self) -> tuple[Any, ...]:
        """To a process that is started anew goes what the press was made of; its layout is made again there."""
        made = partial(LetterPress, school_name=self.school_name, crest=self.crest, specimen=self.specimen)
        return partial(made, font_dir=self._font_dir), (self.wording,)

    def preview(self, sheet: LetterSheet) -> bytes:
        """One letter as PDF bytes; raises WordingError, for the name too."""
        held = self.problem(sheet)
        if held:
            raise WordingError(held.reason, f"cannot be printed: {held.code_points}", held.characters)
        out, chars = io.BytesIO(), FontSet("V", self.shared)
        with LetterFile(self, out, self.wording.title, chars) as file:
            file.add(Pages(self, chars).letters([sheet]))
        return out.getvalue()

    def problem(self, sheet: LetterSheet) -> HeldBack | None:
        """Why this letter cannot be printed, or None."""
        text = f"{sheet.student_name}{sheet.class_name}{sheet.college_name}{sheet.counsellor_line}"
        for chain in (self.fonts.serif, self.fonts.sans, self.fonts.sans_bold):
            found = chain.problem(text + sheet.student_number)
            if found:
                return HeldBack(sheet.number, sheet.student_name, found.reason, found.characters)
        return None

    def _title(self, cover: ClassCover | None) -> str:
        return f"{self.wording.title} {cover.class_name}" if cover else self.wording.title

    @property
    def body_varies(self) -> bool:
        """Whether the body differs from letter to letter or from class to class."""
        return bool(self._body_names - {"office_phone"})

    @cached_property
    def show_crest(self) -> str:
        """The call of the school's crest, if it has one."""
        if self.crest is None:
            return ""
        with Image.open(io.BytesIO(self.crest)) as picture:
            return show_crest(*picture.size)

    @cached_property
    def bodies(self) -> list[list[Line]]:
        """The body's lines on each page, as placeholders of usual length leave them."""
        return lay_out_pages(fill(self.wording.body, usual_values(self.wording)), self.fonts)

    @property
    def pages(self) -> int:
        """Pages of every letter: all of a run have the same number, so that it can be printed on both sides."""
        return len(self.bodies)

    @cached_property
    def first(self) -> bytes:
        """All that letters share on the first of two pages, compressed like the others for any number of files."""
        return packed_form(self._frame(1).content())

    @cached_property
    def front(self) -> bytes:
        """All that letters share on their last page, up to the slip's last line; raises WordingError."""
        for text in (self.school_name, *self.wording.texts()):
            check_text(text, self.fonts)
        drawing = self._frame(self.pages)
        page.draw_slip(drawing, self.fonts, self.wording)
        page.take_standing(self.shared, self.fonts, self.wording)
        return packed_form(drawing.content())

    @cached_property
    def cover_frame(self) -> bytes:
        """All that class covers share; laid out behind the letters, whose codes are the same with and without it."""
        self.lay_out()
        return packed_form(draw_cover_frame(self.shared, self.fonts, self.school_name, with_shield=self.crest is None))

    def _frame(self, number: int) -> Drawing:
        drawing = Drawing(self.shared)
        place = PageOf(number, self.pages)
        page.draw_frame(drawing, self.fonts, self.wording, self.school_name, specimen=self.specimen, place=place)
        if self.crest is None:
            draw_shield(drawing)
        if not self.body_varies:
            draw_body(drawing, self.bodies[number - 1], self.fonts, place.top)
        return drawing

    @cached_property
    def last(self) -> bytes:
        """The slip's last line, which ends the page."""
        drawing = Drawing(self.shared)
        page.draw_last_line(drawing, self.fonts, self.wording)
        return packed_form(drawing.content())


class LetterFile:
    """One PDF being written; a context manager that leaves a file only if there is a letter in it."""

    def __init__(self, press: LetterPress, path: Path | io.BytesIO, title: str, chars: FontSet) -> None:
        press.lay_out()  # a wording that cannot be printed is found before a file exists
        self._press, self._path, self._chars = press, path, chars
        self._pdf = PdfFile(path, title, press.wording.language)
        self._letters, self._held = 0, list[HeldBack]()
        self._forms: set[str] = set()
        for fonts in (press.shared, chars):
            self._pdf.add_fonts(fonts)
        if press.crest is not None:
            self._pdf.add_picture("Crest", press.crest)
        self._pdf.add_packed_form("Front", press.front)
        if press.pages > 1:
            self._pdf.add_packed_form("First", press.first)
        self._pdf.add_packed_form("Last", press.last)

    def add(self, part: Part) -> None:
        """Write these pages behind those already there."""
        if "Cover" in part.forms:
            _ = self._press.cover_frame  # made elsewhere, maybe: its characters are in the shared subsets written here
        for name, content in part.forms.items():
            if name not in self._forms:
                self._forms.add(name)
                self._pdf.add_packed_form(name, content)
        for content in part.pages:
            self._pdf.add_packed_page(content)
        if isinstance(self._chars, OpenFontSet):
            self._chars.add({chain.name: chain for chain in self._press.fonts.all}, part.characters)
        self._letters += part.letters
        self._held += part.held_back

    @property
    def report(self) -> PrintReport:
        """What was written so far."""
        path = self._path if isinstance(self._path, Path) else Path()
        return PrintReport(path, self._letters, self._pdf.pages, tuple(self._held))

    def __enter__(self) -> LetterFile:
        self._pdf.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pdf.__exit__(kind, error, trace)


def _some(sheets: Iterable[LetterSheet]) -> Iterator[list[LetterSheet]]:
    left = iter(sheets)
    while some := list(islice(left, AT_ONCE)):
        yield some


def preview_letter(
    wording: LetterWording,
    sheet: LetterSheet,
    *,
    school_name: str,
    crest: bytes | None = None,
    specimen: bool = True,
) -> bytes:
    """One letter as PDF bytes, while the wording is being edited."""
    return LetterPress(wording, school_name=school_name, crest=crest, specimen=specimen).preview(sheet)
