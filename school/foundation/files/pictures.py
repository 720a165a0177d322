"""Pictures that somebody sends: made small and drawn anew, so that nothing else in the file survives."""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps

# No others: Pillow would hand EPS to another program, and knows forty more formats that nobody sends.
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 15 * 1024 * 1024
# 7 KB of PNG can unfold to as many pixels as it says: 60 million took 370 MB, 169 million 1.4 GB (measured).
MOST_PIXELS = 25_000_000
# A plain JPEG is read at an eighth to half of its size; a progressive one is not.
MOST_PIXELS_OF_JPEG = 60_000_000
# A progressive JPEG draws all its pixels once a scan: 136 KB with a thousand scans took 42 s (measured); cameras and
# programs write up to a dozen.
MOST_SCANS = 30
_SCAN = b"\xff\xda"


def small_picture(stream: BinaryIO, longest_side: int, mode: str = "RGB") -> Image.Image | None:
    """The picture upright, at most ``longest_side`` pixels, with neither place nor time; None if it is none.

    ``mode`` is "RGB", or "RGBA" to keep what is transparent.
    """
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES or (content.startswith(b"\xff\xd8") and content.count(_SCAN) > MOST_SCANS):
        return None
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > _most_pixels(picture):
                return None
            return _drawn_anew(picture, longest_side, mode)
    except Exception:  # noqa: BLE001 (a damaged file fails in any of the libraries' ways: all mean "no picture")
        return None


def small_jpeg(stream: BinaryIO, longest_side: int) -> bytes | None:
    """The same as a JPEG of some hundred kilobytes."""
    picture = small_picture(stream, longest_side)
    if picture is None:
        return None
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue()


def _most_pixels(picture: Image.Image) -> int:
    plain = picture.format == "JPEG" and not picture.info.get("progressive")
    return MOST_PIXELS_OF_JPEG if plain else MOST_PIXELS


def _drawn_anew(picture: Image.Image, longest_side: int, mode: str) -> Image.Image:
    picture.draft(mode, (longest_side, longest_side))
    small = picture if picture.mode == mode else picture.convert(mode)
    small.thumbnail((longest_side, longest_side))
    upright = ImageOps.exif_transpose(small)
    plain = Image.new(mode, upright.size)
    plain.paste(upright)
    return plain
