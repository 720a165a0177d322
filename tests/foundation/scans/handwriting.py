"""Made-up handwriting: strokes of several pens in the boxes of a slip. No person's hand, and no font."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from school.foundation.scans.layout import BoxPlace, Mark, SheetLayout
from tests.foundation.scans.printed import DPI

PX = DPI / 25.4
Grey = NDArray[np.uint8]
Points = NDArray[np.float64]


@dataclass(frozen=True)
class Pen:
    """Darkness of its middle (grey level), width in millimetres, and how much its line breaks up."""

    grey: int
    width: float
    rough: float = 0.0


PENS = (
    Pen(25, 0.5),
    Pen(40, 0.35),
    Pen(85, 0.5),
    Pen(110, 0.45),
    Pen(140, 0.45, 0.35),
    Pen(155, 0.5, 0.4),
    Pen(15, 1.1),
)


def draw_stroke(page: Grey, points: Points, pen: Pen, rng: np.random.Generator) -> None:
    """Darken ``page`` along ``points`` (millimetres, shape (n, 2))."""
    low = np.floor(points.min(0) * PX).astype(int) - 16
    high = np.ceil(points.max(0) * PX).astype(int) + 16
    low, high = np.maximum(low, 0), np.minimum(high, page.shape[::-1])
    if (high <= low).any():
        return
    layer = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
    line = np.round((points * PX - low) * 16).astype(np.int32)
    cv2.polylines(layer, [line], False, 255, max(1, round(pen.width * PX)), cv2.LINE_AA, 4)
    cover = cv2.GaussianBlur(layer, (0, 0), 0.8).astype(np.float32) / 255
    if pen.rough:
        grain = cv2.GaussianBlur(rng.random(layer.shape, dtype=np.float32), (0, 0), 1.2)
        cover *= np.clip((grain - grain.mean()) / (grain.std() + 1e-6) * 0.5 + 1 - pen.rough, 0, 1)
    part = page[low[1] : high[1], low[0] : high[0]]
    part[:] = np.minimum(part, part * (1 - cover) + pen.grey * cover).astype(np.uint8)


def curve(rng: np.random.Generator, left: float, top: float, width: float, height: float) -> Points:
    """A short curve through three points of a cell, at least a third of the cell long."""
    while True:
        knots = rng.random((3, 2)) * (width, height) + (left, top)
        if np.linalg.norm(knots[0] - knots[2]) > max(width, height) / 3:
            break
    along = np.linspace(0, 1, 16)[:, None]
    return (1 - along) ** 2 * knots[0] + 2 * along * (1 - along) * knots[1] + along**2 * knots[2]


def sign(page: Grey, box: BoxPlace, pen: Pen, rng: np.random.Generator) -> None:
    """Two to six characters of two to nine strokes, somewhere in the box and sometimes across its edge."""
    characters, size = int(rng.choice([2, 2, 3, 3, 4, 6])), float(rng.uniform(5.0, 11.0))
    size = min(size, (box.width - 6) / characters)
    left = box.x + rng.uniform(1.5, max(1.6, box.width - characters * size - 1.5))
    top = box.top + (box.height - size) / 2 + rng.uniform(-2.5, 2.5)
    for place in range(characters):
        for _ in range(int(rng.integers(2, 9))):
            draw_stroke(page, curve(rng, left + place * size, top, size * 0.9, size), pen, rng)


def date(page: Grey, box: BoxPlace, pen: Pen, rng: np.random.Generator) -> None:
    """Digits before the printed words, on all three places or on the last two."""
    gaps = ((box.x + 2, 9.0, 4), (box.x + 17, 6.5, 2), (box.x + 28.6, 6.5, 2))
    for left, width, digits in gaps[int(rng.random() < 0.2) :]:
        cell = width / digits
        for place in range(digits):
            height = rng.uniform(3.5, 6.0)
            top = box.top + (box.height - height) / 2 + rng.uniform(-1, 1)
            for _ in range(int(rng.integers(1, 3))):
                draw_stroke(page, curve(rng, left + place * cell, top, cell * 0.85, height), pen, rng)


def tick(page: Grey, box: BoxPlace, pen: Pen, rng: np.random.Generator) -> None:
    """A tick, a cross, a dot or a scribble, sometimes larger than its box."""
    centre = np.array([box.x + box.width / 2, box.top + box.height / 2]) + rng.uniform(-0.5, 0.5, 2)
    size = box.width * rng.uniform(0.6, 1.5)
    shape = rng.random()
    if shape < 0.45:
        draw_stroke(page, centre + np.array([[-0.45, 0.0], [-0.1, 0.4], [0.5, -0.5]]) * size, pen, rng)
    elif shape < 0.75:
        for sign_of in (1, -1):
            draw_stroke(page, centre + np.array([[-0.4, -0.4 * sign_of], [0.4, 0.4 * sign_of]]) * size, pen, rng)
    elif shape < 0.88:
        thick = Pen(pen.grey, float(rng.uniform(0.9, 1.5)), pen.rough)
        draw_stroke(page, centre + np.array([[0.0, 0.0], [0.2, 0.1]]), thick, rng)
    else:
        low = centre - box.width * 0.35
        for _ in range(6):
            draw_stroke(page, curve(rng, low[0], low[1], box.width * 0.7, box.width * 0.7), pen, rng)


def fill_in(page: Grey, layout: SheetLayout, rng: np.random.Generator) -> dict[str, Mark]:
    """Write into some boxes of a page; says which hold ink."""
    truth: dict[str, Mark] = {}
    pen = PENS[int(rng.integers(len(PENS)))]
    signed, dated = rng.random() < 0.6, rng.random() < 0.5
    for box in layout.boxes:
        inked = rng.random() < 0.3 if box.tick else (signed if box.name == "signature" else dated)
        if inked:
            (tick if box.tick else sign if box.name == "signature" else date)(page, box, pen, rng)
        truth[box.name] = Mark.INK if inked else Mark.BLANK
    return truth
