"""Our real letters and slips as pixels: printed by the press, drawn by pdfium, with the layout that describes them."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from school.foundation.scans.layout import BoxPlace, CodePlace, CornerMark, SheetLayout
from school.letters import page
from school.letters.paper import LetterSheet, LetterWording
from school.letters.pdf import LetterPress
from school.letters.ticks import TICK, tick_places
from school.links.rules import ALPHABET, check_character

BASE_URL = "https://fz.yunzhou.example.edu.cn"
DPI = 300
CUT = 211.0
WORDING = LetterWording(
    title="致家长的一封信",
    body="您好！**先停一停。**凡是催着转账、索要验证码的，请先停下来，拨打96110问一问。\n\n签收只表示您看过信。",
    signed_by="云州大学保卫处",
    signed_on="2026年10月19日",
    office_line="保卫处 0000-866 0120",
    verify_line="想核实这封信：打开 fz.yunzhou.example/verify，填信件编号。",
)
NAMES = ("林语嫣", "丁一", "孙堃", "欧阳修远", "阿依努尔·买买提", "周喆", "王大力")


def number_of(place: int) -> str:
    """A different valid number for every place."""
    body = "".join(ALPHABET[(place * 7919 + 104729 * digit) >> (2 * digit) & 31] for digit in range(5))
    body += ALPHABET[place >> 5 & 31] + ALPHABET[place & 31]
    return body + check_character(body)


def token_of(place: int) -> str:
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[(place * 31 + 17 * digit * digit) & 31] for digit in range(26))


def sheet(place: int) -> LetterSheet:
    return LetterSheet(
        number=number_of(place),
        link_url=f"{BASE_URL}/r/{token_of(place)}",
        slip_url=f"{BASE_URL}/s/{number_of(place)}",
        check_code=f"{place % 10_000:04d}",
        student_name=NAMES[place % len(NAMES)],
        student_number=f"{2024010000 + place}",
        college_name="信息工程学院",
        class_name="计科2402班",
        counsellor_line="辅导员 0000-866 0231",
    )


def letters_pdf(places: range) -> bytes:
    """One PDF with a letter for every place."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "letters.pdf"
        LetterPress(WORDING, school_name="云州大学").write(path, [sheet(place) for place in places])
        return path.read_bytes()


def drawn(pdf: pypdfium2.PdfDocument, index: int) -> NDArray[np.uint8]:
    """A page as grey pixels, 300 dpi."""
    pixels = pdf[index].render(scale=DPI / 72, grayscale=True).to_numpy()
    return np.ascontiguousarray(pixels.reshape(pixels.shape[:2]))


def open_pdf(content: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(io.BytesIO(content))


@cache
def layout() -> SheetLayout:
    """Where codes, boxes and marks of the letter are."""
    link = CodePlace("link", rf"{BASE_URL}/r/([a-z2-7]{{26}})", *page.LINK_CODE)
    slip = CodePlace("slip", rf"{BASE_URL}/s/([2-9A-HJ-NP-Z]{{8}})", *page.SLIP_CODE)
    words = tuple((46.2 + 11.7 * place - 2.3, page.ROW_MIDDLE - 2.5, 4.6, 5.0) for place in range(3))
    boxes = (
        BoxPlace("signature", *page.SIGNATURE_BOX),
        BoxPlace("date", *page.DATE_BOX, printed=words),
        *_ticks(),
    )
    return SheetLayout((link, slip), boxes, (8.0, 212.0, 194.0, 74.0), tuple(map(_mark, page.MARKS)))


def _mark(place: tuple[float, float]) -> CornerMark:
    x, y = place
    right, bottom = x > 105, y > 250
    return CornerMark(x - 5 if right else x, y - 5 if bottom else y, 5.0, 1.5, right, bottom)


def _ticks() -> list[BoxPlace]:
    places = tick_places(WORDING.labels)
    return [BoxPlace(at.name, at.x, at.middle - TICK / 2, TICK, TICK, tick=True) for at in places]
