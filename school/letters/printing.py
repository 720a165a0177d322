"""Printing a mailing: class packs with covers, or everything as one file."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.files import path_of
from school.foundation.press.processes import in_order, processors
from school.foundation.ui.filters import local
from school.letters.models import Letter, Mailing, Wording
from school.letters.paper import ClassCover, CoverRow, HeldBack, LetterSheet, LetterWording, PrintReport
from school.letters.pdf import LetterFile, LetterPress
from school.letters.print_work import Work, make_part, set_up, write_pack
from school.letters.queries.sheets import PrintedClass, printed_classes, wordings_of
from school.letters.rules import WordingText
from school.letters.standing import STANDING, day_words
from school.org.models import School, Student
from school.org.queries.settings import school

Progress = Callable[[int], None]
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
FEW_CLASSES = 12  # up to here starting processes costs more than they save
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
    class_ids: set[int] = field(default_factory=set)
    """Classes of which at least one letter was written."""

    @property
    def letters(self) -> int:
        """How many were written."""
        return sum(file.letters for file in self.files)

    def take(self, report: PrintReport, name: str) -> None:
        """Add what became of a file; without a letter there is none."""
        self.held_back += report.held_back
        if report.written:
            self.files.append(PrintedFile(report.path, name, report.written))
        elif report.pages:
            report.path.unlink()


class FileFor(StrEnum):
    """What becomes one PDF."""

    CLASS = "class"
    COLLEGE = "college"
    CAMPUS = "campus"


class PrintRun:
    """One run over a mailing. Wordings are laid out once and used for every class.

    Raises PrintRefused in production while BASE_URL is not a public https address; elsewhere such
    letters say 样张 (specimen). WordingError when a text cannot be printed. What comes out is the
    same byte for byte whatever the number of processes.
    """

    def __init__(self, mailing: Mailing, progress: Progress | None = None, processes: int | None = None) -> None:
        if not may_be_printed():
            raise PrintRefused(f"{current_app.config['BASE_URL']} is not an https address that families can open")
        self._mailing, self._progress, self._specimen = mailing, progress or _silent, not may_be_real()
        self._processes = processes
        self._school = school() or School(name="", office_phone="")
        self._presses: dict[int, LetterPress] = {}
        self._paths: dict[tuple[str, int], Path] = {}
        self._names: set[str] = set()

    def class_packs(
        self, class_ids: Sequence[int], folder: Path, *, covers: bool = False, letter_ids: Iterable[int] = ()
    ) -> Printed:
        """One PDF for each class, named 学院-班级.pdf; a second one where letters have older wordings."""
        return self.write(FileFor.CLASS, class_ids, folder, covers=covers, letter_ids=letter_ids)

    def write(
        self,
        by: FileFor,
        class_ids: Sequence[int],
        folder: Path,
        *,
        covers: bool = False,
        letter_ids: Iterable[int] = (),
    ) -> Printed:
        """One PDF for each class, each college or the campus, and for each version of the wording in it."""
        folder.mkdir(parents=True, exist_ok=True)
        self._lay_out()
        work = self._work(by, class_ids, folder, letter_ids, covers=covers)
        processes = self._processes or (processors() if len(class_ids) > FEW_CLASSES else 1)
        return self._write_packs(work, processes) if by is FileFor.CLASS else self._write_files(work, processes)

    def _write_packs(self, work: Iterator[Work], processes: int) -> Printed:
        done = Printed()
        for one, report in in_order(write_pack, work, processes=processes, set_up=set_up, given=(self._presses,)):
            done.take(report, one.name)
            if report.written:
                done.class_ids.add(one.class_id)
            self._progress(report.written + len(report.held_back))
        return done

    def _write_files(self, work: Iterator[Work], processes: int) -> Printed:
        """Files of more than one class: pages are made by all processes and written here, in order."""
        done, files = Printed(), dict[Path, tuple[str, LetterFile]]()
        parts = in_order(make_part, work, processes=processes, set_up=set_up, given=(self._presses,))
        with ExitStack() as opened:
            for one, part in parts:
                if one.path not in files:
                    file = self._presses[one.wording_id].open_file(one.path, one.path.stem)
                    files[one.path] = one.name, opened.enter_context(file)
                files[one.path][1].add(part)
                if part.letters:
                    done.class_ids.add(one.class_id)
                self._progress(part.letters + len(part.held_back))
        for name, file in files.values():
            done.take(file.report, name)
        return done

    def _work(
        self, by: FileFor, class_ids: Sequence[int], folder: Path, letter_ids: Iterable[int], *, covers: bool
    ) -> Iterator[Work]:
        for each in printed_classes(self._mailing, class_ids, letter_ids):
            for wording_id, sheets in each.sheets.items():
                name, file_name = self._named(by, each)
                key = (f"{each.id}" if by is FileFor.CLASS else file_name, wording_id)
                if key not in self._paths:
                    self._paths[key] = folder / self._file_name(file_name)
                cover = self._cover(each, sheets) if covers else None
                yield Work(wording_id, self._paths[key], name, sheets, cover, each.id)

    def _named(self, by: FileFor, each: PrintedClass) -> tuple[str, str]:
        """The name of what the file is for, and the file's."""
        if by is FileFor.CLASS:
            return each.name, f"{each.college_name}-{each.name}"
        name = each.college_name if by is FileFor.COLLEGE else self._mailing.name
        return name, name

    def _lay_out(self) -> None:
        """Before anything is written: every wording in use is laid out, or stops the run."""
        used = db.session.scalars(select(Letter.wording_id).where(Letter.mailing_id == self._mailing.id).distinct())
        wordings = wordings_of(self._mailing)
        for wording_id in sorted(used):
            wording = wordings[wording_id]
            press = self._presses[wording_id] = LetterPress(
                on_paper(wording, self._school, local(wording.created_at).date()),
                school_name=self._school.name,
                crest=crest_of(self._school),
                specimen=self._specimen,
            )
            _ = press.front, press.last

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
    standing = STANDING[wording.language]
    return LetterWording(
        title=wording.title,
        body=wording.body,
        signed_by=wording.signed_by,
        signed_on=day_words(day, wording.language),
        salutation=wording.salutation,
        office_line=f"{row.office_name} {row.office_phone}".strip(),
        verify_line=standing.verify_line.replace("{address}", verify_address()),
        office_phone=row.office_phone,
        steps=standing.steps,
        labels=standing.labels,
        language=standing.pdf_language,
    )


def verify_address() -> str:
    """What a family types to ask whether a letter is ours, as short as it can be: fz.example.edu.cn/verify."""
    return str(current_app.config["BASE_URL"]).partition("://")[2] + "/verify"


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


def _silent(more: int) -> None:
    """Tells nobody how many letters are done."""
