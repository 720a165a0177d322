"""A photo of the slip, made small and stripped of everything that a phone writes into it."""

from __future__ import annotations

from typing import BinaryIO

from school.foundation.files import small_jpeg

LONGEST_SIDE = 1600


def clean_photo(stream: BinaryIO) -> bytes | None:
    """A JPEG of at most 1,600 pixels a side without place, time and model; None if it is no photo."""
    return small_jpeg(stream, LONGEST_SIDE)
