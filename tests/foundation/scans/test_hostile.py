"""Files that somebody made to do harm, or that broke on their way: one sentence each, and the others are read.

What each costs at the limits of a school is printed by ``make hostile``.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from school.foundation.scans import Limits, contained, read_photo, read_scans
from school.foundation.scans.layout import FileTrouble, PageKind, PageReading, Trouble
from tests.foundation.scans import hostile
from tests.foundation.scans.printed import layout

LIMITS = Limits(page_seconds=4, pages=40)
Reading = PageReading | FileTrouble

REFUSED: dict[str, tuple[bytes, Trouble]] = {
    "html.jpg": (b"<!doctype html><script>alert(1)</script>" * 20, Trouble.NOT_A_PICTURE),
    "empty.pdf": (b"", Trouble.EMPTY),
    "huge.png": (hostile.huge_png(), Trouble.TOO_LARGE),
    "huge.jpg": (hostile.huge_jpeg(), Trouble.TOO_LARGE),
    "huge.tif": (hostile.tiff(30_000, 30_000), Trouble.TOO_LARGE),
    "huge-picture.pdf": (
        hostile.picture_page(hostile.huge_jpeg(), b"/DCTDecode", 300, 300),
        Trouble.TOO_LARGE,
    ),
    "bomb.pdf": (hostile.picture_page(b"", b"/FlateDecode", 30_000, 30_000), Trouble.TOO_LARGE),
    "jbig2.pdf": (hostile.jbig2(30_000), Trouble.TOO_LARGE),
    "jpx.pdf": (hostile.jpx(30_000), Trouble.TOO_LARGE),
    "metres.pdf": (hostile.pdf_page(b"0 0 900000 900000", b"0 0 m 9 9 l S"), Trouble.TOO_LARGE),
    "locked.pdf": (hostile.encrypted("open"), Trouble.ENCRYPTED),
    "many.tif": (hostile.tiff_of(60), Trouble.TOO_MANY_PAGES),
    "pages.pdf": (hostile.noise(60, 300, 400), Trouble.TOO_MANY_PAGES),
    "strip.tif": (hostile.tiff(5000, 5000, strip=0xFFFFFFFF), Trouble.DAMAGED),
    "deep.pdf": (hostile.deep(), Trouble.DAMAGED),
    "cut.pdf": (hostile.noise(1, 300, 400)[:300], Trouble.DAMAGED),
    "cut.png": (hostile.cut(hostile.saved("PNG")), Trouble.DAMAGED),
    "cut.tif": (hostile.cut(hostile.saved("TIFF")), Trouble.DAMAGED),
    "no-picture.jpg": (b"\xff\xd8\xff\xe0" + bytes(2000), Trouble.DAMAGED),
}
READ = {
    "locked-against-changes.pdf": hostile.encrypted(""),
    "with-a-script.pdf": hostile.with_script(),
    "good.pdf": hostile.good(),
}
MANY_TROUBLES = {"loop.pdf": hostile.looping_tree(), "loop.tif": hostile.tiff(500, 500, strip=250_000, following=8)}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Reading]]:
    """What came of each file, in one batch."""
    folder = tmp_path_factory.mktemp("hostile")
    files = {name: content for name, (content, _) in REFUSED.items()} | MANY_TROUBLES | READ
    for name, content in files.items():
        (folder / name).write_bytes(content)
    found = list(read_scans([folder / name for name in files], layout(), limits=LIMITS))
    assert [each.file for each in found] == sorted(each.file for each in found)
    return {name: [each for each in found if each.file == place] for place, name in enumerate(files, start=1)}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_its_reason(name: str, results: dict[str, list[Reading]]) -> None:
    assert [each.trouble for each in results[name]] == [REFUSED[name][1]]


@pytest.mark.parametrize("name", READ)
def test_the_other_files_are_read(name: str, results: dict[str, list[Reading]]) -> None:
    """A JPEG named .pdf, a PDF that may only not be changed, and one whose script nobody runs."""
    reading = results[name][0]
    assert isinstance(reading, PageReading)
    assert reading.kind == PageKind.SHEET
    assert set(reading.sheets[0].values) == {"link", "slip"}


@pytest.mark.parametrize("name", MANY_TROUBLES)
def test_pages_that_lead_in_a_circle_have_an_end(name: str, results: dict[str, list[Reading]]) -> None:
    assert 1 <= len(results[name]) <= 2
    assert {each.trouble for each in results[name]} == {Trouble.DAMAGED}


def test_a_page_that_kills_its_worker_costs_that_page_only(tmp_path: Path) -> None:
    """Content that draws for minutes, and a gigabyte in two kilobytes, between two files that are fine."""
    bomb = hostile.content_bomb(256 << 20)
    paths = _written(tmp_path, hostile.good(), hostile.slow_pages(1), bomb, hostile.good())
    limits = Limits(page_seconds=1.5, worker_bytes=200 << 20)
    found = [(each.file, each.trouble) for each in read_scans(paths, layout(), limits=limits)]
    assert found == [(1, None), (2, Trouble.TOO_SLOW), (3, Trouble.DAMAGED), (4, None)]


def test_a_file_of_nothing_but_such_pages_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page is answered for, and after some of them nobody waits any more."""
    monkeypatch.setattr(contained, "GRACE", 0.1)
    monkeypatch.setattr(contained, "MOST_STOPPED", 1)
    paths = _written(tmp_path, hostile.slow_pages(60), hostile.good())
    found = list(read_scans(paths, layout(), workers=1, limits=Limits(page_seconds=0.4)))
    assert [(each.file, each.trouble) for each in found] == [(1, Trouble.TOO_SLOW)] * 60 + [(2, None)]


def test_noise_blank_backs_and_foreign_pages_are_told_apart(tmp_path: Path) -> None:
    blank = Image.fromarray(np.random.default_rng(2).normal(244, 3, (1169, 827)).clip(0, 255).astype(np.uint8))
    out = io.BytesIO()
    blank.save(out, "JPEG")
    paths = _written(tmp_path, hostile.noise(3, 300, 400), out.getvalue())
    kinds = [each.kind for each in read_scans(paths, layout()) if isinstance(each, PageReading)]
    assert kinds == [PageKind.NO_SHEET] * 3 + [PageKind.BLANK]


def test_a_photo_is_answered_at_once_and_rubbish_too() -> None:
    assert read_photo(hostile.good(), layout()).kind == PageKind.SHEET
    assert read_photo(b"GIF89a", layout()).trouble == Trouble.NOT_A_PICTURE


def _written(folder: Path, *contents: bytes) -> list[Path]:
    paths = [folder / str(place) for place in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths
