"""Letters to the staff as PDF. The text is drawn once into a form that all copies call."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from PIL import Image

from school.foundation.press.document import PdfFile
from school.foundation.press.drawing import Drawing
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Fonts, load_fonts
from school.foundation.press.layout import Line
from school.letters.body import PageOf, check_text, lay_out_pages
from school.letters.head import draw_shield, show_crest
from school.letters.paper import PLACEHOLDER, HeldBack, LetterWording, PrintReport, WordingError, fill
from school.letters.rules.wording import STAFF_PLACEHOLDERS
from school.letters.staff.paper import (
    PLAIN,
    StaffSheet,
    UnitCover,
    UnitPack,
    draw_addressee,
    draw_plain,
    draw_unit_cover,
)

USUAL = StaffSheet("欧阳小明", "计算机科学与技术学院")
"""Of a usual length: decides how many pages the letters of a run have."""


class StaffPress:
    """One run: the text is checked and laid out here, or raises WordingError, then used for any number of files."""

    def __init__(self, wording: LetterWording, *, school_name: str, crest: bytes | None = None) -> None:
        self.wording, self.school_name, self.crest = wording, school_name, crest
        self.fonts: Fonts = load_fonts()
        for text in (school_name, wording.title, wording.signed_by, wording.signed_on, wording.office_line):
            check_text(text, self.fonts)
        self._fill(wording.salutation, USUAL)
        self.pages = len(lay_out_pages(self._fill(wording.body, USUAL), self.fonts, room=PLAIN))
        self._shared = FontSet("S")
        varies = set(PLACEHOLDER.findall(wording.body)) - {"office_phone"}
        self._same = [] if varies else self._drawn(USUAL, self._shared)

    def write(self, path: Path, packs: Sequence[tuple[UnitPack, UnitCover | None]]) -> PrintReport:
        """One PDF of these units' letters, each unit's cover before its own."""
        with _File(self, path) as file:
            for pack, cover in packs:
                file.add(pack, cover)
        return PrintReport(path, file.letters, file.pages, tuple(file.held_back))

    def preview(self, sheet: StaffSheet = USUAL) -> bytes:
        """One letter as PDF bytes."""
        out = io.BytesIO()
        with _File(self, out) as file:
            file.add(UnitPack(sheet.unit, (sheet,)), None)
        return out.getvalue()

    def problem(self, sheet: StaffSheet) -> HeldBack | None:
        """Why this letter cannot be printed, or None."""
        for chain in (self.fonts.serif, self.fonts.serif_bold, self.fonts.sans, self.fonts.sans_bold):
            found = chain.problem(f"{sheet.name}{sheet.unit}{sheet.staff_number}")
            if found:
                return HeldBack(sheet.staff_number, sheet.name, found.reason, found.characters)
        try:
            self.lines(sheet)
        except WordingError as too_long:
            return HeldBack(sheet.staff_number, sheet.name, too_long.kind)
        return None

    def lines(self, sheet: StaffSheet) -> list[list[Line]]:
        """The body's lines on each page of this letter."""
        return lay_out_pages(self._fill(self.wording.body, sheet), self.fonts, self.pages, PLAIN)

    def bodies(self, sheet: StaffSheet, chars: FontSet) -> list[bytes]:
        """The operators of each page, whom it is to apart."""
        return self._same or self._drawn(sheet, chars)

    def addressee(self, sheet: StaffSheet, chars: FontSet, place: PageOf) -> bytes:
        """What is this copy's own on a page."""
        drawing = Drawing(chars)
        salutation = self._fill(self.wording.salutation, sheet)
        draw_addressee(drawing, self.fonts, sheet, salutation, self.school_name, place)
        return drawing.content()

    @property
    def shared(self) -> FontSet:
        """Characters of what all files share."""
        return self._shared

    @cached_property
    def show_crest(self) -> bytes:
        """The call of the school's crest, if it has one."""
        if self.crest is None:
            return b""
        with Image.open(io.BytesIO(self.crest)) as picture:
            return show_crest(*picture.size).encode()

    def _drawn(self, sheet: StaffSheet, chars: FontSet) -> list[bytes]:
        pages = []
        lines = self.lines(sheet)
        for number, each in enumerate(lines, start=1):
            drawing = Drawing(chars)
            draw_plain(drawing, self.fonts, self.wording, self.school_name, each, PageOf(number, self.pages))
            if self.crest is None:
                draw_shield(drawing)
            pages.append(drawing.content())
        return pages

    def _fill(self, text: str, sheet: StaffSheet) -> str:
        own = (sheet.name, sheet.unit, self.wording.office_phone)
        return fill(text, dict(zip(STAFF_PLACEHOLDERS, own, strict=True)))


class _File:
    """One PDF being written; it leaves a file only if there is a letter in it."""

    def __init__(self, press: StaffPress, path: Path | io.BytesIO) -> None:
        self._press, self._chars = press, FontSet("V", press.shared)
        self._pdf = PdfFile(path, press.wording.title, press.wording.language)
        self._forms: dict[bytes, str] = {}
        self.letters, self.held_back = 0, list[HeldBack]()
        for fonts in (press.shared, self._chars):
            self._pdf.add_fonts(fonts)
        if press.crest is not None:
            self._pdf.add_picture("Crest", press.crest)

    def add(self, pack: UnitPack, cover: UnitCover | None) -> None:
        """A unit's cover, if it has one, and its letters."""
        problems = {sheet: problem for sheet in pack.sheets if (problem := self._press.problem(sheet))}
        if cover is not None:
            self._add_cover(replace(cover, pages=self._press.pages, held_back=tuple(problems.values())))
        self.held_back += problems.values()
        for sheet in pack.sheets:
            if sheet not in problems:
                self._add_letter(sheet)

    def _add_cover(self, cover: UnitCover) -> None:
        press, before = self._press, self._pdf.pages
        shield = press.crest is None
        for content in draw_unit_cover(press.fonts, self._chars, cover, press.school_name, with_shield=shield):
            self._pdf.add_page(b"%b\n%b" % (content, press.show_crest))
        if press.pages > 1 and (self._pdf.pages - before) % 2:
            self._pdf.add_page(b"")  # printed on both sides, the first letter begins on a sheet of its own

    def _add_letter(self, sheet: StaffSheet) -> None:
        press = self._press
        for number, body in enumerate(press.bodies(sheet, self._chars), start=1):
            if body not in self._forms:
                self._forms[body] = f"Body{len(self._forms)}"
                self._pdf.add_form(self._forms[body], body)
            own = press.addressee(sheet, self._chars, PageOf(number, press.pages))
            self._pdf.add_page(b"/%b Do %b\n%b" % (self._forms[body].encode(), press.show_crest, own))
        self.letters += 1

    @property
    def pages(self) -> int:
        """Pages so far."""
        return self._pdf.pages

    def __enter__(self) -> _File:
        self._pdf.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._pdf.__exit__(*raised)  # type: ignore[arg-type]
