"""The two lists of a cover: names, numbers, and where to sign for a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from school.foundation.press.drawing import MM, Drawing
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Fonts, Look
from school.letters.head import LEFT
from school.letters.paper import CoverRow, grouped

# A row leaves room for a signature: at least 7 mm high and 25 mm wide. So 42 stand on a page.
MOST_ROWS, FEWEST_ROWS = 21, 20  # in each of the two lists
HEAD_HEIGHT, ROW_HEIGHT, LIST_HEIGHT = 7.0, 7.4, 152.0
TABLE_TOP, LIST_GAP = 90.0, 4.0
TICK = 4.4
THREE_LINES_BELOW = 6.0  # points
UNKNOWN = "〓"  # what printers have always set for a character they do not have


@dataclass(frozen=True)
class ListKind:
    """Widths (mm) and headings of a list's columns; ``slips`` adds a box to tick when the slip is back."""

    columns: tuple[float, ...]
    headings: tuple[str, ...]
    slips: bool = False

    @property
    def width(self) -> float:
        """All columns together."""
        return sum(self.columns)


CLASS_LIST = ListKind((6.5, 20.0, 20.5, 25.5, 8.5), ("序", "姓名", "编号 / 学号", "领取签名", "回执"), slips=True)
UNIT_LIST = ListKind((7.5, 22.0, 22.0, 29.5), ("序", "姓名", "工号", "领取签名"))


def printable(text: str, fonts: Fonts) -> str:
    """The text with a mark for each character that cannot be drawn."""
    if fonts.sans.problem(text) is None:
        return text
    return "".join(UNKNOWN if fonts.sans.problem(character) else character for character in text)


def rows_of_pages(rows: Sequence[CoverRow]) -> list[Sequence[CoverRow]]:
    """The rows of each page; without any there is one page all the same."""
    a_page = 2 * _rows_in_a_list(len(rows))
    return [rows[start : start + a_page] for start in range(0, len(rows), a_page)] or [()]


def draw_lists(
    drawing: Drawing, fonts: Fonts, kind: ListKind, rows: Sequence[CoverRow], before: int, in_all: int
) -> None:
    """The rows of one page in two lists; ``before`` is how many stand on earlier pages, of ``in_all``."""
    a_list = _rows_in_a_list(in_all)
    height = min(ROW_HEIGHT, LIST_HEIGHT / a_list)
    for half in range(2):
        part = rows[half * a_list : (half + 1) * a_list]
        if part:
            left = LEFT + half * (kind.width + LIST_GAP)
            _draw_list(drawing, fonts, kind, part, before + half * a_list + 1, left, height)


def _rows_in_a_list(rows: int) -> int:
    return min(MOST_ROWS, max(FEWEST_ROWS, -(-rows // 2)))


def _draw_list(
    drawing: Drawing, fonts: Fonts, kind: ListKind, rows: Sequence[CoverRow], first: int, left: float, height: float
) -> None:
    drawing.canvas.addLiteral(_grid(kind, left, height, len(rows)))
    x = left
    for heading, width in zip(kind.headings, kind.columns, strict=True):
        drawing.text(x + 1.3, TABLE_TOP + HEAD_HEIGHT / 2, heading, Look(fonts.sans, 9.5), width=width - 2)
        x += width
    ticks = []
    for place, row in enumerate(rows):
        middle = TABLE_TOP + HEAD_HEIGHT + (place + 0.5) * height
        _draw_row(drawing, fonts, kind, row, f"{first + place:02d}", left, middle)
        if kind.slips and not row.note:
            ticks.append((left + kind.width - (kind.columns[-1] + TICK) / 2, middle - TICK / 2))
    drawing.boxes(ticks, TICK, 0.35)


def _draw_row(
    drawing: Drawing, fonts: Fonts, kind: ListKind, row: CoverRow, place: str, left: float, middle: float
) -> None:
    drawing.text(left + 1.2, middle, place, Look(fonts.sans, 10), width=kind.columns[0] - 2)
    _draw_name(drawing, fonts, printable(row.student_name, fonts), left + kind.columns[0] + 1.2, middle, kind)
    _draw_numbers(drawing, fonts, row, left + sum(kind.columns[:2]) + 1.2, middle, kind.columns[2] - 2)


def _draw_numbers(drawing: Drawing, fonts: Fonts, row: CoverRow, left: float, middle: float, width: float) -> None:
    """The letter's number or why there is none, and the person's own below it; alone, it is as large."""
    upper, lower = row.note or grouped(row.letter_number), printable(row.student_number, fonts)
    if not upper or not lower:
        drawing.text(left, middle, upper or lower, Look(fonts.sans, 9), width=width)
        return
    # As bold as on the letter, and from the strokes that are in the file for it.
    look = Look(fonts.sans, 8.6) if row.note else Look(fonts.sans_bold, 8.2)
    drawing.text(left, middle - 1.4, upper, look, width=width)
    drawing.text(left, middle + 1.7, lower, Look(fonts.sans, 7, grey=0.35), width=width)


def _draw_name(drawing: Drawing, fonts: Fonts, name: str, left: float, middle: float, kind: ListKind) -> None:
    """The name, in the face it has in the letter, on two or three lines where one would be too small to read."""
    room = kind.columns[1] - 2
    if fonts.serif.width(name, 8) / MM <= room:
        drawing.text(left, middle, name, Look(fonts.serif, 11), width=room)
        return

    def size_of(parts: list[str]) -> float:
        return room * MM / max(fonts.serif.width(part, 1) for part in parts)

    parts = parted_name(name, 2)
    if size_of(parts) < THREE_LINES_BELOW:
        parts = parted_name(name, 3)
    size, pitch = (min(8.5, size_of(parts)), 3.0) if len(parts) < 3 else (min(6.4, size_of(parts)), 2.25)
    for place, part in enumerate(parts):
        drawing.text(left, middle + (place - (len(parts) - 1) / 2) * pitch, part, Look(fonts.serif, size))


def parted_name(name: str, lines: int) -> list[str]:
    """The name on this many lines: cut behind a dot or a space near the even place, else there."""
    parts = []
    for left in range(lines, 1, -1):
        even = -(-len(name) // left)
        ends = [place + 1 for place, character in enumerate(name) if character in "· " and abs(place + 1 - even) <= 3]
        cut = min(ends, key=lambda place: abs(place - even), default=even)
        parts.append(name[:cut].strip())
        name = name[cut:]
    return [*parts, name.strip()]


@lru_cache(maxsize=256)
def _grid(kind: ListKind, left: float, height: float, rows: int) -> str:
    """The operators of a list's lines, kept because a campus has a thousand lists of some twenty sizes."""
    drawing = Drawing(FontSet(""))
    right = left + kind.width
    bottom = TABLE_TOP + HEAD_HEIGHT + rows * height
    for row in range(rows):
        y = TABLE_TOP + HEAD_HEIGHT + row * height
        drawing.rule((left, y), (right, y), 0.25, grey=0.0 if row == 0 else 0.47)
    x = left
    for width in kind.columns[:-1]:
        x += width
        drawing.rule((x, TABLE_TOP), (x, bottom), 0.2, grey=0.47)
    drawing.box(left, TABLE_TOP, right - left, bottom - TABLE_TOP, 0.3)
    return drawing.content().decode()
