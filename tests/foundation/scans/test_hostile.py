"""Files that somebody made to do harm, or that broke on their way: one sentence each, and the others are read."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from school.foundation.scans import Limits, read_photo, read_scans
from school.foundation.scans.layout import FileTrouble, PageKind, PageReading, Trouble
from tests.foundation.scans.degraded import Maker
from tests.foundation.scans.pdf_files import pdf_page
from tests.foundation.scans.printed import layout

LIMITS = Limits(page_seconds=4, pages=40)


def good() -> bytes:
    return Maker(5, range(2)).scan("plain", "whole", 150, 0).content


def image_bomb() -> bytes:
    data = zlib.compress(zlib.compress(bytes(30_000_000), 9), 9)
    head = b"<< /Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    image = head + b" /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%b\nendstream" % (len(data), data)
    return pdf_page(b"0 0 595 842", b"595 0 0 842 0 0 cm /I0 Do", image)


def huge_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b"")
    )


def tiff_of(pages: int) -> bytes:
    frames = [Image.new("1", (60, 60)) for _ in range(pages)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def noise_pdf(pages: int) -> bytes:
    rng = np.random.default_rng(1)
    frames = [Image.fromarray(rng.integers(0, 256, (400, 300), np.uint8)) for _ in range(pages)]
    out = io.BytesIO()
    frames[0].save(out, "PDF", save_all=True, append_images=frames[1:])
    return out.getvalue()


CORPUS: dict[str, tuple[bytes, Trouble]] = {
    "html.jpg": (b"<!doctype html><script>alert(1)</script>" * 20, Trouble.NOT_A_PICTURE),
    "empty.pdf": (b"", Trouble.EMPTY),
    "huge.png": (huge_png(), Trouble.TOO_LARGE),
    "bomb.pdf": (image_bomb(), Trouble.TOO_LARGE),
    "metres.pdf": (pdf_page(b"0 0 900000 900000", b"0 0 m 9 9 l S"), Trouble.TOO_LARGE),
    "many.tif": (tiff_of(60), Trouble.TOO_MANY_PAGES),
    "pages.pdf": (noise_pdf(60), Trouble.TOO_MANY_PAGES),
    "cut.pdf": (noise_pdf(1)[:300], Trouble.DAMAGED),
    "no-picture.jpg": (b"\xff\xd8\xff\xe0" + bytes(2000), Trouble.DAMAGED),
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageReading | FileTrouble]:
    """What came of each file, a good one last and one among them; each gives one reading or one trouble."""
    folder = tmp_path_factory.mktemp("hostile")
    files = {**{name: content for name, (content, _) in CORPUS.items()}, "good.pdf": good()}
    paths: list[Path] = []
    for name, content in files.items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    found = list(read_scans(paths, layout(), limits=LIMITS))
    assert [each.file for each in found] == list(range(1, len(files) + 1))
    return dict(zip(files, found, strict=True))


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_is_refused_with_its_reason(name: str, results: dict[str, PageReading | FileTrouble]) -> None:
    assert results[name].trouble == CORPUS[name][1]


def test_the_other_files_are_read(results: dict[str, PageReading | FileTrouble]) -> None:
    """And a JPEG named .pdf is a JPEG."""
    reading = results["good.pdf"]
    assert isinstance(reading, PageReading)
    assert reading.kind == PageKind.SHEET
    assert set(reading.sheets[0].values) == {"link", "slip"}


def test_a_page_that_kills_its_worker_costs_that_page_only(tmp_path: Path) -> None:
    """Content that draws for minutes, between two files that are fine."""
    slow = pdf_page(b"0 0 595 842", b"0 0 m 595 842 300 9 9 800 c 50 w [1 1] 0 d S\n" * 300_000)
    paths = [tmp_path / name for name in ("a", "b", "c")]
    for path, content in zip(paths, (good(), slow, good()), strict=True):
        path.write_bytes(content)
    kinds = [(each.file, each.trouble) for each in read_scans(paths, layout(), limits=Limits(page_seconds=1.5))]
    assert kinds == [(1, None), (2, Trouble.TOO_SLOW), (3, None)]


def test_a_page_that_needs_too_much_memory_costs_that_page_only(tmp_path: Path) -> None:
    """The kernel says no; the small pages of the same file and the next file are read by the same worker."""
    small, large = Image.new("L", (1240, 1754), 255), Image.new("L", (7000, 8000), 255)
    small.paste(Image.open(io.BytesIO(good())).resize((1240, 1754)))
    out = io.BytesIO()
    small.save(out, "TIFF", save_all=True, append_images=[large, small], compression="tiff_lzw")
    paths = [tmp_path / name for name in ("a.tif", "b.jpg")]
    for path, content in zip(paths, (out.getvalue(), good()), strict=True):
        path.write_bytes(content)
    limits = Limits(worker_bytes=60 * 1024 * 1024)
    found = [(each.file, each.trouble) for each in read_scans(paths, layout(), workers=1, limits=limits)]
    assert found == [(1, None), (1, Trouble.TOO_LARGE), (1, None), (2, None)]


def test_noise_blank_backs_and_foreign_pages_are_told_apart(tmp_path: Path) -> None:
    blank = Image.fromarray(np.random.default_rng(2).normal(244, 3, (1169, 827)).clip(0, 255).astype(np.uint8))
    out = io.BytesIO()
    blank.save(out, "JPEG")
    paths = [tmp_path / name for name in ("noise", "blank")]
    paths[0].write_bytes(noise_pdf(3))
    paths[1].write_bytes(out.getvalue())
    kinds = [each.kind for each in read_scans(paths, layout()) if isinstance(each, PageReading)]
    assert kinds == [PageKind.NO_SHEET] * 3 + [PageKind.BLANK]


def test_a_photo_is_answered_at_once_and_rubbish_too() -> None:
    assert read_photo(good(), layout()).kind == PageKind.SHEET
    assert read_photo(b"GIF89a", layout()).trouble == Trouble.NOT_A_PICTURE
