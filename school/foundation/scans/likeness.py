"""Does a page look like one of ours although no code can be read? And where could another code be?"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from school.foundation.scans.geometry import Grey, Points

Density = NDArray[np.float32]
CELL = 12  # pixels of a code's side where dense places are looked for
DENSE = 0.3
SHINES_THROUGH = 28  # grey levels: more than what is printed on a sheet's front gives on its back


def is_blank(picture: Grey) -> bool:
    """An empty back: hardly any ink away from the edges, whatever shines through; nor a code in the palest toner."""
    scale = 400 / max(picture.shape)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    rows, columns = small.shape[0] // 20 + 1, small.shape[1] // 20 + 1
    inner = small[rows:-rows, columns:-columns]
    if inner.size < 100:
        return True
    paper = cv2.medianBlur(inner, 31) if min(inner.shape) > 31 else inner
    dark = cv2.subtract(paper, inner) > 45
    return bool(paper.mean() > 60 and dark.mean() < 0.0004) and len(finders(picture, SHINES_THROUGH)) < 2


def dense_places(picture: Grey, explained: Sequence[Points], side: float) -> list[tuple[int, int, int, int]]:
    """Rectangles (left, top, right, bottom; pixels) as dark as a code with ``side`` pixels, the explained ones left out."""
    scale = CELL / side
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((2 * CELL + 1,) * 2, np.uint8))
    ink = np.clip(cv2.subtract(paper, small) / np.maximum(paper, 60).astype(np.float32), 0, 1)
    dense = np.asarray(cv2.blur(ink.astype(np.float32), (CELL - 2, CELL - 2)), np.float32)
    least = min(DENSE, 0.45 * _densest(dense, explained, scale))
    for corners in explained:
        centre = corners.mean(0)
        cv2.fillConvexPoly(dense, np.round(((corners - centre) * 1.7 + centre) * scale).astype(np.int32), 0.0)
    places: list[tuple[int, int, int, int]] = []
    while len(places) < 6:
        _, best, _, (column, row) = cv2.minMaxLoc(dense)
        if best < least:
            break
        cv2.circle(dense, (column, row), CELL, 0.0, -1)
        reach = 1.1 * side
        low = (int(max(0, column / scale - reach)), int(max(0, row / scale - reach)))
        places.append((*low, int(column / scale + reach), int(row / scale + reach)))
    return places


def _densest(dense: Density, explained: Sequence[Points], scale: float) -> float:
    """How dark the known codes are: on a page with little toner the others are no darker."""
    at = [np.round(corners.mean(0) * scale).astype(int) for corners in explained]
    seen = [float(dense[row, column]) for column, row in at if 0 <= row < len(dense) and 0 <= column < dense.shape[1]]
    return max(seen, default=1.0)


def finders(picture: Grey, contrast: int = 12) -> Points:
    """The middles of what looks like a code's corner pattern (a dark square in a ring), shape (n, 2).

    ``contrast`` is how many grey levels it is darker than what is around it.
    """
    smooth = cv2.GaussianBlur(picture, (0, 0), 1.2)
    side = max(15, round(max(picture.shape) / 30)) | 1
    dark = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, contrast)
    contours, tree = cv2.findContours(dark, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return np.zeros((0, 2))
    links = np.asarray(tree)[0]
    found = []
    for outer, (_, _, child, _) in enumerate(links):
        core = links[child][2] if child >= 0 else -1
        if core >= 0 and _is_finder(contours[outer], contours[child], contours[core]):
            found.append(cv2.minAreaRect(contours[outer])[0])
    return np.array(found, np.float64).reshape(-1, 2)


def _is_finder(outer: MatLike, ring: MatLike, core: MatLike) -> bool:
    areas = [cv2.contourArea(each) for each in (outer, ring, core)]
    if areas[2] < 6 or not 1.2 < areas[0] / max(areas[1], 1) < 3.5 or not 1.4 < areas[1] / areas[2] < 6:
        return False
    (x, y), (width, height), _ = cv2.minAreaRect(outer)
    inner = cv2.minAreaRect(core)[0]
    size = max(width, height)
    squarish = min(width, height) > 0.65 * size and areas[0] > 0.6 * width * height
    return squarish and bool(np.hypot(x - inner[0], y - inner[1]) < 0.15 * size)


def corner_marks(picture: Grey) -> int:
    """How many black L shapes of one size there are."""
    dark = cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    contours, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    sizes = []
    for contour in contours:
        area = cv2.contourArea(contour)
        if area < 0.0001 * max(picture.shape) ** 2:
            continue
        hull = cv2.contourArea(cv2.convexHull(contour))
        (_, (width, height), _) = cv2.minAreaRect(contour)
        if 0.58 < area / hull < 0.78 and min(width, height) > 0.4 * max(width, height) and hull < 0.9 * width * height:
            sizes.append(hull)
    return max((sum(0.7 < other / size < 1.4 for other in sizes) for size in sizes), default=0)


def looks_like_ours(picture: Grey, foreign: Sequence[Points]) -> bool:
    """Corner patterns that belong to no code of somebody else, or a slip's corner marks."""
    at = finders(picture)
    for corners in foreign:
        centre = corners.mean(0)
        reach = 0.8 * float(np.linalg.norm(corners[0] - corners[2]))
        at = at[np.linalg.norm(at - centre, axis=1) > reach]
    return len(at) >= 2 or corner_marks(picture) >= 3
