"""The printed letter, read back from the paper as a phone, a scanner and a copier would."""

import dataclasses
import io
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from school.foundation.press.fonts import load_fonts
from school.letters.body import FIRST_LINES, REST_LINES
from school.letters.page import SIGNATURE_BOX
from school.letters.paper import (
    ClassCover,
    CoverRow,
    LetterSheet,
    LetterWording,
    PrintReport,
    WordingError,
)
from school.letters.pdf import LetterPress, preview_letter

NAMES = ["林语嫣", "李䶮", "王㛃", "马𬭎", "张𫍯", "陈鿍", "赵㑇", "孙堃", "周喆", "吴珺", "丁一"]
NAMES += ["阿依努尔·买买提", "阿卜杜热西提·艾合麦提江·吾买尔江阿布都"]
RARE_NAME = "𠮷野"
WORDING = LetterWording(
    title="致家长的一封信",
    body="您好！**先停一停。**凡是催着转账、索要验证码的，请先停下来，拨打96110问一问。\n\n签收只表示您看过信。",
    signed_by="云州大学保卫处",
    signed_on="2026年10月19日",
    office_line="保卫处 0000-866 0120",
    verify_line="想核实这封信：打开 fz.yunzhou.example/verify，填信件编号。",
)


def sheet(name: str = "林语嫣", place: int = 0) -> LetterSheet:
    number = f"K7M2QF{chr(65 + place // 26)}{chr(65 + place % 26)}"
    return LetterSheet(
        number=number,
        link_url=f"https://fz.yunzhou.example/r/{'abcdefghijklmnopqrstuvwx'}{chr(97 + place % 26)}2",
        slip_url=f"https://fz.yunzhou.example/s/{number}",
        check_code=f"{7205 + place}",
        student_name=name,
        student_number=f"{2024010200 + place}",
        college_name="信息工程学院",
        class_name="计科2402班",
        counsellor_line="辅导员 0000-866 0231",
    )


def cover(*sheets: LetterSheet) -> ClassCover:
    rows = tuple(CoverRow(each.student_name, each.student_number, each.number) for each in sheets)
    rows += (CoverRow("王大力", "2024010999", note="无信"),)
    return ClassCover(
        class_name="计科2402班",
        college_name="信息工程学院",
        mailing_title="致家长的一封信",
        due_on="11月24日",
        printed_on="10月19日",
        rows=rows,
        students=len(rows),
        class_url="https://fz.yunzhou.example/classes/7/letters",
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[LetterSheet], PrintReport]:
    """A class with every kind of name, and two whose names cannot be printed."""
    fonts = load_fonts()
    names = [*NAMES, *([RARE_NAME] if fonts.has_rare_characters else [])]
    sheets = [sheet(name, place) for place, name in enumerate(names)]
    path = tmp_path_factory.mktemp("letters") / "class.pdf"
    unprintable = [sheet("ئۇيغۇر", 30), sheet("李\U0003134a", 31)]
    return path, sheets, LetterPress(WORDING, school_name="云州大学").write(path, [*sheets, *unprintable])


Printed = tuple[Path, list[LetterSheet], PrintReport]


def test_a_letter_that_cannot_be_printed_right_is_held_back_and_named(printed: Printed) -> None:
    path, sheets, report = printed
    assert (report.path, report.written, report.pages) == (path, len(sheets), len(sheets))
    assert [(each.number, each.reason) for each in report.held_back] == [
        ("K7M2QFBE", "needs_shaping"),
        ("K7M2QFBF", "missing_glyph"),
    ]
    assert report.held_back[1].code_points == ("U+3134A",)


def test_both_codes_are_read_from_every_page_at_150_dpi(printed: Printed) -> None:
    path, sheets, _ = printed
    document = pypdfium2.PdfDocument(path)
    for page, expected in zip(document, sheets, strict=True):
        picture = page.render(scale=150 / 72, grayscale=True).to_pil()
        codes = {code.text for code in zxingcpp.read_barcodes(picture)}
        assert codes == {expected.link_url, expected.slip_url}


def test_name_numbers_and_check_code_are_read_back(printed: Printed) -> None:
    path, sheets, _ = printed
    for page, expected in zip(pypdfium2.PdfDocument(path), sheets, strict=True):
        text = page.get_textpage().get_text_bounded()
        assert text.count(expected.student_name) == 2, expected.student_name
        assert text.count(expected.printed_number) == 2
        assert expected.student_number in text
        assert expected.check_code in text


def test_long_names_stay_on_the_page(printed: Printed) -> None:
    path, sheets, _ = printed
    for page, expected in zip(pypdfium2.PdfDocument(path), sheets, strict=True):
        text = page.get_textpage()
        found = text.search(expected.student_name)
        while place := found.get_next():
            _, _, right, _ = text.get_charbox(place[0] + place[1] - 1)
            assert right < 188 * 72 / 25.4


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("mode", [[], ["-layout"], ["-raw"]])
def test_the_page_ends_with_the_words_beside_the_signature_box(printed: Printed, mode: list[str]) -> None:
    path, sheets, _ = printed
    output = subprocess.run(["pdftotext", *mode, path, "-"], check=True, capture_output=True, text=True).stdout
    pages = output.split("\f")[:-1]
    assert len(pages) == len(sheets)
    for text, expected in zip(pages, sheets, strict=True):
        assert text.rstrip().endswith("家长签名")
        assert expected.student_name in text
    assert SIGNATURE_BOX[2] >= 45
    assert SIGNATURE_BOX[3] >= 12


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="pdffonts (poppler-utils) is not installed")
def test_all_fonts_are_embedded(printed: Printed) -> None:
    listed = subprocess.run(["pdffonts", printed[0]], check=True, capture_output=True, text=True).stdout
    rows = listed.splitlines()[2:]
    assert len(rows) >= 7
    assert all(" yes yes yes " in row and "Type 3" not in row for row in rows), listed


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_the_file_is_valid(printed: Printed) -> None:
    subprocess.run(["qpdf", "--check", printed[0]], check=True, capture_output=True)


def test_a_specimen_says_so_and_its_codes_still_work(tmp_path: Path) -> None:
    path = tmp_path / "specimen.pdf"
    LetterPress(WORDING, school_name="云州大学", specimen=True).write(path, [sheet()])
    page = next(iter(pypdfium2.PdfDocument(path)))
    assert "样张 SPECIMEN" in page.get_textpage().get_text_bounded()
    codes = {code.text for code in zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())}
    assert codes == {sheet().link_url, sheet().slip_url}
    shades = page.render(scale=1, grayscale=True).to_pil().histogram()
    assert sum(shades[221:240]) > 10_000  # points of the page lie under the big grey words


def test_a_body_too_long_says_by_how_many_lines(tmp_path: Path) -> None:
    wording = dataclasses.replace(WORDING, body="\n\n".join(["一行。"] * (FIRST_LINES + REST_LINES + 3)))
    with pytest.raises(WordingError, match="3 lines too long") as caught:
        LetterPress(wording, school_name="云州大学").write(tmp_path / "long.pdf", [sheet()])
    assert (caught.value.kind, caught.value.detail) == ("too_long", 3)
    assert list(tmp_path.iterdir()) == []


def test_a_body_with_the_students_name_is_laid_out_for_each(tmp_path: Path) -> None:
    wording = dataclasses.replace(WORDING, body="{student}在{class}学习。请打{office_phone}。", office_phone="0000-110")
    path = tmp_path / "named.pdf"
    LetterPress(wording, school_name="云州大学").write(path, [sheet("林语嫣", 0), sheet("周喆", 1)])
    texts = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]
    assert "林语嫣在计科2402班学习。请打0000-110。" in texts[0]
    assert "周喆在计科2402班学习。" in texts[1]


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("body", "您好，{parent}。", "unknown_placeholder"),
        ("salutation", "{name}的家长：", "unknown_placeholder"),
        ("title", "致\U0003134a家长", "missing_glyph"),
        ("verify_line", "བོད", "needs_shaping"),
    ],
)
def test_a_wording_that_cannot_be_printed_stops_the_run(tmp_path: Path, field: str, text: str, kind: str) -> None:
    wording = dataclasses.replace(WORDING, **{field: text})
    with pytest.raises(WordingError) as caught:
        LetterPress(wording, school_name="云州大学").write(tmp_path / "bad.pdf", [sheet()])
    assert caught.value.kind == kind
    assert list(tmp_path.iterdir()) == []


def test_a_pack_begins_with_a_cover_that_says_who_was_held_back(tmp_path: Path) -> None:
    sheets = [sheet("林语嫣", 0), sheet("ئۇيغۇر", 1), sheet("周喆", 2)]
    path = tmp_path / "pack.pdf"
    report = LetterPress(WORDING, school_name="云州大学").write(path, sheets, cover=cover(*sheets))
    assert (report.written, report.pages, len(report.held_back)) == (2, 3, 1)
    text = next(iter(pypdfium2.PdfDocument(path))).get_textpage().get_text_bounded()
    for expected in (
        "计科2402班",
        "2 封",
        "暂缓 1 封",
        "无信 1 人",
        "暂缓打印",
        "11月24日",
        "周喆",
        "K7M2-QFAC",
        "K7M2",
    ):
        assert expected in text


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_the_schools_crest_is_on_every_page(tmp_path: Path) -> None:
    crest = io.BytesIO()
    Image.new("RGBA", (300, 200), (160, 20, 20, 255)).save(crest, "PNG")
    path = tmp_path / "pack.pdf"
    LetterPress(WORDING, school_name="云州大学", crest=crest.getvalue()).write(path, [sheet()], cover=cover(sheet()))
    for page in pypdfium2.PdfDocument(path):
        assert page.render(scale=1).to_pil().convert("RGB").getpixel((75, 52)) == (160, 20, 20)
    complaints = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stderr
    assert complaints == ""


def test_a_cover_goes_on_over_fifty_students(tmp_path: Path) -> None:
    sheets = [sheet(f"学生{place}", place) for place in range(60)]
    report = LetterPress(WORDING, school_name="云州大学").write(tmp_path / "pack.pdf", sheets, cover=cover(*sheets))
    assert report.pages == 2 + 60


def test_a_preview_is_one_letter_and_refuses_a_name_it_cannot_print() -> None:
    pdf = preview_letter(WORDING, sheet(), school_name="云州大学")
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    with pytest.raises(WordingError):
        preview_letter(WORDING, sheet("བོད"), school_name="云州大学")


def test_one_press_prints_many_files_and_says_how_far_it_is(tmp_path: Path) -> None:
    press = LetterPress(WORDING, school_name="云州大学")
    done: list[int] = []
    for place in range(3):
        press.write(tmp_path / f"{place}.pdf", [sheet(place=place)], progress=done.append)
    assert done == [1, 1, 1]
    assert len(list(tmp_path.glob("*.pdf"))) == 3


def test_nothing_to_print_leaves_no_file(tmp_path: Path) -> None:
    report = LetterPress(WORDING, school_name="云州大学").write(tmp_path / "none.pdf", [sheet("བོད")])
    assert (report.written, len(report.held_back)) == (0, 1)
    assert list(tmp_path.iterdir()) == []
