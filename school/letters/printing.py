"""Printing a mailing: class packs with covers, or everything as one file."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.files import path_of
from school.foundation.ui.filters import local
from school.letters.models import Letter, Mailing, Wording
from school.letters.paper import ClassCover, CoverRow, HeldBack, LetterSheet, LetterWording, WordingError
from school.letters.pdf import LetterPress, preview_letter
from school.letters.queries.sheets import PrintedClass, printed_classes, wordings_of
from school.letters.rules import WordingText
from school.links.rules import TOKEN_LENGTH
from school.org.models import School, Student
from school.org.queries.settings import school

Progress = Callable[[int], None]
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
PICTURES = frozenset({"image/png", "image/jpeg"})


class PrintRefused(RuntimeError):
    """These letters must not be printed: families could not open the address on them."""


@dataclass(frozen=True)
class PrintedFile:
    """One PDF: where it lies, which class it is (or the mailing's name), and how many letters."""

    path: Path
    class_name: str
    letters: int


@dataclass
class Printed:
    """What a run wrote, and the letters it held back."""

    files: list[PrintedFile] = field(default_factory=list)
    held_back: list[HeldBack] = field(default_factory=list)

    @property
    def letters(self) -> int:
        """How many were written."""
        return sum(file.letters for file in self.files)


class PrintRun:
    """One run over a mailing. Wordings are laid out once and used for every class.

    Raises PrintRefused in production while BASE_URL is not a public https address; elsewhere such
    letters say 样张 (specimen). WordingError when a text cannot be printed.
    """

    def __init__(self, mailing: Mailing, progress: Progress | None = None) -> None:
        if not may_be_printed():
            raise PrintRefused(f"{current_app.config['BASE_URL']} is not an https address that families can open")
        self._mailing, self._progress, self._specimen = mailing, progress, not may_be_real()
        self._school = school() or School(name="", office_phone="")
        self._wordings = wordings_of(mailing)
        self._presses: dict[int, LetterPress] = {}
        self._names: set[str] = set()

    def class_packs(
        self, class_ids: Sequence[int], folder: Path, *, covers: bool = False, letter_ids: Iterable[int] = ()
    ) -> Printed:
        """One PDF for each class, named 学院-班级.pdf; a second one where letters have older wordings."""
        done = Printed()
        folder.mkdir(parents=True, exist_ok=True)
        for each in printed_classes(self._mailing, class_ids, letter_ids):
            for wording_id, sheets in each.sheets.items():
                path = folder / self._file_name(f"{each.college_name}-{each.name}")
                cover = self._cover(each, sheets) if covers else None
                self._write(done, path, each.name, wording_id, sheets, cover)
        return done

    def one_file(self, class_ids: Sequence[int], folder: Path) -> Printed:
        """All letters in one PDF named after the mailing; one for each version of the wording."""
        done = Printed()
        folder.mkdir(parents=True, exist_ok=True)
        for wording_id in sorted(self._wordings):
            sheets = self._sheets(class_ids, wording_id)
            first = next(sheets, None)
            if first is not None:
                path = folder / self._file_name(self._mailing.name)
                self._write(done, path, self._mailing.name, wording_id, _with(first, sheets))
        return done

    def _sheets(self, class_ids: Sequence[int], wording_id: int) -> Iterator[LetterSheet]:
        for each in printed_classes(self._mailing, class_ids):
            yield from each.sheets.get(wording_id, ())

    def _write(
        self,
        done: Printed,
        path: Path,
        name: str,
        wording_id: int,
        sheets: Iterable[LetterSheet],
        cover: ClassCover | None = None,
    ) -> None:
        report = self._press(wording_id).write(path, sheets, cover=cover, progress=self._progress)
        done.held_back += report.held_back
        if report.written:
            done.files.append(PrintedFile(path, name, report.written))
        else:
            path.unlink(missing_ok=True)

    def _press(self, wording_id: int) -> LetterPress:
        if wording_id not in self._presses:
            wording = self._wordings[wording_id]
            self._presses[wording_id] = LetterPress(
                on_paper(wording, self._school, local(wording.created_at).date()),
                school_name=self._school.name,
                crest=crest_of(self._school),
                specimen=self._specimen,
            )
        return self._presses[wording_id]

    def _cover(self, each: PrintedClass, sheets: Sequence[LetterSheet]) -> ClassCover:
        rows = [CoverRow(sheet.student_name, sheet.student_number, sheet.number) for sheet in sheets]
        rows += [CoverRow(name, number, note="无信") for name, number in each.without]
        return ClassCover(
            class_name=each.name,
            college_name=each.college_name,
            mailing_title=self._mailing.name,
            due_on=f"{self._mailing.due_on.month}月{self._mailing.due_on.day}日",
            printed_on=f"{today().month}月{today().day}日",
            rows=tuple(sorted(rows, key=lambda row: row.student_number)),
            students=each.letters + len(each.without),
            exempt=len(each.without),
            counsellor_line=each.counsellor_line,
            class_url=f"{current_app.config['BASE_URL']}/classes/{each.id}/letters",
        )

    def _file_name(self, name: str) -> str:
        """A name every file system takes, not used before in this run."""
        plain = _UNSAFE.sub("_", name).strip(" .") or "letters"
        candidate, again = f"{plain}.pdf", 1
        while candidate in self._names:
            again += 1
            candidate = f"{plain}-{again}.pdf"
        self._names.add(candidate)
        return candidate


def on_paper(wording: Wording | WordingText, row: School, day: dt.date) -> LetterWording:
    """A version of the text with what stands around it on the page; ``day`` is the letter's date."""
    return LetterWording(
        title=wording.title,
        body=wording.body,
        signed_by=wording.signed_by,
        signed_on=f"{day.year}年{day.month}月{day.day}日",
        salutation=wording.salutation,
        office_line=f"{row.office_name} {row.office_phone}".strip(),
        verify_line="这封信不收费，也不要验证码。想核实，请打：",
        office_phone=row.office_phone,
    )


@dataclass(frozen=True)
class Preview:
    """One page as PDF, or why it cannot be printed (``trouble`` is the press's kind and detail)."""

    pdf: bytes = b""
    trouble: WordingError | None = None


def preview(text: WordingText) -> Preview:
    """A letter to an invented student, marked as a specimen: for the editor."""
    row = school() or School(name="", office_phone="", office_name="")
    base = current_app.config["BASE_URL"]
    sheet = LetterSheet(
        number="K7M2QF4C",
        link_url=f"{base}/r/{'a' * TOKEN_LENGTH}",
        slip_url=f"{base}/s/K7M2QF4C",
        check_code="0000",
        student_name="林语嫣",
        student_number="2024010218",
        college_name="信息工程学院",
        class_name="计科2402班",
        counsellor_line=f"{row.counsellor_label} 陈老师 {row.office_phone}",
    )
    try:
        return Preview(preview_letter(on_paper(text, row, today()), sheet, school_name=row.name, crest=crest_of(row)))
    except WordingError as trouble:
        return Preview(trouble=trouble)


def one_letter(letter: Letter) -> bytes:
    """One letter again, as it was made: for a copy that got lost in the printer. Empty if held back."""
    mailing = db.session.get_one(Mailing, letter.mailing_id)
    class_id = db.session.scalars(select(Student.class_id).where(Student.id == letter.student_id)).one()
    with tempfile.TemporaryDirectory(prefix="letter-") as folder:
        printed = PrintRun(mailing).class_packs([class_id], Path(folder), letter_ids=[letter.id])
        return printed.files[0].path.read_bytes() if printed.files else b""


def may_be_real() -> bool:
    """Whether letters printed now carry an address that families can open; otherwise they say 样张."""
    return bool(current_app.config["BASE_URL_IS_PUBLIC"])


def may_be_printed() -> bool:
    """Production prints no specimens."""
    return may_be_real() or not current_app.config["PRODUCTION"]


def crest_of(row: School) -> bytes | None:
    """The school's crest, if it is a picture that paper can take."""
    if row.crest is None or row.crest.media_type not in PICTURES:
        return None
    return path_of(row.crest).read_bytes()


def _with(first: LetterSheet, rest: Iterator[LetterSheet]) -> Iterator[LetterSheet]:
    yield first
    yield from rest
