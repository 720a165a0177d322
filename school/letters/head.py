"""The head of every page: crest, the school's name, and the line below."""

from __future__ import annotations

from school.foundation.press.drawing import MM, Drawing
from school.foundation.press.fonts import Fonts, Look

LEFT, RIGHT, WIDTH = 22.0, 188.0, 166.0
CREST_ROOM, SCHOOL_WIDTH = 12.0, 82.0


def head_look(fonts: Fonts) -> Look:
    """The school's name at the head of a page."""
    return Look(fonts.serif_bold, 15, tracking=0.08)


def draw_head(drawing: Drawing, fonts: Fonts, school_name: str) -> None:
    """The school's name and the line below; the crest is put in by `draw_crest`."""
    drawing.text(LEFT + CREST_ROOM, 18.2, school_name, head_look(fonts), width=SCHOOL_WIDTH)
    drawing.rule((LEFT, 25.8), (RIGHT, 25.8), 0.4)


def draw_shield(drawing: Drawing) -> None:
    """A plain mark where the school has no crest yet."""
    canvas = drawing.canvas
    canvas.saveState()
    canvas.translate(LEFT * MM, (297 - 13.7) * MM)
    unit = 9 / 32 * MM
    canvas.scale(unit, -unit)
    canvas.setLineJoin(1)
    canvas.setLineWidth(1.6)
    canvas.circle(16, 16, 15)
    canvas.setLineWidth(1.8)
    shield = canvas.beginPath()
    shield.moveTo(16, 6.2)
    shield.lineTo(24, 9.1)
    shield.lineTo(24, 14.8)
    shield.curveTo(24, 20, 20.7, 23.7, 16, 25.7)
    shield.curveTo(11.3, 23.7, 8, 20, 8, 14.8)
    shield.lineTo(8, 9.1)
    shield.close()
    canvas.drawPath(shield)
    canvas.setLineCap(1)
    canvas.setLineWidth(2)
    tick = canvas.beginPath()
    tick.moveTo(12.3, 15.8)
    tick.lineTo(15, 18.5)
    tick.lineTo(19.9, 13.1)
    canvas.drawPath(tick)
    canvas.restoreState()


def show_crest(width: int, height: int) -> str:
    """The crest `/Crest` within 9 x 9 mm, its proportions kept."""
    scale = 9 / max(width, height) * MM
    wide, high = width * scale, height * scale
    x = LEFT * MM + (9 * MM - wide) / 2
    y = (297 - 18.2) * MM - high / 2
    return f"q {wide:.2f} 0 0 {high:.2f} {x:.2f} {y:.2f} cm /Crest Do Q"


def school_room(fonts: Fonts, school_name: str) -> float:
    """Room that the school's name takes at the head, with what parts it from the number (mm)."""
    return min(head_look(fonts).width(school_name) / MM, SCHOOL_WIDTH) + 5
