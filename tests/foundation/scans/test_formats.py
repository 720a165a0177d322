"""One page in every form that copiers, programs and phones give it: all are read like the plain one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image

from school.foundation.scans.layout import PageKind, PageReading, Trouble
from school.foundation.scans.limits import LIMITS
from school.foundation.scans.reader import read_picture
from school.foundation.scans.sources import Unusable, open_source
from tests.foundation.scans import pdf_files as pdf
from tests.foundation.scans.degraded import Maker
from tests.foundation.scans.printed import layout

Grey = pdf.Grey
BEHIND = b"BT 3 Tr /F 12 Tf 60 700 Td (what a copier's reader of characters found) Tj ET\n"
WRITTEN_OVER = b"BT /F 8 Tf 20 12 Td (2026-11-24 copier 3) Tj ET\n"


@cache
def page(dpi: int = 200) -> Grey:
    """A letter as scanned at 200 dpi, in the size that another resolution would give."""
    content = np.frombuffer(Maker(11, range(3)).scan("plain", "whole", 200, 4).content, np.uint8)
    plain = cv2.imdecode(content, cv2.IMREAD_GRAYSCALE)
    return np.asarray(cv2.resize(plain, None, fx=dpi / 200, fy=dpi / 200, interpolation=cv2.INTER_CUBIC), np.uint8)


def compact_pdf() -> bytes:
    """Paper as a coarse JPEG below, letters as a mask above: what copiers call compact."""
    paper = np.full((210, 148), 240, np.uint8)
    text = pdf.stencil(page())
    draw = b"q 595 0 0 842 0 0 cm /I0 Do /I1 Do Q"
    return pdf.pdf_page(b"0 0 595 842", draw, pdf.jpeg(paper).content, text.content)


def flipped_pdf() -> bytes:
    """The picture stored upside down, and turned over again where it is drawn."""
    return pdf.pdf_page(b"0 0 595 842", b"595 0 0 -842 0 842 cm /I0 Do", pdf.jpeg(page()[::-1]).content)


def sixteen_bits() -> bytes:
    return cv2.imencode(".png", page().astype(np.uint16) * 257)[1].tobytes()


def sixteen_bit_tiff() -> bytes:
    return pdf.saved(Image.fromarray(page().astype(np.uint16) * 257), "TIFF")


def tiff(compression: str, *, bilevel: bool = False) -> bytes:
    """Three pages, ours the second."""
    ours = pdf.bilevel(page()) if bilevel else Image.fromarray(page())
    others = [Image.new(ours.mode, (200, 300), 255) for _ in range(2)]
    return pdf.saved(others[0], "TIFF", save_all=True, append_images=[ours, others[1]], compression=compression)


def turned_photo() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return pdf.saved(np.ascontiguousarray(np.rot90(page())), "JPEG", quality=85, exif=exif)


def two_in_one_photo() -> bytes:
    """What phones write that keep a second picture in the same file."""
    first, second = pdf.tinted(page()), Image.new("RGB", (80, 60))
    return pdf.saved(first, "MPO", save_all=True, append_images=[second], quality=85)


PAGES: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: pdf.pdf_with(pdf.jpeg(page())),
    "JPEG in colour": lambda: pdf.pdf_with(pdf.colour_jpeg(page())),
    "JPEG in CMYK": lambda: pdf.pdf_with(pdf.colour_jpeg(page(), "CMYK")),
    "JPEG in strips": lambda: pdf.pdf_with(*map(pdf.jpeg, pdf.strips(page(), 5))),
    "JPEG 2000": lambda: pdf.pdf_with(pdf.jpeg2000(page())),
    "Group 4": lambda: pdf.pdf_with(pdf.group_four(page())),
    "Group 4 in strips": lambda: pdf.pdf_with(*map(pdf.group_four, pdf.strips(page(), 4))),
    "JBIG2": lambda: pdf.pdf_with(pdf.jbig2(page())),
    "Flate grey": lambda: pdf.pdf_with(pdf.flate(page())),
    "Flate colour": lambda: pdf.pdf_with(pdf.flate_colour(page())),
    "Flate palette": lambda: pdf.pdf_with(pdf.flate_indexed(page())),
    "Flate 1 bit": lambda: pdf.pdf_with(pdf.flate_bits(page())),
    "Flate 1 bit inverted": lambda: pdf.pdf_with(pdf.flate_bits(255 - page(), pdf.GREY + b" /Decode [1 0]")),
    "mask": lambda: pdf.pdf_with(pdf.stencil(page())),
    "compact": compact_pdf,
    "flipped": flipped_pdf,
    "turned 90": lambda: pdf.pdf_with(pdf.jpeg(page()), page=b"/Rotate 90"),
    "turned 180": lambda: pdf.pdf_with(pdf.group_four(page()), page=b"/Rotate 180"),
    "turned 270": lambda: pdf.pdf_with(pdf.flate_bits(page()), page=b"/Rotate 270"),
    "text behind": lambda: pdf.pdf_with(pdf.jpeg(page()), before=BEHIND),
    "text written over": lambda: pdf.pdf_with(pdf.jpeg(page()), after=WRITTEN_OVER),
    "media box cropped": lambda: pdf.pdf_with(pdf.jpeg(page()), media=b"10 8 580 830"),
    "crop box": lambda: pdf.pdf_with(pdf.jpeg(page()), page=b"/CropBox [12 10 583 832]"),
    "owner password": lambda: pdf.encrypted(page(), user=""),
    "300 dpi JPEG": lambda: pdf.pdf_with(pdf.colour_jpeg(page(300))),
    "600 dpi Group 4": lambda: pdf.pdf_with(pdf.group_four(page(600))),
    "600 dpi JPEG": lambda: pdf.pdf_with(pdf.jpeg(page(600))),
}
PICTURES: dict[str, Callable[[], bytes]] = {
    "progressive.jpg": lambda: pdf.saved(pdf.tinted(page()), "JPEG", quality=80, progressive=True),
    "cmyk.jpg": lambda: pdf.saved(pdf.tinted(page()).convert("CMYK"), "JPEG", quality=85),
    "turned.jpg": turned_photo,
    "two-in-one.jpg": two_in_one_photo,
    "16-bit.png": sixteen_bits,
    "palette.png": lambda: pdf.saved(pdf.tinted(page()).quantize(32), "PNG", compress_level=1),
    "transparent.png": lambda: pdf.saved(see_through(), "PNG", compress_level=1),
    "16-bit.tif": sixteen_bit_tiff,
    "big.tif": lambda: pdf.saved(page(), "TIFF", big_tiff=True),
}
TIFFS = {"jpeg": False, "tiff_lzw": False, "tiff_deflate": False, "packbits": True, "group3": True, "group4": True}


def see_through() -> Image.Image:
    """Ink only; where there is none, nothing (black that is not there)."""
    return Image.merge("LA", (Image.new("L", page().shape[::-1], 0), Image.fromarray(255 - page())))


def read(content: bytes, index: int = 0) -> PageReading:
    return read_picture(open_source(content, LIMITS).picture(index), layout())


@pytest.fixture(scope="module")
def plain() -> PageReading:
    reading = read(pdf.saved(page(), "JPEG", quality=90))
    assert reading.kind == PageKind.SHEET
    return reading


def seen(reading: PageReading) -> list[tuple[object, object]]:
    return [(sheet.values, sheet.marks) for sheet in reading.sheets]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_pdf_is_read_like_the_plain_one(name: str, plain: PageReading) -> None:
    assert seen(read(PAGES[name]())) == seen(plain)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_read_like_the_plain_one(name: str, plain: PageReading) -> None:
    assert seen(read(PICTURES[name]())) == seen(plain)


@pytest.mark.parametrize("compression", TIFFS)
def test_every_page_of_a_tiff_is_read(compression: str, plain: PageReading) -> None:
    content = tiff(compression, bilevel=TIFFS[compression])
    assert open_source(content, LIMITS).pages() == 3
    assert seen(read(content, 1)) == seen(plain)


def test_a_pdf_with_a_password_is_refused_with_that_reason() -> None:
    with pytest.raises(Unusable) as refused:
        open_source(pdf.encrypted(page(), user="secret"), LIMITS)
    assert refused.value.trouble == Trouble.ENCRYPTED
