"""Drawing with reportlab's canvas, taken back as PDF operators.

reportlab's canvas draws the shapes; text, for which it lacks a fallback chain and copyable
characters beyond U+FFFF, goes in as operators of the file's `FontSet`.  The finished operators
are written by `document`, because reportlab keeps every page in memory and formats each object
anew.

Lengths are millimetres from the page's left and top edge, as a designer measures
them; type sizes are points.  A text is placed by the middle of its ideographs.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import Canvas

from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import FontChain, Look
from school.foundation.press.layout import Line
from school.foundation.press.subset import Subset
from school.foundation.press.symbols import Symbol

MM = 72 / 25.4
A4 = (210.0, 297.0)
PAGE_HEIGHT = A4[1] * MM
MIDDLE = 0.38  # of the type size: how far an ideograph's middle lies above the baseline
Align = Literal["left", "centre", "right"]
SHIFT = {"left": 0.0, "centre": 0.5, "right": 1.0}  # how much of its width a text lies left of x


class Drawing:
    """Operators of one page or form; `canvas` is reportlab's, for whatever has no method here."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self.canvas = Canvas(io.BytesIO(), pagesize=(A4[0] * MM, PAGE_HEIGHT), pageCompression=0)

    def text(
        self,
        x: float,
        middle: float,
        text: str,
        look: Look,
        align: Align = "left",
        width: float | None = None,
    ) -> None:
        """One line at `x`; with a `width` (mm) it shrinks to fit."""
        if not text:
            return
        natural = look.width(text)
        if width is not None and natural > width * MM:
            look, natural = look.scaled(width * MM / natural), width * MM
        left = x * MM - natural * SHIFT[align]
        baseline = PAGE_HEIGHT - middle * MM - MIDDLE * look.size
        # Not by the canvas: its way of writing numbers made a class cover, of 190 texts, take 10 ms instead of 2.
        shown = self._fonts.show_mixed(look.chain, text, look.size)
        spacing = look.tracking * look.size
        tracked = f"{spacing:.2f} Tc {shown} 0 Tc" if spacing else shown
        placed = f"BT {left:.1f} {baseline:.1f} Td {tracked} ET"
        self.canvas.addLiteral(f"{look.grey:.2f} g {placed} 0 g" if look.grey else placed)

    def line_of_text(
        self, x: float, middle: float, line: Line, chains: tuple[FontChain, FontChain], size: float
    ) -> None:
        """A line made by `layout`, in the regular and the bold chain."""
        baseline = PAGE_HEIGHT - middle * MM - MIDDLE * size
        parts = ["BT"]
        for piece in line.pieces:
            shown = self._fonts.show_mixed(chains[piece.bold], piece.text, size)
            spaced = f"{piece.gap * size:.3f} Tc {shown} 0 Tc" if piece.gap else shown
            parts.append(f"1 0 0 1 {x * MM + piece.x * size:.2f} {baseline:.2f} Tm {spaced}")
        self.canvas.addLiteral(" ".join([*parts, "ET"]))

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        thickness: float,
        *,
        dash: tuple[float, float] | None = None,
        grey: float = 0.0,
    ) -> None:
        """A straight line; all lengths in mm."""
        self.canvas.setLineWidth(thickness * MM)
        self.canvas.setStrokeGray(grey)
        if dash:
            self.canvas.setDash([length * MM for length in dash])
        self.canvas.line(start[0] * MM, _up(start[1]), end[0] * MM, _up(end[1]))
        if dash:
            self.canvas.setDash()
        self.canvas.setStrokeGray(0)

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        thickness: float,
        *,
        grey: float = 0.0,
    ) -> None:
        """An empty frame whose outer edge is the given rectangle."""
        inset = thickness / 2
        self.canvas.setLineWidth(thickness * MM)
        self.canvas.setStrokeGray(grey)
        self.canvas.rect(
            (x + inset) * MM,
            _up(top + height - inset),
            (width - thickness) * MM,
            (height - thickness) * MM,
        )
        self.canvas.setStrokeGray(0)

    def boxes(self, corners: Iterable[tuple[float, float]], side: float, thickness: float) -> None:
        """Empty squares of one size by their left upper corners; not one by one, which took a third of a cover's time."""
        inner = (side - thickness) * MM
        up = PAGE_HEIGHT - (side - thickness / 2) * MM
        squares = (
            f"{(x + thickness / 2) * MM:.1f} {up - top * MM:.1f} {inner:.2f} {inner:.2f} re" for x, top in corners
        )
        self.canvas.addLiteral(f"{thickness * MM:.2f} w {' '.join(squares)} S")

    def filled(self, x: float, top: float, width: float, height: float, grey: float = 0.0) -> None:
        """A filled rectangle without a frame."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x * MM, _up(top + height), width * MM, height * MM, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def symbol(self, x: float, top: float, size: float, symbol: Symbol) -> None:
        """A QR symbol without its quiet zone."""
        self.canvas.addLiteral(draw_symbol(x, top, size, symbol))

    def diagonal(self, lines: tuple[tuple[str, Look], ...]) -> None:
        """Big rotated words as shapes, not text: they must not turn up when a page is copied."""
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(A4[0] / 2 * MM, PAGE_HEIGHT / 2)
        canvas.rotate(45)
        for place, (text, look) in enumerate(lines):
            canvas.setFillGray(look.grey)
            path = canvas.beginPath()
            _outline(path, text, look, ((len(lines) - 1) / 2 - place) * 1.25 * look.size)
            canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()

    def content(self) -> bytes:
        """The operators drawn so far."""
        return self.canvas.getCurrentPageContent().encode("latin-1")


def draw_symbol(x: float, top: float, size: float, symbol: Symbol) -> str:
    """A QR symbol as an inline image mask; hexadecimal, because binary data could hold an EI."""
    return f"{_symbol_frame(x, top, size, symbol.size)}{symbol.rows.hex()}> EI Q"


@lru_cache(maxsize=64)
def _symbol_frame(x: float, top: float, size: float, modules: int) -> str:
    side = size * MM
    return (
        f"q {side:.2f} 0 0 {side:.2f} {x * MM:.2f} {_up(top + size):.2f} cm "
        f"BI/W {modules}/H {modules}/BPC 1/IM true/D[1 0]/F/AHx ID "
    )


def _up(from_top: float) -> float:
    """PDF height in points of a distance in mm from the top edge."""
    return PAGE_HEIGHT - from_top * MM


class _PathPen(BasePen):
    """fontTools outlines into a reportlab path, scaled and moved."""

    def __init__(self, glyphs: Any, path: Any, scale: float, x: float, y: float) -> None:
        super().__init__(glyphs)
        self._path, self._scale, self._x, self._y = path, scale, x, y

    def _at(self, *points: tuple[float, float]) -> list[float]:
        return [value for x, y in points for value in (self._x + x * self._scale, self._y + y * self._scale)]

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 (fontTools' name)
        self._path.moveTo(*self._at(pt))

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 (fontTools' name)
        self._path.lineTo(*self._at(pt))

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802 (fontTools' name)
        self._path.curveTo(*self._at(pt1, pt2, pt3))

    def _closePath(self) -> None:  # noqa: N802 (fontTools' name)
        self._path.close()


def _outline(path: Any, text: str, look: Look, middle: float) -> None:
    """The outlines of a centred line of text around x = 0."""
    face, size = look.chain.faces[0], look.size
    subset = Subset(face)  # a whole face would be read by glyph names, which takes a quarter of a second
    codes = [subset.code(character) for character in text]
    cut = TTFont(io.BytesIO(subset.truetype()))
    glyphs = cut.getGlyphSet()
    x = -look.width(text) / 2
    for character, code in zip(text, codes, strict=True):
        pen = _PathPen(glyphs, path, size / face.units, x, middle - MIDDLE * size)
        glyphs[cut.getGlyphName(code)].draw(pen)
        x += look.width(character)
