"""What is ours and cannot be read waits for a person as such; what is not ours says so; a signed slip is never "blank"."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.foundation.scans.codes import Codes, take
from school.foundation.scans.geometry import Grey
from school.foundation.scans.layout import Mark, PageKind, PageReading
from school.foundation.scans.likeness import is_blank
from school.foundation.scans.limits import Limits
from school.foundation.scans.reader import read_picture
from school.foundation.scans.worker import read_page
from tests.foundation.scans.degraded import Maker, Scan, turned
from tests.foundation.scans.pdf_files import group_four, jpeg, pdf_with, saved
from tests.foundation.scans.printed import layout

DPI = 150


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(21, range(4))


@pytest.fixture(scope="module")
def slip(maker: Maker) -> Grey:
    return grey(maker.scan("plain", "slip", DPI, 3))


def grey(scan: Scan) -> Grey:
    return np.asarray(cv2.imdecode(np.frombuffer(scan.content, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


def code_at(picture: Grey) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the slip's code, as zxing sees it."""
    codes = Codes()
    take(codes, picture, 1.0, layout().codes)
    low, high = codes.ours[0].corners.min(0), codes.ours[0].corners.max(0)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def inked(slip: Grey) -> Grey:
    """A blot over the middle of the code, its corner patterns still to be seen."""
    left, top, right, bottom = code_at(slip)
    page = slip.copy()
    cv2.circle(page, ((left + right) // 2, (top + bottom) // 2), (right - left) // 3, 30, -1)
    return page


def folded_over(slip: Grey) -> Grey:
    """The sheet folded along the code: half of it lies under the paper."""
    left, _, right, _ = code_at(slip)
    page = slip.copy()
    page[:, : (left + right) // 2] = 245
    return page


def cut_through(slip: Grey) -> Grey:
    left, _, right, _ = code_at(slip)
    return np.ascontiguousarray(slip[:, (left + right) // 2 :])


@pytest.mark.parametrize("damage", [inked, folded_over, cut_through])
def test_a_slip_whose_code_is_damaged_is_ours_and_unreadable(damage: Callable[[Grey], Grey], slip: Grey) -> None:
    reading = read_picture(damage(slip), layout())
    assert (reading.kind, reading.sheets) == (PageKind.UNREADABLE, ())
    assert reading.picture.startswith(b"\xff\xd8")


def test_a_slip_that_is_damaged_beside_others_is_one_of_three(maker: Maker) -> None:
    page = grey(maker.scan("plain", "three slips", DPI, 1))
    reading = read_picture(inked(page), layout())
    assert [bool(sheet.values) for sheet in reading.sheets] == [True, True, False]
    strip = cv2.imdecode(np.frombuffer(reading.sheets[2].picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert strip.shape[0] < 0.6 * page.shape[0], "its strip of the page, not the other families' slips"


def another_letter() -> Grey:
    """Lines of words, a table and a logo, as in any other letter."""
    page = np.full((1754, 1240), 248, np.uint8)
    rng = np.random.default_rng(4)
    for row in range(150, 1500, 34):
        for column in range(120, int(rng.integers(500, 1120)), 30):
            cv2.rectangle(page, (column, row), (column + int(rng.integers(8, 24)), row + 18), 40, 2)
    cv2.rectangle(page, (120, 1560), (1120, 1680), 0, 2)
    cv2.circle(page, (200, 80), 40, 20, 3)
    return page


def nothing_much() -> Grey:
    """A photo of a table and a sleeve."""
    rng = np.random.default_rng(5)
    soft = cv2.resize(rng.uniform(30, 220, (9, 12)).astype(np.float32), (1200, 900), interpolation=cv2.INTER_CUBIC)
    return np.clip(soft + rng.normal(0, 5, soft.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("picture", [another_letter, nothing_much])
def test_what_is_not_ours_is_no_sheet(picture: Callable[[], Grey]) -> None:
    assert read_picture(picture(), layout()).kind in (PageKind.NO_SHEET, PageKind.BLANK)


def test_a_page_that_hardly_printed_is_no_blank_back(maker: Maker) -> None:
    """Toner at its end: a signed slip must not be dropped with the empty backs."""
    for index in range(4):
        assert read_picture(grey(maker.scan("faint", "anywhere", 200, index)), layout()).kind != PageKind.BLANK


def test_an_empty_back_is_blank_though_the_front_shines_through(slip: Grey) -> None:
    through = cv2.GaussianBlur(np.ascontiguousarray(slip[:, ::-1]), (0, 0), 3)
    back = (250 - (255 - through) * 0.08).astype(np.uint8)
    assert is_blank(back)
    assert read_picture(back, layout()).kind == PageKind.BLANK


@pytest.fixture(scope="module")
def printed(maker: Maker) -> Scan:
    return maker.scan("plain", "whole", 200, 2)


@settings(max_examples=20, deadline=None)
@given(
    degrees=st.sampled_from([0, 90, 180, 270]).flatmap(lambda quarter: st.floats(quarter - 14, quarter + 14)),
    keystone=st.floats(0, 0.02),
    seed=st.integers(0, 1000),
)
def test_however_a_sheet_lies_it_is_the_same(printed: Scan, degrees: float, keystone: float, seed: int) -> None:
    """Its codes are its own, and what is ink in one position is never blank in another."""
    larger = cv2.resize(grey(printed), None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
    page = turned(np.asarray(larger, np.uint8), degrees, DPI, 250, keystone, np.random.default_rng(seed))
    (sheet,) = read_picture(page, layout()).sheets
    assert sheet.values == {"slip": printed.sheets[0].number, "link": printed.sheets[0].token}
    assert all(sheet.marks[name] in (truth, Mark.LOOK) for name, truth in printed.sheets[0].marks.items())


SMALL = np.full((120, 90), 250, np.uint8)
FILES = (
    saved(SMALL, "JPEG"),
    saved(SMALL, "PNG"),
    saved(SMALL, "TIFF", compression="tiff_lzw"),
    pdf_with(jpeg(SMALL)),
    pdf_with(group_four(SMALL)),
)


@settings(max_examples=150, deadline=None)
@given(content=st.sampled_from(FILES), data=st.data())
def test_a_file_that_was_hurt_gives_one_reading_and_no_error(content: bytes, data: st.DataObject) -> None:
    """Bytes changed, cut off or repeated: never an exception, never no reading."""
    hurt = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        hurt[data.draw(st.integers(0, len(hurt) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        hurt = hurt[: data.draw(st.integers(0, len(hurt)))]
    reading = read_page(bytes(hurt), 0, layout(), Limits())
    assert isinstance(reading, PageReading)
    assert reading.trouble is None or reading.kind is PageKind.UNREADABLE
