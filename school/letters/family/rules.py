"""What counts as a drawn name, and on what kind of device somebody signed."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Sequence
from typing import Any

Point = tuple[int, int]
Stroke = list[Point]

# A name needs some points, some ink and some width; a dot or a slip of the thumb has neither. All
# lengths are CSS pixels of the pad, which is at least 280 wide and 200 high.
FEWEST_POINTS = 8
LEAST_INK = 90
LEAST_WIDTH = 24
LEAST_HEIGHT = 12
MOST_POINTS = 6_000
FARTHEST = 4_000
LONGEST_TEXT = 120_000

_DEVICES = (("MicroMessenger", "wechat"), ("QQ/", "qq"), ("DingTalk", "dingtalk"), ("Mobile", "phone"))


def language_of(words: str) -> str:
    """In which language a voice should read ``words``: one Chinese character makes them Chinese."""
    return "zh-CN" if any("\u3400" <= character <= "\u9fff" for character in words) else "en"


def read_strokes(text: str) -> list[Stroke] | None:
    """Strokes from what the pad sent (``[[[x, y], …], …]``), or None if it sent anything else."""
    if not text or len(text) > LONGEST_TEXT:
        return None
    try:
        found = [[_point(point) for point in stroke] for stroke in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        return None
    return found if sum(map(len, found)) <= MOST_POINTS else None


def is_blank(strokes: Sequence[Stroke]) -> bool:
    """Whether nobody can have written a name with these strokes."""
    points = [point for stroke in strokes for point in stroke]
    if len(points) < FEWEST_POINTS:
        return True
    width, height = _extent(points, 0), _extent(points, 1)
    too_small = width < LEAST_WIDTH or height < LEAST_HEIGHT
    return too_small or sum(map(_length, strokes)) < LEAST_INK


def device_class(user_agent: str) -> str:
    """wechat, qq, dingtalk, phone or computer: as much as the evidence needs and no more."""
    return next((name for mark, name in _DEVICES if mark in user_agent), "computer")


def _point(pair: Any) -> Point:
    x, y = pair
    if not all(isinstance(value, int | float) and abs(value) <= FARTHEST for value in (x, y)):
        raise ValueError("not a point")
    return round(x), round(y)


def _extent(points: Sequence[Point], axis: int) -> int:
    values = [point[axis] for point in points]
    return max(values) - min(values)


def _length(stroke: Stroke) -> float:
    return sum(math.dist(here, there) for here, there in itertools.pairwise(stroke))
