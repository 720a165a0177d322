"""Is there ink in a box? Its border is found and left away, and what remains is looked at as strokes.

Pictures here are straightened patches, shape (rows, columns), ``scale`` pixels a millimetre.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from school.foundation.scans.geometry import Grey, Transform, patch
from school.foundation.scans.layout import BoxPlace, Mark

Mask = NDArray[np.uint8]
Labels = NDArray[Any]


@dataclass(frozen=True)
class Look:
    """How a kind of box is looked at: millimetres, and square millimetres of ink.

    ``around`` is the paper taken around the box, ``window`` how far off its border may be, ``inset``
    what is left away inside it, ``stroke`` the widest stroke that is not a stain. From ``signed`` on it
    is INK, up to ``clean`` BLANK; ``length`` is what the longest stroke must reach, ``speck`` what is no stroke.
    ``blur`` (pixels) smooths grain, and ink has at least ``part`` of the darkness of the darkest there.
    All strokes together reach ``spread`` in both directions.
    """

    scale: float
    around: float
    window: float
    inset: float
    stroke: float
    signed: float
    clean: float
    length: float
    speck: float
    blur: float = 1.0
    part: float = 0.0
    spread: float = 0.0


WRITTEN = Look(8.0, 3.0, 1.1, 1.0, 2.2, signed=2.2, clean=0.35, length=2.2, speck=1.2, spread=2.4)
CREASE = 0.22
BROAD, PALE = 1.0, 0.55  # millimetres; part of the darkest there
FRAME_LINE = 0.8  # a line of 0.4 mm as a scanner and the smoothing leave it
TICKED = Look(9.0, 2.0, 0.8, 1.0, 3.9, signed=0.4, clean=0.02, length=0.7, speck=0.3, blur=1.4, part=0.2)


def read_box(picture: Grey, transform: Transform, box: BoxPlace, *, exact: bool = True) -> Mark:
    """INK, BLANK, or LOOK where a person should. Where the transform is not ``exact`` the border is searched farther."""
    look = TICKED if box.tick else WRITTEN
    if not exact:
        look = replace(look, window=1.8 * look.window)
    width, height = box.width + 2 * look.around, box.height + 2 * look.around
    straight = patch(picture, transform, (box.x - look.around, box.top - look.around, width, height), look.scale)
    return verdict(straight, box, look)


def verdict(straight: Grey, box: BoxPlace, look: Look) -> Mark:
    """The verdict on a patch that holds the box and ``look.around`` millimetres around it."""
    ink, doubtful = strokes(straight, look)
    edges = frame(ink, box, look) if box.tick else border(ink, look)
    inner = inside(ink, edges, box, look)
    if min(inner.shape) < 0.6 * look.scale * (min(box.width, box.height) - 2 * look.inset):
        return Mark.LOOK
    if sum(edge.seen for edge in edges) < 3:
        return Mark.LOOK
    found = measured(inner, look, creases=not box.tick)
    doubt = float(inside(doubtful, edges, box, look).sum()) / look.scale**2
    sure = found.total >= look.signed and found.longest >= look.length and found.narrowest >= look.spread
    if sure and (box.tick or doubt < found.total):
        return Mark.INK
    return Mark.LOOK if found.total > look.clean or found.specks + doubt > 2 * look.clean else Mark.BLANK


def strokes(straight: Grey, look: Look) -> tuple[Mask, Mask]:
    """1 where something narrow is darker than the paper around it, and 1 where that is pale and broad.

    What is pale and broad may be the ring of a cup as well as a pen: a person looks. In a box to tick so do traces.
    """
    smooth = cv2.GaussianBlur(straight, (0, 0), look.blur)
    side = round(look.stroke * look.scale) | 1
    paper = np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)), np.uint8)
    noise = float(np.median(cv2.absdiff(straight, smooth)))
    darker = cv2.subtract(paper, smooth)
    darkest = float(np.percentile(darker, 99.5))
    ink = np.asarray(
        cv2.threshold(darker, max(24.0, 6 * noise, look.part * darkest), 1, cv2.THRESH_BINARY)[1], np.uint8
    )
    if look.part:
        return ink, traces(straight, paper, darkest) & (1 - ink)
    pale = ink & (darker < PALE * darkest).astype(np.uint8)  # the soft edge of a dark stroke is pale, but not broad
    broad = cv2.morphologyEx(pale, cv2.MORPH_OPEN, np.ones((round(BROAD * look.scale),) * 2, np.uint8))
    doubtful = np.asarray(cv2.dilate(broad, np.ones((5, 5), np.uint8)), np.uint8) & ink
    return ink & (1 - doubtful), doubtful


def traces(straight: Grey, paper: Grey, darkest: float) -> Mask:
    """1 where the least of ink is: of a pale tick black and white leave a few dots, a blurred scan a shade."""
    fine = cv2.GaussianBlur(straight, (0, 0), 0.7)
    grain = float(np.median(cv2.absdiff(straight, fine)))
    least = max(18.0, 12 * grain, 0.08 * darkest)
    return np.asarray(cv2.threshold(cv2.subtract(paper, fine), least, 1, cv2.THRESH_BINARY)[1], np.uint8)


@dataclass(frozen=True)
class Edge:
    """Where a side of the border lies, in pixels of the patch, and whether it was seen there."""

    at: int
    seen: bool


def border(ink: Mask, look: Look) -> tuple[Edge, Edge, Edge, Edge]:
    """Top, bottom, left and right."""
    rows, columns = ink.mean(1), ink.mean(0)
    margin = round(look.around * look.scale)
    return (
        _edge(rows, margin, look),
        _edge(rows, len(rows) - margin, look),
        _edge(columns, margin, look),
        _edge(columns, len(columns) - margin, look),
    )


def _edge(profile: NDArray[np.float64], expected: int, look: Look) -> Edge:
    reach = round(look.window * look.scale)
    low = max(0, expected - reach)
    part = profile[low : expected + reach]
    best = low + int(np.argmax(part))
    return Edge(best, True) if profile[best] > 0.35 else Edge(expected, False)


def frame(ink: Mask, box: BoxPlace, look: Look) -> tuple[Edge, Edge, Edge, Edge]:
    """The border of a small box as a whole: a tick across one of its sides must not be taken for that side."""
    side, line = round(box.width * look.scale), round(FRAME_LINE * look.scale)
    ring = np.ones((side + line, side + line), np.float32)
    ring[line:-line, line:-line] = 0
    reach = round(look.window * look.scale)
    start = round(look.around * look.scale) - line // 2 - reach
    start = max(0, start)
    part = ink[start : start + side + line + 2 * reach, start : start + side + line + 2 * reach]
    scores = cv2.matchTemplate(part.astype(np.float32), ring, cv2.TM_CCORR)
    best = float(scores.max())
    rows, columns = np.nonzero(scores >= 0.985 * best)
    top, left = (round(start + float(at.mean()) + line / 2) for at in (rows, columns))
    seen = best > 0.5 * float(ring.sum())
    return Edge(top, seen), Edge(top + side, seen), Edge(left, seen), Edge(left + side, seen)


def inside(ink: Mask, edges: tuple[Edge, Edge, Edge, Edge], box: BoxPlace, look: Look) -> Mask:
    """The part within the border, what is printed there taken out."""
    inset = round(look.inset * look.scale)
    top, bottom, left, right = (edge.at for edge in edges)
    inner = ink.copy()
    for x, above, width, height in box.printed:
        row, column = top + round((above - box.top) * look.scale), left + round((x - box.x) * look.scale)
        inner[max(0, row) : row + round(height * look.scale), max(0, column) : column + round(width * look.scale)] = 0
    return inner[top + inset : bottom - inset, left + inset : right - inset]


@dataclass(frozen=True)
class Strokes:
    """Square millimetres of strokes and of specks; millimetres of the longest stroke, and the shorter side of all together."""

    total: float
    longest: float
    narrowest: float
    specks: float


def measured(inner: Mask, look: Look, *, creases: bool) -> Strokes:
    """The strokes of a mask; creases of the paper, long and straight, are no strokes but specks."""
    _, marked, found, _ = cv2.connectedComponentsWithStats(inner, connectivity=8)
    width, height, area = found[:, 2], found[:, 3], found[:, 4]
    extent = np.maximum(width, height)
    real = area >= 6
    real[0] = False
    speck = extent < look.speck * look.scale
    if creases:
        for label in np.flatnonzero(real & (extent > 0.35 * inner.shape[0])):
            speck[label] |= _straight(np.asarray(marked), found[label], int(label), look)
    stroke = real & ~speck
    square = look.scale * look.scale
    return Strokes(
        float(area[stroke].sum() / square),
        float(extent[stroke].max(initial=0) / look.scale),
        _shorter_side(found[stroke]) / look.scale,
        float(area[real & speck].sum() / square),
    )


def _straight(labels: Labels, found: Labels, label: int, look: Look) -> bool:
    """Whether a part is a thin straight line: nowhere a quarter of a millimetre off it, on average."""
    left, top, width, height, _ = found
    rows, columns = np.nonzero(labels[top : top + height, left : left + width] == label)
    spread = np.linalg.eigvalsh(np.cov(np.stack([columns, rows])))
    return bool(np.sqrt(max(float(spread[0]), 0.0)) < CREASE * look.scale)


def _shorter_side(parts: Labels) -> float:
    """Of the rectangle around all parts, in pixels."""
    if not len(parts):
        return 0.0
    low, high = parts[:, :2].min(0), (parts[:, :2] + parts[:, 2:4]).max(0)
    return float((high - low).min())
