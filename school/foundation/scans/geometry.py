"""From the codes found on a page to where everything else of a sheet is.

A ``Transform`` is a 3 x 3 matrix that takes millimetres of the printed page to pixels of the picture.
Points are arrays of shape (n, 2), x first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from school.foundation.scans.layout import CodePlace, CornerMark

Grey = NDArray[np.uint8]
Points = NDArray[np.float64]
Transform = NDArray[np.float64]

# A code predicts another one by the place it would have: off by at most this part of their distance.
NEAR = 0.15
SEARCH = 6.0
MARK_SCALE = 6.0
ALIKE = 0.72
STRAY = 0.9


@dataclass(frozen=True)
class FoundCode:
    """One of our codes on a page: ``corners`` in pixels, clockwise from the symbol's own top left."""

    place: CodePlace
    value: str
    corners: Points


def square(x: float, top: float, width: float, height: float) -> Points:
    """The corners of a rectangle, clockwise from its top left."""
    return np.array([[x, top], [x + width, top], [x + width, top + height], [x, top + height]], np.float64)


def code_square(place: CodePlace) -> Points:
    """The corners of a code as printed."""
    return square(place.x, place.top, place.size, place.size)


def moved(transform: Transform, points: Points) -> Points:
    """Points of the page in pixels."""
    homogeneous = np.c_[points, np.ones(len(points))] @ transform.T
    return np.asarray(homogeneous[:, :2] / homogeneous[:, 2:], np.float64)


def pixels_per_mm(transform: Transform, at: Points) -> float:
    """The scale near the middle of these points of the page."""
    middle = at.mean(0)
    around = moved(transform, middle + np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    return float(np.mean(np.linalg.norm(around[1:] - around[0], axis=1)))


def affine(page: Points, pixels: Points) -> Transform:
    """The best transform without perspective."""
    solved = np.linalg.lstsq(np.c_[page, np.ones(len(page))], pixels, rcond=None)[0]
    return np.vstack([solved.T, [0.0, 0.0, 1.0]])


def fitted(page: Points, pixels: Points) -> Transform:
    """The transform through these points: with perspective only where they spread over the sheet."""
    spread = np.ptp(page, axis=0)
    if len(page) < 6 or spread.min() < 40 or spread.max() < 120:
        return affine(page, pixels)
    return np.asarray(cv2.findHomography(page, pixels, 0)[0], np.float64)


def grouped(codes: Sequence[FoundCode]) -> list[list[FoundCode]]:
    """Codes that are of one sheet together: each predicts where the others must be."""
    groups: list[list[FoundCode]] = []
    for code in codes:
        home = next((group for group in groups if all(_one_sheet(code, other) for other in group)), None)
        if home is None:
            groups.append([code])
        else:
            home.append(code)
    return groups


def _one_sheet(one: FoundCode, other: FoundCode) -> bool:
    return one.place != other.place and _predicts(one, other) and _predicts(other, one)


def _predicts(one: FoundCode, other: FoundCode) -> bool:
    transform = affine(code_square(one.place), one.corners)
    expected = moved(transform, code_square(other.place))
    distance = np.linalg.norm(expected.mean(0) - one.corners.mean(0))
    size = np.linalg.norm(expected[0] - expected[2])
    return bool(
        np.linalg.norm(expected.mean(0) - other.corners.mean(0)) < NEAR * distance + 0.2 * size
        and np.linalg.norm(expected - expected.mean(0) - other.corners + other.corners.mean(0), axis=1).max()
        < 0.25 * size
    )


def locate(picture: Grey, codes: Sequence[FoundCode], marks: Sequence[CornerMark]) -> tuple[Transform, int]:
    """The transform of a sheet by its codes and those corner marks that are found; and how many were.

    The nearest marks come first: each makes the search for the next one more exact.
    """
    page = np.vstack([code_square(code.place) for code in codes])
    pixels = np.vstack([code.corners for code in codes])
    known = len(page)
    transform = fitted(page, pixels)
    middle = page.mean(0)
    near = sorted(marks, key=lambda mark: float(np.hypot(mark.x - middle[0], mark.top - middle[1])))
    for mark, reach in [*((mark, SEARCH) for mark in near), *((mark, 2 * SEARCH) for mark in near)]:
        centre = np.array([mark.x + mark.arm / 2, mark.top + mark.arm / 2])
        known_already = len(page) > known and bool((np.abs(page[known:] - centre).max(1) < 0.01).any())
        at = None if known_already else find_mark(picture, transform, mark, reach)
        if at is not None:
            page = np.vstack([page, centre])
            pixels = np.vstack([pixels, at])
            transform = fitted(page, pixels)
    if len(page) > known:
        page, pixels, transform = _without_strays(page, pixels, transform, known)
    return transform, len(page) - known


def _without_strays(page: Points, pixels: Points, transform: Transform, known: int) -> tuple[Points, Points, Transform]:
    """Drop the marks that do not fit the others (a stroke may look like one)."""
    away = np.linalg.norm(moved(transform, page) - pixels, axis=1) / pixels_per_mm(transform, page)
    keep = (away < STRAY) | (np.arange(len(page)) < known)
    if keep.all():
        return page, pixels, transform
    return page[keep], pixels[keep], fitted(page[keep], pixels[keep])


def patch(picture: Grey, transform: Transform, rectangle: tuple[float, float, float, float], scale: float) -> Grey:
    """A rectangle of the page (x, top, width, height), straightened, ``scale`` pixels a millimetre."""
    x, top, width, height = rectangle
    place = np.array([[1 / scale, 0, x], [0, 1 / scale, top], [0, 0, 1]])
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    straight = cv2.warpPerspective(picture, transform @ place, size, flags=flags, borderValue=(255,))
    return np.asarray(straight, np.uint8)


def mark_template(mark: CornerMark) -> Grey:
    """The mark as drawn, ``MARK_SCALE`` pixels a millimetre, with a little paper around."""
    edge = 3
    arm, thick = round(mark.arm * MARK_SCALE), round(mark.thick * MARK_SCALE)
    drawn = np.full((arm + 2 * edge, arm + 2 * edge), 255, np.uint8)
    column = edge + (arm - thick if mark.right else 0)
    row = edge + (arm - thick if mark.bottom else 0)
    drawn[edge : edge + arm, column : column + thick] = 0
    drawn[row : row + thick, edge : edge + arm] = 0
    return np.asarray(cv2.GaussianBlur(drawn, (0, 0), 1.5), np.uint8)


def find_mark(picture: Grey, transform: Transform, mark: CornerMark, reach: float = SEARCH) -> Points | None:
    """The middle of a mark's square in pixels, shape (2,), or None if nothing like it is near."""
    x, top, side = mark.x - reach, mark.top - reach, mark.arm + 2 * reach
    near = patch(picture, transform, (x, top, side, side), MARK_SCALE)
    template = mark_template(mark)
    scores = cv2.matchTemplate(near, template, cv2.TM_CCOEFF_NORMED)
    _, best, _, (column, row) = cv2.minMaxLoc(scores)
    if best < ALIKE:
        return None
    half = template.shape[0] / 2
    at = np.array([[x + (column + half) / MARK_SCALE, top + (row + half) / MARK_SCALE]])
    return np.asarray(moved(transform, at)[0], np.float64)
