"""The letter's text on its one or two pages.

Of two pages the first ends above the back of the slip: cutting the slip off must take no text away, and
the back of what comes back is blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from school.foundation.press.drawing import MM, Drawing
from school.foundation.press.fonts import Fonts
from school.foundation.press.layout import Line, break_lines, read_markup
from school.letters.head import LEFT, WIDTH
from school.letters.paper import WordingError

BODY_SIZE, LEADING = 12.0, 19.4 / MM
BODY_MIDDLE = 48.9
BODY_LINES = 14  # below the salutation, above the signature
# Two pages: the first ends above the back of the slip, which is cut off; the second has no title and no salutation.
FIRST_LINES, REST_LINES, REST_MIDDLE = 22, 16, 35.6 - LEADING


@dataclass(frozen=True)
class Room:
    """Lines of the body that fit on an only page, and on the first and the second of two."""

    only: int = BODY_LINES
    first: int = FIRST_LINES
    rest: int = REST_LINES


WITH_SLIP = Room()


def check_text(text: str, fonts: Fonts) -> None:
    """Raise WordingError for a character of the wording that cannot be drawn."""
    for chain in fonts.all:
        problem = chain.problem("".join(text.split()))
        if problem:
            described = " ".join(problem.code_points)
            raise WordingError(problem.reason, f"the wording cannot be drawn: {described}", problem.characters)


def lay_out_pages(text: str, fonts: Fonts, pages: int = 0, room: Room = WITH_SLIP) -> list[list[Line]]:
    """The body's lines for each page: one or two as asked for, or with 0 as needed; raises WordingError.

    The second of two pages has some of the text: nobody signs on a page that only asks for a signature.
    """
    check_text(text, fonts)
    lines = _body_lines(text, fonts)
    pages = pages or (1 if len(lines) <= room.only else 2)
    over = len(lines) - (room.only if pages == 1 else room.first + room.rest)
    if over > 0:
        raise WordingError("too_long", f"the wording is {over} lines too long for the page", over)
    if pages == 1:
        return [lines]
    first = min(room.first, max(len(lines) - 3, 1))
    if first > 1 and _begins(lines[first - 1]) and not _begins(lines[first]) and len(lines) - first < room.rest:
        first -= 1  # a paragraph's first line does not stay behind alone
    return [lines[:first], lines[first:]]


def _begins(line: Line) -> bool:
    """Whether the line is a paragraph's first one: it is indented."""
    return bool(line.pieces) and line.pieces[0].x > 0


def _body_lines(text: str, fonts: Fonts) -> list[Line]:

    def measure(part: str, bold: bool) -> float:
        return (fonts.serif_bold if bold else fonts.serif).width(part, 1)

    width = WIDTH * MM / BODY_SIZE
    return [line for each in read_markup(text) for line in break_lines(each, measure, width)]


def draw_body(drawing: Drawing, lines: Sequence[Line], fonts: Fonts, top: float = BODY_MIDDLE) -> None:
    """The body below the salutation, or below the head of a second page (``top`` is REST_MIDDLE)."""
    for place, line in enumerate(lines, start=1):
        middle = top + place * LEADING
        drawing.line_of_text(LEFT, middle, line, (fonts.serif, fonts.serif_bold), BODY_SIZE)


@dataclass(frozen=True)
class PageOf:
    """Which page of a letter, and of how many."""

    number: int = 1
    pages: int = 1

    @property
    def top(self) -> float:
        """The line above the body's first one (mm): the salutation, or what would be it on a second page."""
        return BODY_MIDDLE if self.number == 1 else REST_MIDDLE


ONLY_PAGE = PageOf()
