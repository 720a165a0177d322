"""Letters to families as PDF: one shared layout, one small page of operators per letter.

The layout (frame, body, slip) is drawn once into forms that every page calls; a page
adds its own text and two codes.  A letter whose text cannot be drawn right is held
back and listed: nobody's name is printed as a box.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from school.foundation.press.document import PdfFile
from school.foundation.press.drawing import Drawing
from school.foundation.press.fonts import Fonts, load_fonts
from school.foundation.press.subset import FontSet
from school.letters import page
from school.letters.cover import draw_cover
from school.letters.paper import (
    ClassCover,
    HeldBack,
    LetterSheet,
    LetterWording,
    PrintReport,
    WordingError,
    check_placeholders,
    fill,
    values_of,
)

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
        if cover is not None:
            sheets = list(sheets)
            held = tuple(filter(None, map(self.problem, sheets)))
            cover = replace(cover, held_back=held)
        with PdfFile(path, self._title(cover), self.wording.language) as pdf:
            return _File(self, pdf).write(path, sheets, cover, progress)

    def preview(self, sheet: LetterSheet) -> bytes:
        """One letter as PDF bytes; raises WordingError, for the name too."""
        held = self.problem(sheet)
        if held:
            raise WordingError(held.reason, f"cannot be printed: {held.code_points}", held.characters)
        _ = self.front, self.last
        out = io.BytesIO()
        with PdfFile(out, self.wording.title, self.wording.language) as pdf:
            _File(self, pdf).write(Path(), [sheet], None, None)
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
    def front(self) -> bytes:
        """All that letters share, up to the slip's last line; raises WordingError."""
        for text in (self.school_name, *self.wording.texts()):
            page.check_text(text, self.fonts)
        drawing = Drawing(self.shared)
        page.draw_frame(drawing, self.fonts, self.wording, self.school_name, specimen=self.specimen)
        if self.crest is None:
            page.draw_shield(drawing)
        if not self.body_varies:
            text = fill(self.wording.body, {"office_phone": self.wording.office_phone})
            page.draw_body(drawing, page.lay_out_body(text, self.fonts), self.fonts)
        page.draw_slip(drawing, self.fonts, self.wording)
        return drawing.content()

    @cached_property
    def last(self) -> bytes:
        """The slip's last line, which ends the page."""
        drawing = Drawing(self.shared)
        page.draw_last_line(drawing, self.fonts, self.wording)
        return drawing.content()


class _File:
    """One PDF being written: its own characters, and bodies that vary."""

    def __init__(self, press: LetterPress, pdf: PdfFile) -> None:
        self._press, self._pdf = press, pdf
        self._chars = FontSet("V")
        self._text = page.SheetText(press.fonts, press.wording, self._chars, press.school_name)
        self._bodies: dict[str, str] = {}
        self._crest = ""
        for fonts in (press.shared, self._chars):
            pdf.add_fonts(fonts)
        if press.crest is not None:
            self._crest = page.show_crest(*pdf.add_picture("Crest", press.crest))
        pdf.add_form("Front", press.front)
        pdf.add_form("Last", press.last)

    def write(
        self,
        path: Path,
        sheets: Iterable[LetterSheet],
        cover: ClassCover | None,
        progress: Progress | None,
    ) -> PrintReport:
        held: list[HeldBack] = []
        written = 0
        if cover is not None:
            self._add_cover(cover)
        for sheet in sheets:
            problem = self._press.problem(sheet) or self._add(sheet)
            if problem:
                held.append(problem)
            else:
                written += 1
            if progress:
                progress(1)
        return PrintReport(path, written, self._pdf.pages, tuple(held))

    def _add(self, sheet: LetterSheet) -> HeldBack | None:
        """Add the letter's page; a body with this student's name in it may be too long."""
        try:
            body = self._body(sheet)
        except WordingError as error:
            if error.kind != "too_long":
                raise
            return HeldBack(sheet.number, sheet.student_name, error.kind)
        content = f"/Front Do {self._crest}{body}\n{self._text.show(sheet)}\n/Last Do"
        self._pdf.add_page(content.encode("ascii"))
        return None

    def _body(self, sheet: LetterSheet) -> str:
        """The call of the form with this letter's body, laid out once for each different text."""
        press = self._press
        if not press.body_varies:
            return ""
        text = fill(press.wording.body, values_of(press.wording, sheet))
        if text not in self._bodies:
            drawing = Drawing(self._chars)
            page.draw_body(drawing, page.lay_out_body(text, press.fonts), press.fonts)
            name = f"Body{len(self._bodies)}"
            self._pdf.add_form(name, drawing.content())
            self._bodies[text] = f" /{name} Do"
        return self._bodies[text]

    def _add_cover(self, cover: ClassCover) -> None:
        press = self._press
        for content in draw_cover(press.fonts, self._chars, cover, press.school_name, press.crest is None):
            self._pdf.add_page(b"%b\n%b" % (content, self._crest.encode()))


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
