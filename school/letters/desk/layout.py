"""The slip as a sheet to read back, made from the numbers it is drawn with."""

from __future__ import annotations

from functools import cache

from school.foundation.press.drawing import MM
from school.foundation.scans.layout import BoxPlace, CodePlace, CornerMark, SheetLayout
from school.letters import page
from school.letters.desk.rules import DATE, SIGNATURE
from school.letters.paper import CHINESE_LABELS
from school.letters.ticks import TICK, tick_places

# The slip and a finger's breadth around it, as it is kept.
AREA = (4.0, 212.0, 202.0, 77.0)
_MIDDLE = (105.0, 250.0)


@cache
def slip_layout() -> SheetLayout:
    """The layout of every slip: boxes lie at the same places in every language."""
    ticks = [
        BoxPlace(tick.name, tick.x, tick.middle - TICK / 2, TICK, TICK, tick=True)
        for tick in tick_places(CHINESE_LABELS)
    ]
    printed = tuple(_date_part(place) for place in range(len(CHINESE_LABELS.date_parts)))
    boxes = (BoxPlace(SIGNATURE, *page.SIGNATURE_BOX), BoxPlace(DATE, *page.DATE_BOX, printed=printed), *ticks)
    return SheetLayout(codes=_codes(), boxes=boxes, area=AREA, marks=tuple(_mark(*corner) for corner in page.MARKS))


def _date_part(place: int) -> tuple[float, float, float, float]:
    """Where a word like 年 stands in the date's box: one full-width character and a little more."""
    side = page.DATE_PART_SIZE / MM + 0.9
    return page.date_part_at(place) - side / 2, page.ROW_MIDDLE - side / 2, side, side


def _codes() -> tuple[CodePlace, CodePlace]:
    return (
        CodePlace("slip", r"^https?://[^/]+/s/([A-Z2-9]{8})$", *page.SLIP_CODE),
        CodePlace("link", r"^https?://[^/]+/r/([a-z2-7]{26})$", *page.LINK_CODE),
    )


def _mark(x: float, y: float) -> CornerMark:
    """A mark whose corner is at (x, y) and which opens towards the slip's middle."""
    right, bottom = x > _MIDDLE[0], y > _MIDDLE[1]
    left, top = x - page.MARK_ARM * right, y - page.MARK_ARM * bottom
    return CornerMark(left, top, page.MARK_ARM, page.MARK_THICK, right, bottom)
