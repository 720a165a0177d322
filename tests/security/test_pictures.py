"""Pictures that are no pictures, or far too many of them: refused, at little cost."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from PIL import Image

from school.foundation.files import small_picture
from school.foundation.files.pictures import MOST_BYTES, MOST_PIXELS, MOST_SCANS
from tests.campus import Campus
from tests.letters.posted import posted

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><rect width='9' height='9'/></svg>"
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n"


def bomb(side: int) -> bytes:
    """A few kilobytes of PNG that unfold to ``side`` × ``side`` pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, row = zlib.compressobj(9), bytes(1 + (side + 7) // 8)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def picture(kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, kind, **more)
    return out.getvalue()


def scans(count: int) -> bytes:
    """A JPEG that draws its pixels again and again: a thousand times in 140 KB."""
    whole = picture("JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * count + whole[-2:]


HOSTILE = {
    "svg": SVG,
    "eps": EPS,
    "gif": picture("GIF"),
    "text": b"hello",
    "nothing": b"",
    "half": picture()[:60],
    "bomb": bomb(int(MOST_PIXELS**0.5) + 10),
    "too large": picture() + bytes(MOST_BYTES),
    "scans": scans(MOST_SCANS),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_no_picture(name: str) -> None:
    tracemalloc.start()
    assert small_picture(io.BytesIO(HOSTILE[name]), 512) is None
    assert tracemalloc.get_traced_memory()[1] < 2 * MOST_BYTES
    tracemalloc.stop()


def test_damage_is_never_a_crash() -> None:
    dice = random.Random(7)
    for kind in ("PNG", "JPEG", "WEBP"):
        whole = picture(kind)
        for _ in range(80):
            damaged = bytearray(whole)
            for _ in range(3):
                damaged[dice.randrange(len(damaged))] = dice.randrange(256)
            small_picture(io.BytesIO(bytes(damaged)), 512, "RGBA")


def test_a_progressive_picture_as_cameras_make_it_is_fine() -> None:
    assert small_picture(io.BytesIO(scans(2)), 30) is not None


def test_nothing_of_the_file_survives_but_what_is_seen() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "宿舍 3 栋", 6
    made = small_picture(io.BytesIO(picture("JPEG", exif=exif, comment=b"secret")), 30)
    assert made is not None
    assert made.size == (20, 30), "turned upright and made small"
    assert not made.info
    assert not made.getexif()


@pytest.mark.parametrize("name", ["svg", "eps", "half", "bomb", "scans"])
def test_a_crest_and_a_photo_are_refused_on_their_pages(
    campus: Campus, client_of: Callable[[str], FlaskClient], name: str
) -> None:
    letter = posted(campus)
    crest = {"name": "云州大学", "office_name": "保卫处", "office_phone": "1", "crest": _file(name)}
    crest |= {"counsellor_label": "辅导员", "college_label": "学院"}
    assert client_of("office").post("/settings", data=crest).status_code == 422
    photo = {"confirmation": "handed_in", "photo": _file(name)}
    assert client_of("student").post(f"/s/{letter.number}", data=photo).status_code == 422


def _file(name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(HOSTILE[name]), "../../x.png"
