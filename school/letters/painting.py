"""Painting on a picture with the press's fonts: the same chain of faces, so that rare names are right."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from flask import current_app
from PIL import Image, ImageDraw, ImageFont

from school.foundation.press.fonts import FontChain, load_fonts
from school.foundation.press.symbols import Level, library_symbol

Align = Literal["left", "centre"]
Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels
INK, QUIET, LINE, PRIMARY, WHITE = "#16252c", "#44555d", "#c6d0d5", "#0b6478", "#ffffff"
# Plain colours and the steps between them: a picture of 10 KB instead of 60.
COLOURS = 24
QUIET_ZONE = 4


class Painting:
    """A white picture of ``width`` × ``height`` pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height), WHITE)
        self._draw = ImageDraw.Draw(self.image)

    def box(self, box: Box, *, fill: str | None = None, outline: str | None = None, width: int = 0) -> None:
        """A rectangle."""
        self._draw.rectangle(box, fill=fill, outline=outline, width=width)

    def text(
        self,
        at: tuple[int, int],
        text: str,
        size: int,
        *,
        bold: bool = False,
        colour: str = INK,
        align: Align = "left",
        room: int | None = None,
    ) -> None:
        """One line on the baseline ``at``; set smaller where it would not fit into ``room``."""
        chain = _chain(bold)
        while room and size > 12 and _width(chain, text, size) > room:
            size -= 1
        x, y = float(at[0]), at[1]
        if align == "centre":
            x -= _width(chain, text, size) / 2
        for face, run in _runs(chain, text):
            font = _font(face, size)
            self._draw.text((x, y), run, font=font, fill=colour, anchor="ls")
            x += font.getlength(run)

    def symbol(self, middle: int, top: int, module: int, text: str) -> int:
        """A QR code with its quiet zone, ``module`` pixels a module; returns where it ends below."""
        rows = _with_quiet_zone(library_symbol(text, Level.M).matrix())
        small = Image.new("1", (len(rows), len(rows)))
        small.putdata([0 if dark else 1 for row in rows for dark in row])
        width = len(rows) * module
        self.image.paste(small.resize((width, width), Image.Resampling.NEAREST), (middle - width // 2, top))
        return top + width

    def strokes(self, box: Box, strokes: Sequence[Sequence[Sequence[int]]]) -> None:
        """A drawn name, as large as ``box`` allows."""
        xs = [point[0] for stroke in strokes for point in stroke]
        ys = [point[1] for stroke in strokes for point in stroke]
        left, top, right, bottom = box
        scale = min((right - left) / max(max(xs) - min(xs), 1), (bottom - top) / max(max(ys) - min(ys), 1))
        for stroke in strokes:
            points = [(left + (x - min(xs)) * scale, top + (y - min(ys)) * scale) for x, y in stroke]
            self._draw.line(points, fill=INK, width=5, joint="curve")

    def png(self) -> bytes:
        """The finished file."""
        out = io.BytesIO()
        self.image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        return out.getvalue()


def _with_quiet_zone(matrix: list[list[bool]]) -> list[list[bool]]:
    side = [False] * QUIET_ZONE
    blank = [[False] * (len(matrix) + 2 * QUIET_ZONE)] * QUIET_ZONE
    return [*blank, *([*side, *row, *side] for row in matrix), *blank]


def _chain(bold: bool) -> FontChain:
    fonts = load_fonts(Path(current_app.config["FONT_DIR"]))
    return fonts.sans_bold if bold else fonts.sans


def _runs(chain: FontChain, text: str) -> Iterator[tuple[Path, str]]:
    """Pieces of ``text`` by the face that draws them; what nobody draws is left to the first face."""
    for place, characters in groupby(text, key=lambda character: chain.place(character) or 0):
        yield chain.faces[place].path, "".join(characters)


def _width(chain: FontChain, text: str, size: int) -> float:
    return sum(_font(face, size).getlength(run) for face, run in _runs(chain, text))


@lru_cache(maxsize=64)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)
