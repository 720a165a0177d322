"""Letters to families as PDF: one shared layout, one small page of operators per letter.

The layout (frame, body, slip) is drawn once into forms that every page calls; a page
adds its own text and two codes.  A letter whose text cannot be drawn right is held
back and listed: nobody's name is printed as a box.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from hashlib import blake2s
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any
from zlib import compress

from PIL import Image

from school.foundation.press.document import PdfFile, packed
from school.foundation.press.drawing import Drawing
from school.foundation.press.fonts import Fonts, load_fonts
from school.foundation.press.layout import Line
from school.foundation.press.open_subset import OpenFontSet
from school.foundation.press.subset import FontSet
from school.letters import page
from school.letters.body import PageOf, check_text, draw_body, lay_out_pages
from school.letters.cover import draw_cover
from school.letters.head import draw_shield, show_crest
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
    values_of,
)

AT_ONCE = 128  # letters whose codes are made together
Progress = Callable[[int], None]


@dataclass
class Part:
    """Finished pages of some letters, which any process can make and another can write."""

    letters: int = 0
    pages: list[bytes] = field(default_factory=list)  # compressed, by `document.packed`
    forms: dict[str, bytes] = field(default_factory=dict)  # compressed; what letters share, by a name from its content
    held_back: list[HeldBack] = field(default_factory=list)
    characters: dict[tuple[str, int], str] = field(default_factory=dict)  # as `OpenFontSet.characters` gives them


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
        _ = self.front, self.last
        chars = FontSet("V", self.shared)
        sheets = iter(sheets) if cover is None else list(sheets)
        with LetterFile(self, path, self._title(cover), chars) as file:
            pages = _Pages(self, chars)
            if cover is not None:
                file.add(pages.cover(replace(cover, held_back=tuple(filter(None, map(self.problem, sheets))))))
            for some in _some(sheets):
                file.add(pages.letters(some))
                if progress:
                    progress(len(some))
        return file.report

    def part(self, sheets: Sequence[LetterSheet], cover: ClassCover | None = None) -> Part:
        """Pages for a file that several processes make: added, in order, by `LetterFile.add`."""
        chars = OpenFontSet("V")
        pages = _Pages(self, chars)
        if cover is not None:
            pages.cover(replace(cover, held_back=tuple(filter(None, map(self.problem, sheets)))), keep=True)
        for some in _some(sheets):
            pages.letters(some, keep=True)
        pages.made.characters = chars.characters()
        return pages.made

    def open_file(self, path: Path, title: str) -> LetterFile:
        """A file for what `part` makes."""
        return LetterFile(self, path, title, OpenFontSet("V"))

    def __reduce__(self) -> tuple[Any, ...]:
        """To a process that is started anew goes what the press was made of; its layout is made again there."""
        made = partial(LetterPress, school_name=self.school_name, crest=self.crest, specimen=self.specimen)
        return partial(made, font_dir=self._font_dir), (self.wording,)

    def preview(self, sheet: LetterSheet) -> bytes:
        """One letter as PDF bytes; raises WordingError, for the name too."""
        held = self.problem(sheet)
        if held:
            raise WordingError(held.reason, f"cannot be printed: {held.code_points}", held.characters)
        out, chars = io.BytesIO(), FontSet("V")
        with LetterFile(self, out, self.wording.title, chars) as file:
            file.add(_Pages(self, chars).letters([sheet]))
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
        """All that letters share on the first of two pages."""
        return self._frame(1).content()

    @cached_property
    def front(self) -> bytes:
        """All that letters share on their last page, up to the slip's last line; raises WordingError."""
        for text in (self.school_name, *self.wording.texts()):
            check_text(text, self.fonts)
        drawing = self._frame(self.pages)
        page.draw_slip(drawing, self.fonts, self.wording)
        return drawing.content()

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
        return drawing.content()


class LetterFile:
    """One PDF being written; a context manager that leaves a file only if there is a letter in it."""

    def __init__(self, press: LetterPress, path: Path | io.BytesIO, title: str, chars: FontSet) -> None:
        _ = press.front, press.last  # a wording that cannot be printed is found before a file exists
        self._press, self._path, self._chars = press, path, chars
        self._pdf = PdfFile(path, title, press.wording.language)
        self._letters, self._held = 0, list[HeldBack]()
        self._forms: set[str] = set()
        for fonts in (press.shared, chars):
            self._pdf.add_fonts(fonts)
        if press.crest is not None:
            self._pdf.add_picture("Crest", press.crest)
        self._pdf.add_form("Front", press.front)
        if press.pages > 1:
            self._pdf.add_form("First", press.first)
        self._pdf.add_form("Last", press.last)

    def add(self, part: Part) -> None:
        """Write these pages behind those already there."""
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


class _Pages:
    """Pages in the making: each call gives a Part, or adds to the one that is kept."""

    def __init__(self, press: LetterPress, chars: FontSet) -> None:
        self._press, self._chars = press, chars
        self._text = page.SheetText(press.fonts, press.wording, chars, press.school_name)
        self._calls: dict[tuple[str, ...], str] = {}
        self._varied: dict[str, list[str]] = {}
        self.made = Part()

    def cover(self, cover: ClassCover, *, keep: bool = False) -> Part:
        """The cover's pages."""
        press, part = self._press, self._part(keep=keep)
        cover, pages = replace(cover, pages=press.pages), 0
        for content in draw_cover(press.fonts, self._chars, cover, press.school_name, press.crest is None):
            part.pages.append(packed(b"%b\n%b" % (content, press.show_crest.encode())))
            pages += 1
        if press.pages > 1 and pages % 2:
            part.pages.append(packed(b""))  # printed on both sides, the first letter begins on a sheet of its own
        return part

    def letters(self, sheets: Sequence[LetterSheet], *, keep: bool = False) -> Part:
        """A page for each letter; those that cannot be printed are held back."""
        part, press = self._part(keep=keep), self._press
        for sheet, codes in zip(sheets, page.codes_of(sheets), strict=True):
            problem = press.problem(sheet)
            if problem is None:
                problem = self._add(part, sheet, codes)
            if problem:
                part.held_back.append(problem)
        return part

    def _part(self, *, keep: bool) -> Part:
        return self.made if keep else Part()

    def _add(self, part: Part, sheet: LetterSheet, codes: page.Codes) -> HeldBack | None:
        """Add the letter's page; a body with this student's name in it may be too long."""
        try:
            shared, bodies = self._of_class(part, sheet), self._bodies(part, sheet)
        except WordingError as error:
            if error.kind != "too_long":
                raise
            return HeldBack(sheet.number, sheet.student_name, error.kind)
        head, show = self._press.show_crest, self._text.show
        if self._press.pages > 1:
            first = f"/First Do {head}{bodies[0]}\n{self._text.place(sheet)}\n{self._text.show_first(sheet)}"
            part.pages.append(packed(first.encode("ascii")))
            show = self._text.show_last
        content = f"/Front Do {head}{shared}{bodies[-1]}\n{show(sheet, codes)}\n/Last Do"
        part.pages.append(packed(content.encode("ascii")))
        part.letters += 1
        return None

    def _of_class(self, part: Part, sheet: LetterSheet) -> str:
        """The call of the form with the lines that a class shares."""
        key = (sheet.college_name, sheet.class_name, sheet.counsellor_line)
        if key not in self._calls:
            self._calls[key] = self._form(part, "C", self._text.of_class(sheet).encode("ascii"))
        return self._calls[key]

    def _bodies(self, part: Part, sheet: LetterSheet) -> list[str]:
        """For each page the call of the form with this letter's body, laid out once for each different text."""
        press = self._press
        if not press.body_varies:
            return [""] * press.pages
        text = fill(press.wording.body, values_of(press.wording, sheet))
        if text not in self._varied:
            lines = lay_out_pages(text, press.fonts, press.pages)
            self._varied[text] = [self._body(part, PageOf(n, press.pages), each) for n, each in enumerate(lines, 1)]
        return self._varied[text]

    def _body(self, part: Part, place: PageOf, lines: list[Line]) -> str:
        drawing = Drawing(self._chars)
        draw_body(drawing, lines, self._press.fonts, place.top)
        return self._form(part, "B", drawing.content())

    def _form(self, part: Part, prefix: str, content: bytes) -> str:
        """A form named by its content, so that every process calls it the same."""
        name = prefix + blake2s(content, digest_size=6).hexdigest()
        part.forms[name] = compress(content)
        return f" /{name} Do"


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
