"""A print run in several processes: the same bytes as in one, and every page read back."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from school.foundation.press.processes import in_order
from school.letters.paper import LetterSheet
from school.letters.pdf import LetterPress
from school.letters.print_work import Work, make_part, set_up, write_pack
from tests.letters.test_pdf import NAMES, WORDING, cover, sheet

CLASSES, STUDENTS = 4, 25
READABLE = [name for name in NAMES if name != "丁一"]


def letters() -> list[list[LetterSheet]]:
    """A hundred letters in four classes, every kind of name among them."""
    sheets = [sheet(READABLE[place % len(READABLE)], place) for place in range(CLASSES * STUDENTS)]
    return [sheets[start : start + STUDENTS] for start in range(0, len(sheets), STUDENTS)]


def as_one_file(path: Path, processes: int) -> Path:
    press = LetterPress(WORDING, school_name="云州大学")
    work = [Work(1, path, "云州大学", sheets, cover(*sheets)) for sheets in letters()]
    with press.open_file(path, "学院") as file:
        for _, part in in_order(make_part, work, processes=processes, set_up=set_up, given=({1: press},)):
            file.add(part)
    return path


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred letters in one file, made by two processes."""
    return as_one_file(tmp_path_factory.mktemp("campus") / "two.pdf", 2)


def test_one_file_is_the_same_from_one_process_and_from_two(campus: Path, tmp_path: Path) -> None:
    assert as_one_file(tmp_path / "one.pdf", 1).read_bytes() == campus.read_bytes()


def as_packs(folder: Path, processes: int) -> list[bytes]:
    """The classes' files, each with its cover, in order."""
    folder.mkdir()
    press = LetterPress(WORDING, school_name="云州大学")
    work = [Work(1, folder / f"{place}.pdf", "班", each, cover(*each)) for place, each in enumerate(letters())]
    done = list(in_order(write_pack, work, processes=processes, set_up=set_up, given=({1: press},)))
    assert [report.written for _, report in done] == [STUDENTS] * CLASSES
    return [one.path.read_bytes() for one, _ in done]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The same hundred letters as four class packs, made by one process."""
    return as_packs(tmp_path_factory.mktemp("packs") / "one", 1)


@pytest.fixture
def another_thread() -> Iterator[None]:
    """As in a web worker: processes are then started anew instead of by fork."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()


def test_packs_are_the_same_from_one_process_and_from_two(packs: list[bytes], tmp_path: Path) -> None:
    assert as_packs(tmp_path / "two", 2) == packs


@pytest.mark.usefixtures("another_thread")
def test_processes_started_anew_make_the_same_packs(packs: list[bytes], tmp_path: Path) -> None:
    assert as_packs(tmp_path / "anew", 2) == packs


def test_a_pack_takes_little_room_beside_its_strokes(packs: list[bytes]) -> None:
    """Pages and dictionaries go into object streams: in a file that has no other, 200 bytes a letter."""
    assert b"/ObjStm" in packs[0]
    assert packs[0].count(b" 0 obj") < 2 * STUDENTS + 10


def test_every_page_of_a_hundred_letters_is_read_back(campus: Path) -> None:
    """Both codes and the name, from each page; a cover stands before each class."""
    document = pypdfium2.PdfDocument(campus)
    assert len(document) == CLASSES * (STUDENTS + 1)
    pages = [page for place, page in enumerate(document) if place % (STUDENTS + 1)]
    for page, expected in zip(pages, [each for some in letters() for each in some], strict=True):
        picture = page.render(scale=110 / 72, grayscale=True).to_pil()
        assert {code.text for code in zxingcpp.read_barcodes(picture)} == {expected.link_url, expected.slip_url}
        assert page.get_textpage().get_text_bounded().count(expected.student_name) == 2


@pytest.mark.parametrize("check", [["qpdf", "--check"], ["pdffonts"]])
def test_tools_find_nothing_to_complain_of(campus: Path, check: list[str]) -> None:
    if shutil.which(check[0]) is None:
        pytest.skip(f"{check[0]} is not installed")
    done = subprocess.run([*check, campus], check=True, capture_output=True, text=True)
    assert done.stderr == ""


def test_all_readers_find_the_same_characters(campus: Path) -> None:
    """poppler, pdfium and MuPDF order blocks their own way; what they find is the same."""
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(campus))
    others = {"pdftotext": [campus, "-"], "mutool": ["draw", "-q", "-F", "txt", campus]}
    for program, words in others.items():
        if shutil.which(program):
            done = subprocess.run([program, *words], check=True, capture_output=True, text=True)
            assert sorted("".join(done.stdout.split())) == sorted("".join(text.split())), program
