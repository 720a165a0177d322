"""Sheets of small cards to cut out: a person's name, user name, first password and where to sign in.

Ten cards to an A4 page, a new page and heading for each group (class or college), so
that a bundle can be handed to whoever gives the cards out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from school.foundation.press.document import PdfFile
from school.foundation.press.drawing import MM, Drawing
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Fonts, Look, load_fonts

PER_PAGE, COLUMNS = 10, 2
LEFT, TOP, CARD_WIDTH, CARD_HEIGHT = 15.0, 24.0, 90.0, 50.0
UNKNOWN = "〓"  # stands for a character no face covers; the user name says who is meant


@dataclass(frozen=True)
class Slip:
    """One card. `facts` are two or three pairs such as (用户名, zhang), the last one the secret."""

    group: str
    name: str
    facts: tuple[tuple[str, str], ...]
    address: str = ""
    help_lines: tuple[str, ...] = ()


def write_slips(
    path: Path | BinaryIO,
    title: str,
    slips: Iterable[Slip],
    *,
    font_dir: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """The cards as a PDF, in the order given, neighbours of one group together; gives the pages."""
    fonts, characters = load_fonts(font_dir), FontSet("V")
    with PdfFile(path, title) as pdf:
        pdf.add_fonts(characters)
        for group, cards in groupby(slips, key=lambda slip: slip.group):
            for page, of_pages, part in _pages(list(cards)):
                heading = f"{group}　{page} / {of_pages}" if of_pages > 1 else group
                pdf.add_page(_draw_page(fonts, characters, title, heading, part))
                if progress:
                    progress(len(part))
    return pdf.pages


def _pages(cards: list[Slip]) -> Iterator[tuple[int, int, list[Slip]]]:
    of_pages = -(-len(cards) // PER_PAGE)
    for page in range(of_pages):
        yield page + 1, of_pages, cards[page * PER_PAGE : (page + 1) * PER_PAGE]


def _draw_page(fonts: Fonts, characters: FontSet, title: str, heading: str, cards: list[Slip]) -> bytes:
    drawing = Drawing(characters)
    drawing.text(LEFT, 16.5, _known(heading, fonts), Look(fonts.sans_bold, 14), width=110)
    drawing.text(210 - LEFT, 16.5, _known(title, fonts), Look(fonts.sans, 10), align="right", width=66)
    _draw_cuts(drawing, -(-len(cards) // COLUMNS))
    for place, card in enumerate(cards):
        row, column = divmod(place, COLUMNS)
        _draw_card(drawing, fonts, card, LEFT + column * CARD_WIDTH, TOP + row * CARD_HEIGHT)
    return drawing.content()


def _draw_cuts(drawing: Drawing, rows: int) -> None:
    """Dashed lines to cut along, right through, so that a guillotine can be used."""
    bottom = TOP + rows * CARD_HEIGHT
    for row in range(rows + 1):
        y = TOP + row * CARD_HEIGHT
        drawing.rule((LEFT, y), (LEFT + COLUMNS * CARD_WIDTH, y), 0.2, dash=(1.2, 0.9), grey=0.4)
    for column in range(COLUMNS + 1):
        x = LEFT + column * CARD_WIDTH
        drawing.rule((x, TOP), (x, bottom), 0.2, dash=(1.2, 0.9), grey=0.4)


def _draw_card(drawing: Drawing, fonts: Fonts, card: Slip, left: float, top: float) -> None:
    x, room = left + 6, CARD_WIDTH - 12
    drawing.text(x, top + 8, _known(card.name, fonts), Look(fonts.sans_bold, 13), width=room * 0.56)
    drawing.text(
        x + room, top + 8, _known(card.group, fonts), Look(fonts.sans, 9, grey=0.3), align="right", width=room * 0.42
    )
    drawing.rule((x, top + 12.4), (x + room, top + 12.4), 0.2, grey=0.47)
    labels = max((fonts.sans.width(label, 9.5) for label, _ in card.facts), default=0.0) / MM
    for place, (label, value) in enumerate(card.facts):
        middle = top + 17.4 + 6.6 * place
        drawing.text(x, middle, _known(label, fonts), Look(fonts.sans, 9.5, grey=0.3))
        drawing.text(
            x + labels + 3,
            middle,
            _known(value, fonts),
            Look(fonts.sans_bold, 12.5, tracking=0.04),
            width=room - labels - 3,
        )
    foot = top + CARD_HEIGHT - 4.6 - 4.4 * len(card.help_lines)
    drawing.text(x, foot, _known(card.address, fonts), Look(fonts.sans, 9.5), width=room)
    for place, line in enumerate(card.help_lines, start=1):
        drawing.text(x, foot + 4.4 * place, _known(line, fonts), Look(fonts.sans, 8.5, grey=0.3), width=room)


def _known(text: str, fonts: Fonts) -> str:
    return "".join(UNKNOWN if fonts.sans.problem(character) else character for character in text)
