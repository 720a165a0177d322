"""Pages in the making: finished text and a press in, compressed operators out, in any process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2s
from typing import TYPE_CHECKING

from school.foundation.press.document import packed, packed_form
from school.foundation.press.drawing import Drawing
from school.foundation.press.font_set import FontSet
from school.foundation.press.layout import Line
from school.letters import page
from school.letters.body import PageOf, draw_body, lay_out_pages
from school.letters.cover import draw_cover
from school.letters.paper import ClassCover, HeldBack, LetterSheet, WordingError, fill, values_of

if TYPE_CHECKING:
    from school.letters.pdf import LetterPress


@dataclass
class Part:
    """Finished pages of some letters, which any process can make and another can write."""

    letters: int = 0
    pages: list[bytes] = field(default_factory=list)  # compressed, by `document.packed`
    forms: dict[str, bytes] = field(default_factory=dict)  # compressed; what letters share, by a name from its content
    held_back: list[HeldBack] = field(default_factory=list)
    characters: dict[tuple[str, int], str] = field(default_factory=dict)  # as `OpenFontSet.characters` gives them


class Pages:
    """Pages in the making: each call gives a Part, or adds to the one that is kept."""

    def __init__(self, press: LetterPress, chars: FontSet) -> None:
        press.lay_out()
        self._press, self._chars = press, chars
        self._text = page.SheetText(press.fonts, press.wording, chars, press.school_name)
        self._calls: dict[tuple[str, ...], str] = {}
        self._varied: dict[str, list[str]] = {}
        self.made = Part()

    def cover(self, cover: ClassCover, *, keep: bool = False) -> Part:
        """The cover's pages."""
        press, part = self._press, self._part(keep=keep)
        cover, pages = replace(cover, pages=press.pages), 0
        part.forms["Cover"] = press.cover_frame
        for content in draw_cover(press.fonts, self._chars, cover):
            part.pages.append(packed(b"/Cover Do\n%b\n%b" % (content, press.show_crest.encode())))
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
        part.forms[name] = packed_form(content)
        return f" /{name} Do"
