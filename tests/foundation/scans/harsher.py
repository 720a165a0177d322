"""Harsher than the issue's kinds: what schools' printers, cups, old copiers and phones do to a slip."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from school.foundation.scans.layout import CodePlace
from tests.foundation.scans.printed import DPI

Grey = NDArray[np.uint8]
Rng = np.random.Generator
PX = DPI / 25.4


def faint(page: Grey, rng: Rng) -> Grey:
    """Toner at its end, before anybody writes: grey print, streaks down the page, and grains that did not stick."""
    strength = np.full(page.shape[1], rng.uniform(0.3, 0.55), np.float32)
    for _ in range(int(rng.integers(1, 5))):
        middle, width = rng.uniform(0, page.shape[1]), rng.uniform(15, 60)
        strength *= 1 - rng.uniform(0.2, 0.5) * np.exp(-(((np.arange(page.shape[1]) - middle) / width) ** 2))
    grains = cv2.GaussianBlur(rng.random(page.shape, dtype=np.float32), (0, 0), 0.9)
    stuck = np.clip((grains - grains.mean()) / grains.std() * 0.4 + 1.0, 0, 1)
    return np.asarray(255 - (255 - page) * strength * stuck, np.uint8)


def soil(page: Grey, code: CodePlace, rng: Rng) -> Grey:
    """A pen across the code, a blot on its edge, or a stain over half of it: a person could still use the number."""
    left, top, side = (round(length * PX) for length in (code.x, code.top, code.size))
    layer = np.zeros(page.shape, np.float32)
    kind = rng.integers(3)
    if kind == 0:
        ends = rng.uniform(-0.1, 1.1, (2, 2)) * side + (left, top)
        cv2.line(layer, *(tuple(map(int, end)) for end in ends), 1.0, int(rng.integers(5, 11)), cv2.LINE_AA)
        dark = rng.uniform(0.6, 0.9)
    elif kind == 1:
        centre = rng.choice([0.0, 1.0], 2) * side * rng.uniform(0.8, 1.0) + (left, top) + rng.uniform(0.1, 0.3) * side
        cv2.circle(layer, tuple(map(int, centre)), round(side * rng.uniform(0.08, 0.16)), 1.0, -1)
        dark = rng.uniform(0.6, 0.9)
    else:
        centre = rng.uniform(0.2, 0.8, 2) * side + (left, top)
        axes = tuple(map(int, rng.uniform(0.3, 0.6, 2) * side))
        cv2.ellipse(layer, tuple(map(int, centre)), axes, rng.uniform(0, 180), 0, 360, 1.0, -1)
        dark = rng.uniform(0.3, 0.55)
    return np.asarray(page * (1 - dark * cv2.blur(layer, (5, 5))), np.uint8)


def bad_threshold(page: Grey, rng: Rng) -> Grey:
    """Black and white with a threshold that eats thin strokes or fills the paper with specks."""
    grain = rng.standard_normal(page.shape, dtype=np.float32) * 12
    at = rng.uniform(85, 125) if rng.random() < 0.5 else rng.uniform(200, 215)
    return np.where(page + grain > at, 255, 0).astype(np.uint8)


def moved_while_read(page: Grey, rng: Rng) -> Grey:
    """The hand or the feeder moved: blurred along one direction."""
    length = int(rng.integers(3, 8))
    kernel = np.zeros((9, 9), np.float32)
    along = np.array([np.cos(angle := rng.uniform(0, np.pi)), np.sin(angle)]) * length / 2
    cv2.line(
        kernel, tuple(np.round(4 - along).astype(int).tolist()), tuple(np.round(4 + along).astype(int).tolist()), 1.0
    )
    return np.asarray(cv2.filter2D(page, -1, kernel / kernel.sum()), np.uint8)


def screened(page: Grey, rng: Rng) -> Grey:
    """A copy of a copy: greys as dots of a screen, which beat with the scanner's own."""
    rows, columns = np.mgrid[0 : page.shape[0], 0 : page.shape[1]].astype(np.float32)
    angle, pitch = rng.uniform(0.2, 1.2), rng.uniform(2.3, 3.4)
    u = (columns * np.cos(angle) + rows * np.sin(angle)) * 2 * np.pi / pitch
    v = (rows * np.cos(angle) - columns * np.sin(angle)) * 2 * np.pi / pitch
    screen = 127 + 60 * (np.cos(u) + np.cos(v))
    dots = np.clip((page * rng.uniform(0.82, 0.95) - screen) * 4 + 128, 0, 255)
    return np.asarray(cv2.GaussianBlur(0.45 * dots + 0.5 * page, (0, 0), 0.6), np.uint8)


def photographed(page: Grey, longest: int, rng: Rng) -> Grey:
    """A phone's photo of a page on a table: from an angle, in uneven light, sent on with ``longest`` pixels."""
    page = np.asarray(np.rot90(page, int(rng.integers(4))), np.uint8)
    height, width = page.shape
    factor = longest * rng.uniform(0.86, 0.95) / max(height, width)
    size = np.array([width, height]) * factor
    canvas = np.round(size / rng.uniform(0.84, 0.93) + 40).astype(int)
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * size
    moved = corners + rng.uniform(-0.03, 0.03, (4, 2)) * size.max()
    spin = cv2.getRotationMatrix2D(tuple(size / 2), rng.uniform(-5, 5), 0.95)
    moved = moved @ spin[:, :2].T + spin[:, 2] + (canvas - size) / 2
    small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    scaled = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32) * np.array(small.shape[::-1], np.float32)
    matrix = cv2.getPerspectiveTransform(scaled, moved.astype(np.float32))
    wood = cv2.resize(
        rng.uniform(50, 150, (60, 8)).astype(np.float32), tuple(map(int, canvas)), interpolation=cv2.INTER_CUBIC
    )
    photo = cv2.warpPerspective(small, matrix, tuple(map(int, canvas)), wood, borderMode=cv2.BORDER_TRANSPARENT)
    light = cv2.resize(
        rng.uniform(0.5, 1.0, (3, 3)).astype(np.float32), tuple(map(int, canvas)), interpolation=cv2.INTER_CUBIC
    )
    lit = np.asarray(photo, np.float32) * light + rng.standard_normal(photo.shape, dtype=np.float32) * 4
    return np.clip(cv2.GaussianBlur(lit, (0, 0), rng.uniform(0.4, 0.8)), 0, 255).astype(np.uint8)
