"""The degraded set: real letters and slips, written on, and scanned badly, all from one seed.

FROZEN is the seed of the test and of the table; whoever works on the reader looks at other seeds.
``python -m tests.foundation.scans.degraded`` reads the whole set and prints the table (``make scans``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from school.foundation.scans.layout import Mark
from tests.foundation.scans.handwriting import fill_in
from tests.foundation.scans.harsher import bad_threshold, faint, moved_while_read, photographed, screened, soil
from tests.foundation.scans.printed import CUT, DPI, drawn, layout, letters_pdf, number_of, open_pdf, token_of

FROZEN = 20261124
Grey = NDArray[np.uint8]
Rng = np.random.Generator


@dataclass(frozen=True)
class Written:
    """What a sheet on a page really is; the token is empty where only the slip is on the page."""

    number: str
    token: str
    marks: dict[str, Mark]


@dataclass(frozen=True)
class Scan:
    """One page as a scanner would give it: a JPEG, or a PNG if it has one bit a pixel."""

    kind: str
    placed: str
    dpi: int
    content: bytes
    sheets: tuple[Written, ...]


def turned(page: Grey, degrees: float, dpi: int, paper: int, keystone: float, rng: Rng) -> Grey:
    """``page`` (300 dpi) turned and squeezed, at ``dpi``, on a canvas that holds all of it."""
    small = cv2.resize(page, None, fx=dpi / DPI, fy=dpi / DPI, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + (rng.uniform(-keystone, keystone, (4, 2)) * width).astype(np.float32)
    spin = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    moved = (moved @ spin[:, :2].T + spin[:, 2]).astype(np.float32)
    moved -= moved.min(0)
    size = np.ceil(moved.max(0)).astype(int)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    return np.asarray(cv2.warpPerspective(small, matrix, tuple(map(int, size)), borderValue=(paper,)), np.uint8)


def noisy(page: Grey, rng: Rng) -> Grey:
    grain = rng.standard_normal(page.shape, dtype=np.float32) * rng.uniform(8, 22)
    faded = page * rng.uniform(0.7, 0.95) + rng.uniform(0, 30)
    return np.clip(faded + grain, 0, 255).astype(np.uint8)


def blurred(page: Grey, rng: Rng) -> Grey:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), rng.uniform(0.9, 1.6)), np.uint8)


def stained(page: Grey, rng: Rng) -> Grey:
    """Coffee, fingers and shadows: soft blots and rings, never so dark that a person could not read on."""
    shade = np.ones(page.shape, np.float32)
    for _ in range(int(rng.integers(3, 8))):
        layer = np.zeros(page.shape, np.float32)
        centre = (int(rng.integers(page.shape[1])), int(rng.integers(page.shape[0])))
        axes = (int(rng.integers(30, 220)), int(rng.integers(30, 220)))
        cv2.ellipse(layer, centre, axes, rng.uniform(0, 180), 0, 360, 1.0, int(rng.choice([-1, 12])))
        shade *= 1 - rng.uniform(0.1, 0.45) * cv2.blur(layer, (9, 9))
    return np.clip(page * shade, 0, 255).astype(np.uint8)


def folded(page: Grey, rng: Rng) -> Grey:
    """Two or three creases across the page: a thin dark or light line with a shadow at one side."""
    shade = np.zeros(page.shape, np.float32)
    height, width = page.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    for _ in range(int(rng.integers(2, 4))):
        angle = float(rng.choice([0.0, np.pi / 2])) + rng.uniform(-0.05, 0.05)
        away = (columns - rng.uniform(0, width)) * np.cos(angle) + (rows - rng.uniform(0, height)) * np.sin(angle)
        shade += np.where(away > 0, np.exp(-np.maximum(away, 0) / 60), 0) * rng.uniform(-50, -15)
        shade += np.exp(-((away / rng.uniform(0.6, 1.5)) ** 2)) * rng.choice([-70.0, 50.0])
    return np.clip(page + shade, 0, 255).astype(np.uint8)


def one_bit(page: Grey, rng: Rng) -> Grey:
    """Black and white by a fixed threshold, with specks."""
    grain = rng.standard_normal(page.shape, dtype=np.float32) * 14
    return np.where(page + grain > rng.uniform(135, 195), 255, 0).astype(np.uint8)


def mixed(page: Grey, rng: Rng) -> Grey:
    """Two of the others at once."""
    for change in rng.choice(len(CHANGES), 2, replace=False):
        page = CHANGES[int(change)](page, rng)
    return page


CHANGES: tuple[Callable[[Grey, Rng], Grey], ...] = (noisy, blurred, stained, folded)
# kind → (what happens to the pixels, largest keystone as part of the width, JPEG quality or 0 for PNG)
KINDS: dict[str, tuple[Callable[[Grey, Rng], Grey] | None, float, int]] = {
    "plain": (None, 0.0, 85),
    "rotation": (None, 0.0, 85),
    "keystone": (None, 0.022, 85),
    "noise": (noisy, 0.0, 85),
    "blur": (blurred, 0.0, 85),
    "JPEG 60": (None, 0.0, 60),
    "1 bit": (one_bit, 0.0, 0),
    "stains": (stained, 0.0, 80),
    "folds": (folded, 0.0, 80),
    "mixed": (mixed, 0.01, 60),
}
# The kinds are above. These came later and are harsher, so that "identified" means something.
HARSHER: dict[str, tuple[Callable[[Grey, Rng], Grey] | None, float, int]] = {
    "soiled": (None, 0.0, 75),
    "bad 1 bit": (bad_threshold, 0.0, 0),
    "faint": (None, 0.0, 75),
    "JPEG 30": (None, 0.0, 30),
    "moved": (moved_while_read, 0.0, 75),
    "photo": (None, 0.0, 75),
    "screened": (screened, 0.0, 75),
}
ALL_KINDS = {**KINDS, **HARSHER}
PLACED = ("whole", "upside down", "slip", "anywhere", "three slips")


class Maker:
    """Makes the pages of one seed."""

    def __init__(self, seed: int, places: range) -> None:
        self._seed, self._first = seed, places.start
        self._pdf = open_pdf(letters_pdf(places))
        self._count = len(places)

    def scan(self, kind: str, placed: str, dpi: int, index: int) -> Scan:
        """The page of this kind; the same arguments give the same bytes."""
        rng = np.random.default_rng([self._seed, index, dpi, list(ALL_KINDS).index(kind), PLACED.index(placed)])
        change, keystone, quality = ALL_KINDS[kind]
        paper = int(rng.integers(228, 256))
        if placed in ("whole", "upside down"):
            page, sheet = self._letter(int(rng.integers(self._count)), rng, kind)
            sheets = (sheet,)
        else:
            page, sheets = self._slips(rng, placed, kind)
        page = np.minimum(page, paper)
        if kind == "photo":
            return Scan(kind, placed, dpi, encoded(photographed(page, 10 * dpi, rng), quality), sheets)
        degrees = 180.0 if placed == "upside down" else 0.0
        spread = 12.0 if kind == "rotation" else 1.5
        degrees += rng.uniform(-spread, spread) + (float(rng.choice([0, 90, 180, 270])) if kind == "rotation" else 0)
        page = turned(page, degrees, dpi, paper, keystone, rng)
        if change:
            page = change(page, rng)
        return Scan(kind, placed, dpi, encoded(page, quality), sheets)

    def _letter(self, place: int, rng: Rng, kind: str) -> tuple[Grey, Written]:
        page = drawn(self._pdf, place)
        page = faint(page, rng) if kind == "faint" else page
        marks = fill_in(page, layout(), rng)
        page = soil(page, layout().codes[1], rng) if kind == "soiled" else page
        place += self._first
        return page, Written(number_of(place), token_of(place), marks)

    def _slips(self, rng: Rng, placed: str, kind: str) -> tuple[Grey, tuple[Written, ...]]:
        """Slips cut off, alone or on a sheet of A4."""
        places = rng.choice(self._count, 3 if placed == "three slips" else 1, replace=False)
        letters = [self._letter(int(place), rng, kind) for place in places]
        cut = [page[round((CUT + rng.uniform(-1, 2)) * DPI / 25.4) :] for page, _ in letters]
        sheets = tuple(Written(each.number, "", each.marks) for _, each in letters)
        if placed == "slip":
            return cut[0], sheets
        sheet = np.full((round(297 * DPI / 25.4), round(210 * DPI / 25.4)), 255, np.uint8)
        for place, slip in enumerate(cut):
            tilt = rng.uniform(-2, 2) if placed == "three slips" else rng.uniform(-15, 15)
            height, width = slip.shape
            middle = (place + 0.5) / 3 if placed == "three slips" else rng.uniform(0.3, 0.7)
            matrix = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 0.97)
            matrix[:, 2] += (sheet.shape[1] / 2 - width / 2, sheet.shape[0] * middle - height / 2)
            laid = cv2.warpAffine(slip, matrix, sheet.shape[::-1], borderValue=(255,))
            sheet = np.minimum(sheet, np.asarray(laid, np.uint8))
        return sheet, sheets


def encoded(page: Grey, quality: int) -> bytes:
    if not quality:
        return cv2.imencode(".png", page, [cv2.IMWRITE_PNG_BILEVEL, 1])[1].tobytes()
    return cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def scans(
    seed: int, *, each: int, dpis: tuple[int, ...] = (200, 150), first: int = 0, kinds: Sequence[str] = tuple(ALL_KINDS)
) -> Iterator[Scan]:
    """``each`` pages of every kind at every resolution, the placings in turn."""
    maker = Maker(seed, range(first, first + 40))
    for kind in kinds:
        for dpi in dpis:
            for index in range(each):
                yield maker.scan(kind, PLACED[(index + list(ALL_KINDS).index(kind)) % len(PLACED)], dpi, index)
