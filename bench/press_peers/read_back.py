"""Two thousand pages read back as a phone would: rendered at 150 dpi, both codes found, the name in the text twice."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pypdfium2
import zxingcpp

from school.letters.paper import LetterSheet

DOTS, AT_ONCE = 150, 50
Part = tuple[Path, int, list[LetterSheet]]
"""A file, the first of its pages to read, and the letters expected there."""


def read_back(path: Path, sheets: list[LetterSheet]) -> int:
    """How many of the file's pages show these letters; raises AssertionError for the first that does not."""
    parts: list[Part] = [(path, start, sheets[start : start + AT_ONCE]) for start in range(0, len(sheets), AT_ONCE)]
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), get_context("spawn")) as pool:
        return sum(pool.map(read_part, parts))


def read_part(part: Part) -> int:
    """The pages of one part."""
    path, first, sheets = part
    with pypdfium2.PdfDocument(path) as document:
        for place, sheet in enumerate(sheets, first):
            page = document[place]
            picture = page.render(scale=DOTS / 72, grayscale=True).to_pil()
            found = {code.text for code in zxingcpp.read_barcodes(picture)}
            assert found == {sheet.link_url, sheet.slip_url}, f"page {place + 1}: {found}"
            named = page.get_textpage().get_text_bounded().count(sheet.student_name)
            assert named >= 2, f"page {place + 1}: {sheet.student_name} {named} times"
    return len(sheets)
