"""One line of changing text, such as a name and a number: it shrinks, it never overflows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from school.foundation.press.drawing import MIDDLE, MM, PAGE_HEIGHT, SHIFT, Align
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Look


class Span(NamedTuple):
    """A stretch of text in one look; `gap` is the room before it in points; `mixed` says `FontSet.show_mixed`.

    A tuple because a run makes half a million of them, and a frozen dataclass takes thrice as long.
    """

    text: str
    look: Look
    gap: float = 0.0
    mixed: bool = False

    def width(self) -> float:
        """Natural width in points, the gap before it included."""
        return self.gap + self.look.width(self.text)


@dataclass(frozen=True)
class Slot:
    """Where such a line stands: `x` is its left edge, middle or right edge, all in mm."""

    x: float
    middle: float
    width: float
    align: Align = "left"


def show_spans(fonts: FontSet, slot: Slot, spans: Sequence[Span]) -> str:
    """PDF operators for the spans on one line, all scaled down alike where they are too wide."""
    widths = [span.width() for span in spans]
    natural = sum(widths)
    room = slot.width * MM
    scale = room / natural if natural > room else 1.0
    x = slot.x * MM - natural * scale * SHIFT[slot.align]
    largest = max([span.look.size for span in spans]) * scale
    baseline = PAGE_HEIGHT - slot.middle * MM - MIDDLE * largest
    parts = ["BT"]
    for span, width in zip(spans, widths, strict=True):
        look = span.look
        show = fonts.show_mixed if span.mixed else fonts.show
        shown = show(look.chain, span.text, look.size * scale)
        spacing = look.tracking * look.size * scale
        tracked = f"{spacing:.3g} Tc {shown} 0 Tc" if spacing else shown
        parts.append(f"1 0 0 1 {x + span.gap * scale:.1f} {baseline:.1f} Tm {tracked}")
        x += width * scale
    return " ".join([*parts, "ET"])
