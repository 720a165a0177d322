"""The PDF file and the sheets of cards."""

import io
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from school.foundation.press.document import PAGES_PER_NODE, PdfFile
from school.foundation.press.slips import Slip, write_slips


def test_many_pages_are_a_tree_that_readers_accept(tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    with PdfFile(path, "很多页") as pdf:
        for _ in range(2 * PAGES_PER_NODE + 1):
            pdf.add_page(b"0 0 10 10 re f")
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 2 * PAGES_PER_NODE + 1
    assert document.get_metadata_dict()["Title"] == "很多页"
    document.close()
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def test_a_broken_run_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> None:
        with PdfFile(tmp_path / "broken.pdf", "x") as pdf:
            pdf.add_page(b"")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        broken()
    assert list(tmp_path.iterdir()) == []


def test_cards_begin_a_new_page_for_each_group() -> None:
    def card(group: str, number: int) -> Slip:
        facts = (("用户名", f"2024{number:04d}"), ("一次性代码", "H7K2-9QXM"))
        return Slip(group, f"林语嫣{number}", facts, "https://fz.yunzhou.example/sign-in", ("只给本人。",))

    out = io.BytesIO()
    cards = [card("计科2401班", number) for number in range(11)] + [card("计科2402班", 99)]
    assert write_slips(out, "首次登录", cards) == 3
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(out.getvalue())]
    assert [text.count("H7K2-9QXM") for text in pages] == [10, 1, 1]
    assert "林语嫣99" in pages[2]
    assert "计科2402班" in pages[2]


def test_a_name_that_cannot_be_drawn_does_not_stop_the_cards() -> None:
    out = io.BytesIO()
    assert write_slips(out, "首次登录", [Slip("班", "ئۇيغۇر", (("用户名", "20240001"),))]) == 1
    assert "〓" in next(iter(pypdfium2.PdfDocument(out.getvalue()))).get_textpage().get_text_bounded()
