"""flask letters: what a script sees."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.letters.models import Letter, Mailing
from school.letters.states_document import states_document
from school.links.models import PersonalLink
from school.org.models import Student
from tests.campus import NAMES, STUDENTS_PER_CLASS, Campus

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "letter-states.md"


def run(app: Gate, *arguments: str, status: int = 0) -> dict[str, object]:
    result = app.test_cli_runner().invoke(args=["letters", *arguments, "--json"])
    assert result.exit_code == status, result.output
    return json.loads(result.stdout) if status == 0 else {"stderr": result.stderr}


def test_a_missing_mailing_is_made_and_issued_once(app: Gate, campus: Campus) -> None:
    first = run(app, "issue", "--mailing", "秋季", "--all", "--due", "2026-11-24")
    assert first == {"mailing": "秋季", "created": True, "letters": 24, "exempt": 0, "lifted": 0, "had": 0}
    second = run(app, "issue", "--mailing", "秋季", "--class", "外国语学院/英语2401班")
    assert (second["created"], second["letters"], second["had"]) == (False, 0, STUDENTS_PER_CLASS)
    assert str(db.session.scalars(select(Mailing)).one().due_on) == "2026-11-24"


def test_one_place_must_be_named_and_must_exist(app: Gate) -> None:
    run(app, "issue", "--mailing", "秋季", status=2)
    run(app, "issue", "--mailing", "秋季", "--all", "--college", "外国语学院", status=2)
    assert "no college" in str(run(app, "issue", "--mailing", "秋季", "--college", "文学院", status=1))
    assert db.session.scalars(select(Mailing)).all() == []


def test_classes_are_printed_apart_in_student_number_order(app: Gate, tmp_path: Path) -> None:
    run(app, "issue", "--mailing", "秋季", "--all")
    printed = run(app, "print", "--mailing", "秋季", "--college", "信息工程学院", "--out", str(tmp_path))
    assert printed["letters"] == 2 * STUDENTS_PER_CLASS
    assert printed["held_back"] == []
    files = printed["files"]
    assert [file["class"] for file in files] == ["计科2402班", "计科2403班"]  # type: ignore[attr-defined]
    assert Path(files[0]["path"]).name == "信息工程学院-计科2402班.pdf"  # type: ignore[index]
    text = subprocess.run(["pdftotext", "-raw", files[0]["path"], "-"], capture_output=True, text=True, check=True)  # type: ignore[index]
    pages = text.stdout.split("\f")[:-1]
    assert [name in page for name, page in zip(NAMES, pages, strict=True)] == [True] * STUDENTS_PER_CLASS


def test_everything_as_one_file_carries_every_number(app: Gate, tmp_path: Path) -> None:
    run(app, "issue", "--mailing", "秋季", "--all")
    printed = run(app, "print", "--mailing", "秋季", "--all", "--one-file", "--out", str(tmp_path))
    (file,) = printed["files"]  # type: ignore[misc]
    assert len(pypdfium2.PdfDocument(file["path"])) == file["letters"] == 24
    text = subprocess.run(["pdftotext", "-raw", file["path"], "-"], capture_output=True, text=True, check=True).stdout
    numbers = db.session.scalars(select(PersonalLink.number)).all()
    assert all(f"{number[:4]}-{number[4:]}" in text for number in numbers)


def test_a_college_is_one_file_with_a_cover_before_each_class(app: Gate, tmp_path: Path) -> None:
    run(app, "issue", "--mailing", "秋季", "--all")
    printed = run(app, "print", "--mailing", "秋季", "--all", "--by", "college", "--covers", "--out", str(tmp_path))
    files = printed["files"]
    assert sum(file["letters"] for file in files) == printed["letters"] == 24  # type: ignore[attr-defined]
    pages = sum(len(pypdfium2.PdfDocument(file["path"])) for file in files)  # type: ignore[attr-defined]
    assert pages == 24 + 24 // STUDENTS_PER_CLASS


def test_chosen_letters_are_printed_by_their_numbers(app: Gate, tmp_path: Path) -> None:
    run(app, "issue", "--mailing", "秋季", "--all")
    first, second = db.session.scalars(select(PersonalLink.number).limit(2))
    chosen = ["--number", f"{first[:4]}-{first[4:]}", "--number", second.lower()]
    printed = run(app, "print", "--mailing", "秋季", "--all", "--by", "campus", *chosen, "--out", str(tmp_path))
    assert [file["letters"] for file in printed["files"]] == [2]  # type: ignore[attr-defined]


def test_a_name_no_font_has_is_held_back_and_listed(app: Gate, campus: Campus, tmp_path: Path) -> None:
    with unit_of_work():
        db.session.get_one(Student, campus.students["2024000001"]).name = "林\U0010fffd"
    run(app, "issue", "--mailing", "秋季", "--class", "计科2402班")
    printed = run(app, "print", "--mailing", "秋季", "--class", "计科2402班", "--out", str(tmp_path))
    (held,) = printed["held_back"]  # type: ignore[misc]
    assert (held["student"], held["characters"]) == ("林\U0010fffd", ["\U0010fffd"])
    assert printed["letters"] == STUDENTS_PER_CLASS - 1


def test_production_prints_no_letter_that_families_cannot_open(
    app: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(app, "issue", "--mailing", "秋季", "--class", "计科2402班")
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    monkeypatch.setitem(app.config, "BASE_URL_IS_PUBLIC", False)
    refused = run(app, "print", "--mailing", "秋季", "--all", "--out", str(tmp_path), status=1)
    assert "BASE_URL" in str(refused)
    assert not list(tmp_path.iterdir())


def test_elsewhere_such_letters_are_specimens(app: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(app, "issue", "--mailing", "秋季", "--class", "计科2402班")
    monkeypatch.setitem(app.config, "BASE_URL_IS_PUBLIC", False)
    (file,) = run(app, "print", "--mailing", "秋季", "--all", "--out", str(tmp_path))["files"]  # type: ignore[misc]
    text = subprocess.run(["pdftotext", file["path"], "-"], capture_output=True, text=True, check=True).stdout
    assert "样张SPECIMEN" in "".join(text.split())


def test_letters_keep_the_wording_they_were_made_with(app: Gate) -> None:
    run(app, "issue", "--mailing", "秋季", "--class", "计科2402班")
    assert len(db.session.scalars(select(Letter.wording_id).distinct()).all()) == 1


def test_the_document_of_states_is_current(app: Gate) -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == states_document(), (
        "run: flask letters states > docs/letter-states.md"
    )
