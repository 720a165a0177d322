"""Lists on A4: a title, some facts, a table over as many pages as it takes, lines to sign."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import current_app

from school.foundation.press.document import PdfFile
from school.foundation.press.drawing import MM, Drawing
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Fonts, Look, load_fonts
from school.foundation.press.layout import Paragraph, Run, break_lines
from school.foundation.press.symbols import Level, library_symbol

LEFT, RIGHT = 18.0, 192.0
UNKNOWN = "〓"  # what printers have always set for a character they do not have
HEAD_ROW, ROW, FIRST_TOP, NEXT_TOP, BOTTOM = 8.0, 7.0, 34.0, 30.0, 272.0
FACT_ROW, LABEL_WIDTH = 7.2, 34.0
SIGN_ROW = 16.0


@dataclass(frozen=True)
class LedgerColumn:
    """A heading and a width in mm; widths add up to 174."""

    heading: str
    width: float


@dataclass(frozen=True)
class Ledger:
    """What is printed. ``big`` stands large under the title (a box's code), ``url`` as a code beside the facts."""

    title: str
    school: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[LedgerColumn]
    rows: Sequence[Sequence[str]]
    big: str = ""
    url: str = ""
    text: str = ""
    sign: Sequence[str] = field(default=())
    apart: bool = False
    """Whether the table begins on a page of its own: a label to cut out comes first."""


def ledger_pdf(ledger: Ledger) -> bytes:
    """The pages as a PDF."""
    out = io.BytesIO()
    fonts, characters = load_fonts(Path(current_app.config["FONT_DIR"])), FontSet("L")
    with PdfFile(out, f"{ledger.title} {ledger.big}".rstrip()) as pdf:
        pdf.add_fonts(characters)
        for page in _Pages(fonts, characters, ledger).drawn():
            pdf.add_page(page)
    return out.getvalue()


class _Pages:
    """The pages while they are drawn; ``y`` is the top of what comes next, in mm."""

    def __init__(self, fonts: Fonts, characters: FontSet, ledger: Ledger) -> None:
        self._fonts, self._characters, self._ledger = fonts, characters, ledger
        self._done: list[bytes] = []
        self._begin(FIRST_TOP)

    def drawn(self) -> list[bytes]:
        """The operators of every page."""
        self._top()
        if self._ledger.apart and self._ledger.rows:
            self._turn()
        if self._ledger.rows:
            self._headings()
        for row in self._ledger.rows:
            if self._y + ROW > BOTTOM:
                self._turn()
                self._headings()
            self._cells(row, ROW, Look(self._fonts.sans, 9.5))
        self._signatures()
        self._finish()
        return self._done

    def _begin(self, top: float) -> None:
        self._drawing, self._y = Drawing(self._characters), top
        ledger, page = self._ledger, len(self._done) + 1
        self._text(LEFT, 18, ledger.school, Look(self._fonts.sans_bold, 11), width=100)
        heading = f"{ledger.title}　{ledger.big}" if page > 1 else ""
        self._text(RIGHT, 18, f"{heading}　{page}", Look(self._fonts.sans, 9.5, grey=0.3), align="right", width=70)
        self._drawing.rule((LEFT, 23), (RIGHT, 23), 0.35)

    def _turn(self) -> None:
        self._finish()
        self._begin(NEXT_TOP)

    def _finish(self) -> None:
        self._done.append(self._drawing.content())

    def _top(self) -> None:
        ledger = self._ledger
        self._text(105, self._y + 4, ledger.title, Look(self._fonts.serif_bold, 20), align="centre", width=170)
        self._y += 16
        if ledger.big:
            self._text(105, self._y + 6, ledger.big, Look(self._fonts.sans_bold, 34), align="centre", width=170)
            self._y += 22
        first = self._y
        for label, value in ledger.facts:
            self._fact(label, value)
        if ledger.url:
            self._drawing.symbol(RIGHT - 30, first, 28, library_symbol(ledger.url, Level.M))
            self._y = max(self._y, first + 34)
        self._paragraphs()
        self._y += 4

    def _fact(self, label: str, value: str) -> None:
        room = RIGHT - LEFT - LABEL_WIDTH - (36 if self._ledger.url else 0)
        self._text(LEFT, self._y + 2, label, Look(self._fonts.sans, 10, grey=0.35), width=LABEL_WIDTH - 2)
        self._text(LEFT + LABEL_WIDTH, self._y + 2, value, Look(self._fonts.sans, 11), width=room)
        self._y += FACT_ROW

    def _paragraphs(self) -> None:
        def measure(text: str, bold: bool) -> float:
            return (self._fonts.sans_bold if bold else self._fonts.sans).width(text, 1)

        for block in filter(None, self._ledger.text.splitlines()):
            paragraph = Paragraph((Run(printable(block, self._fonts)),), indent=0)
            for line in break_lines(paragraph, measure, (RIGHT - LEFT) * MM / 10.5):
                if self._y + 6 > BOTTOM:
                    self._turn()
                self._drawing.line_of_text(LEFT, self._y + 3, line, (self._fonts.sans, self._fonts.sans_bold), 10.5)
                self._y += 6
            self._y += 1.5

    def _headings(self) -> None:
        self._cells([column.heading for column in self._ledger.columns], HEAD_ROW, Look(self._fonts.sans_bold, 9.5))

    def _cells(self, values: Sequence[str], height: float, look: Look) -> None:
        x = LEFT
        for column, value in zip(self._ledger.columns, values, strict=True):
            self._text(x + 1, self._y + height / 2, value, look, width=column.width - 2)
            x += column.width
        self._y += height
        self._drawing.rule((LEFT, self._y), (RIGHT, self._y), 0.15, grey=0.5)

    def _signatures(self) -> None:
        if self._y + SIGN_ROW * len(self._ledger.sign) > BOTTOM:
            self._turn()
        for line in self._ledger.sign:
            self._y += SIGN_ROW
            self._text(LEFT, self._y, line, Look(self._fonts.sans, 11), width=80)
            self._drawing.rule((LEFT + 82, self._y + 3), (RIGHT, self._y + 3), 0.2)

    def _text(self, x: float, y: float, text: str, look: Look, **more: Any) -> None:
        self._drawing.text(x, y, printable(text, self._fonts), look, **more)


def printable(text: str, fonts: Fonts) -> str:
    """The text with a mark for each character that cannot be drawn."""
    return "".join(UNKNOWN if fonts.sans.problem(character) else character for character in text)
