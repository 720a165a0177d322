"""One page, from pixels to what it is. Pure: no files, no processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from school.foundation.scans.boxes import read_box
from school.foundation.scans.codes import Codes, at_half, insist, take
from school.foundation.scans.geometry import (
    FoundCode,
    Grey,
    Points,
    Transform,
    affine,
    code_square,
    grouped,
    locate,
    moved,
    patch,
    pixels_per_mm,
)
from school.foundation.scans.layout import PageKind, PageReading, SheetLayout, SheetReading
from school.foundation.scans.likeness import dense_places, finders, is_blank, looks_like_ours

AREA_SCALE = 150 / 25.4  # pixels a millimetre of the picture that is kept of a sheet
FINEST = 11.0  # pixels a millimetre: what is finer is made smaller before boxes are looked at
LONGEST_SIDE = 1600


def read_picture(picture: Grey, layout: SheetLayout) -> PageReading:
    """What a page holds; its file and page are for the caller to set."""
    half = at_half(picture)
    codes = Codes()
    take(codes, half, 0.5, layout.codes)
    if not codes.ours and is_blank(half):
        return PageReading(0, 0, PageKind.BLANK, picture=jpeg(small(half), 60))
    if not codes.ours:
        insist(codes, picture, layout.codes)
    if not codes.ours:
        ours = bool(codes.broken) or looks_like_ours(half, [corners * 0.5 for corners in codes.foreign])
        return PageReading(0, 0, PageKind.UNREADABLE if ours else PageKind.NO_SHEET, picture=jpeg(small(half), 60))
    unread = _others(codes, picture, half, layout)
    sheets = tuple(_sheet(picture, group, layout) for group in grouped(codes.ours))
    sheets += tuple(SheetReading({}, {}, strip) for strip in unread)
    upright = np.rot90(small(half), _quarter_turns(codes.ours[0].corners))
    return PageReading(0, 0, PageKind.SHEET, sheets, jpeg(np.ascontiguousarray(upright), 60))


def _others(codes: Codes, picture: Grey, half: Grey, layout: SheetLayout) -> list[bytes]:
    """Find the codes that the first look missed; gives a picture for each that is seen and cannot be read."""
    first = codes.ours[0]
    across = float(np.linalg.norm(first.corners[1] - first.corners[0])) / first.place.size
    sides = [across * place.size for place in layout.codes]
    unread: list[bytes] = []
    explained = [corners / 2 for corners in _explained(codes, layout)]
    for left, top, right, bottom in dense_places(half, explained, min(sides) / 2):
        part = np.ascontiguousarray(picture[2 * top : 2 * bottom, 2 * left : 2 * right])
        corner = np.array([2 * left, 2 * top], np.float64)
        before = len(codes.ours)
        insist(codes, part, layout.codes, corner)
        if len(codes.ours) == before and _code_seen(finders(part) + corner, _explained(codes, layout), sides):
            middle = np.array([left + right, top + bottom], np.float64)
            unread.append(jpeg(_around(picture, middle, first.corners, across * layout.area[3]), 70))
    return unread


def _code_seen(at: Points, explained: list[Points], sides: Sequence[float]) -> bool:
    """Whether two corner patterns that belong to no known code are as far apart as those of one of ours."""
    known = _wider(explained)
    unknown = [
        point
        for point in at
        if all(cv2.pointPolygonTest(each, (float(point[0]), float(point[1])), measureDist=False) < 0 for each in known)
    ]
    apart = [float(np.linalg.norm(one - other)) for one, other in combinations(unknown, 2)]
    return any(0.6 * side < distance < 1.25 * side for distance in apart for side in sides)


def _around(picture: Grey, middle: Points, like: Points, high: float) -> Grey:
    """The strip of the page around a code that lies as another one does: its slip, and as little as possible of others."""
    turns = _quarter_turns(like)
    row, column = middle[1], middle[0]
    reach = round(0.75 * high)
    if turns % 2:
        strip = picture[:, max(0, round(column) - reach) : round(column) + reach]
    else:
        strip = picture[max(0, round(row) - reach) : round(row) + reach]
    return small(np.ascontiguousarray(np.rot90(strip, turns)))


def _wider(squares: list[Points]) -> list[NDArray[np.float32]]:
    return [((square - square.mean(0)) * 1.15 + square.mean(0)).astype(np.float32) for square in squares]


def _explained(codes: Codes, layout: SheetLayout) -> list[Points]:
    """Every code that is known, and where the other codes of those sheets are."""
    explained = list(codes.foreign)
    for code in codes.ours:
        transform = affine(code_square(code.place), code.corners)
        explained += [moved(transform, code_square(place)) for place in layout.codes]
    return explained


def _sheet(picture: Grey, group: list[FoundCode], layout: SheetLayout) -> SheetReading:
    transform, marks = locate(picture, group, layout.marks)
    picture, transform = _not_too_fine(picture, transform, group)
    values = {code.place.name: code.value for code in group}
    exact = marks > 2
    found = {box.name: read_box(picture, transform, box, exact=exact) for box in layout.boxes}
    return SheetReading(values, found, jpeg(patch(picture, transform, layout.area, AREA_SCALE), 70))


def _not_too_fine(picture: Grey, transform: Transform, group: list[FoundCode]) -> tuple[Grey, Transform]:
    """A smaller picture where the scanner gave more than straightening can take without losing thin lines."""
    scale = pixels_per_mm(transform, code_square(group[0].place))
    if scale <= FINEST:
        return picture, transform
    factor = 8.0 / scale
    smaller = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(smaller, np.uint8), np.diag([factor, factor, 1.0]) @ transform


def _quarter_turns(corners: Points) -> int:
    """How often a page is to be turned anticlockwise until this code stands upright."""
    across = corners[1] - corners[0]
    return round(float(np.degrees(np.arctan2(across[1], across[0]))) / 90) % 4


def small(picture: Grey) -> Grey:
    """At most ``LONGEST_SIDE`` pixels."""
    factor = LONGEST_SIDE / max(picture.shape)
    if factor >= 1:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)


def jpeg(picture: Grey, quality: int) -> bytes:
    """A grey JPEG."""
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def placed(reading: PageReading, file: int, page: int) -> PageReading:
    """The reading of this page of this file, both from 1."""
    return replace(reading, file=file, page=page)
