"""A receipt on an A4 page: what was sent, who signed when and how, the drawn name as lines."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import gettext

from school.foundation.keys import key
from school.foundation.press.document import PdfFile
from school.foundation.press.drawing import MM, PAGE_HEIGHT, Drawing
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Fonts, Look, load_fonts
from school.foundation.ui.filters import moment
from school.letters.family.words import HELPED_WORDS, RELATIONSHIP_WORDS
from school.letters.models import Helper, Relationship
from school.letters.receipts.queries import KEY, ReceiptContent, SignedBy
from school.letters.receipts.rare import told
from school.letters.receipts.rules import printed_code, seal
from school.letters.receipts.words import METHODS
from school.links.rules import printed_number

LEFT, RIGHT, VALUE = 22.0, 188.0, 62.0
ROW = 9.0
STROKES_HEIGHT, STROKES_WIDTH = 24.0, 70.0
MOST_SIGNERS = 3  # with drawings; more get one line each


def receipt_pdf(content: ReceiptContent) -> bytes:
    """One sealed page."""
    out = io.BytesIO()
    fonts, characters = load_fonts(Path(current_app.config["FONT_DIR"])), FontSet("A")
    title = gettext("Receipt %(number)s", number=printed_number(content.number))
    with PdfFile(out, title) as pdf:
        pdf.add_fonts(characters)
        pdf.add_page(_Page(fonts, characters, content).drawn())
    return seal(out.getvalue(), content.number, key(KEY))


class _Page:
    """The page while it is drawn; ``y`` is where the next row goes, in mm from the top."""

    def __init__(self, fonts: Fonts, characters: FontSet, content: ReceiptContent) -> None:
        self._fonts, self._content = fonts, content
        self._drawing = Drawing(characters)
        self._y = 62.0

    def drawn(self) -> bytes:
        """The finished operators."""
        self._head()
        for label, value in self._letter():
            self._row(label, value)
        self._rule()
        for place, answer in enumerate(self._content.signed):
            self._signer(answer, with_strokes=place < MOST_SIGNERS)
        if self._content.on_paper_at:
            self._row(
                gettext("Paper slip"), gettext("came back signed, %(time)s", time=_local(self._content.on_paper_at))
            )
        for label, value in self._filing():
            self._row(label, value)
        self._foot()
        return self._drawing.content()

    def _head(self) -> None:
        self._text(LEFT, 24, self._content.school, Look(self._fonts.sans_bold, 13), width=110)
        self._text(RIGHT, 24, printed_number(self._content.number), Look(self._fonts.sans_bold, 13), align="right")
        self._drawing.rule((LEFT, 29), (RIGHT, 29), 0.4)
        title = gettext("Receipt of the letter to families")
        self._text(105, 44, title, Look(self._fonts.serif_bold, 22, tracking=0.06), align="centre", width=160)

    def _letter(self) -> Iterator[tuple[str, str]]:
        content = self._content
        yield gettext("Student"), f"{content.student}　{content.student_number}"
        yield gettext("Class"), f"{content.college} {content.school_class}"
        yield (
            gettext("Which letter"),
            gettext("%(title)s, version %(version)s", title=content.title, version=content.version),
        )
        yield gettext("Mailing"), content.mailing
        yield gettext("SHA-256 of the text"), content.wording_sha256[:32]
        yield "", content.wording_sha256[32:]

    def _filing(self) -> Iterator[tuple[str, str]]:
        content = self._content
        if content.checked_at:
            yield gettext("Checked"), _local(content.checked_at)
        if content.archive_number:
            yield gettext("Archive number"), content.archive_number
        yield gettext("Receipt code"), printed_code(content.code)

    def _signer(self, answer: SignedBy, *, with_strokes: bool) -> None:
        who = str(RELATIONSHIP_WORDS[Relationship(answer.relationship)])
        self._row(
            gettext("Signed by"), gettext("%(name)s (%(who)s)", name=answer.name or gettext("Written by hand"), who=who)
        )
        self._row(gettext("Time and way"), f"{_local(answer.at)}　{self._way(answer)}")
        if answer.strokes and with_strokes:
            self._strokes(answer.strokes)

    def _way(self, answer: SignedBy) -> str:
        words = str(METHODS.get(answer.method, ""))
        helped = str(HELPED_WORDS[Helper(answer.helped)]) if answer.helped else ""
        hidden = gettext("drawing left out") if self._content.masked and answer.method == "drawn" else ""
        return "　".join(part for part in (words, helped, hidden) if part)

    def _strokes(self, strokes: Sequence[Any]) -> None:
        """The drawn name as lines, as large as its frame allows."""
        canvas, top = self._drawing.canvas, self._y - 4
        points = [point for stroke in strokes for point in stroke]
        left, up = min(x for x, _ in points), min(y for _, y in points)
        width, height = (max(point[axis] for point in points) - low for axis, low in ((0, left), (1, up)))
        scale = min(STROKES_WIDTH / max(width, 1), STROKES_HEIGHT / max(height, 1))
        canvas.setLineWidth(0.5 * MM)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        path = canvas.beginPath()
        for stroke in strokes:
            for place, (x, y) in enumerate(stroke):
                at = (VALUE + (x - left) * scale) * MM, PAGE_HEIGHT - (top + (y - up) * scale) * MM
                path.lineTo(*at) if place else path.moveTo(*at)
        canvas.drawPath(path)
        self._y += height * scale + 5

    def _foot(self) -> None:
        host = str(current_app.config["BASE_URL"]).partition("://")[2]
        lines = (
            gettext("Signing means the letter was read. It costs nothing and vouches for nothing."),
            gettext("A change of any byte of this file is found: flask receipts verify FILE"),
            f"{host}　{self._content.office_phone}",
        )
        self._drawing.rule((LEFT, 268), (RIGHT, 268), 0.2, grey=0.5)
        for place, line in enumerate(lines):
            self._text(LEFT, 273 + 5 * place, line, Look(self._fonts.sans, 9, grey=0.3), width=RIGHT - LEFT)

    def _row(self, label: str, value: str) -> None:
        self._text(LEFT, self._y, label, Look(self._fonts.sans, 10.5, grey=0.35), width=VALUE - LEFT - 4)
        self._text(VALUE, self._y, value, Look(self._fonts.sans, 12), width=RIGHT - VALUE)
        self._y += ROW

    def _rule(self) -> None:
        self._drawing.rule((LEFT, self._y - 3), (RIGHT, self._y - 3), 0.2, grey=0.5)
        self._y += 4

    def _text(self, x: float, y: float, text: str, look: Look, **more: Any) -> None:
        self._drawing.text(x, y, told(text, self._fonts), look, **more)


def _local(iso: str) -> str:
    return moment(dt.datetime.fromisoformat(iso))
