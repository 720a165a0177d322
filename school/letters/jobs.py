"""Issuing and printing as work with a page of its own: how far it is, and what it made."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

from school.foundation.access import CAMPUS, Scope
from school.foundation.audit import record
from school.foundation.clock import today
from school.foundation.db import db, unit_of_work
from school.foundation.files import scratch_file
from school.foundation.jobs import Job, NewFile, Origin, Outcome, Running, kind, start
from school.letters.actions import issue_letters, record_printed
from school.letters.events import JOB_STARTED
from school.letters.models import Letter, Mailing
from school.letters.printing import FileFor, Printed, PrintRun
from school.letters.queries.addressees import addressees
from school.letters.queries.sheets import class_ids_of, class_ids_to_print, count_letters

ISSUE, PRINT = "letters.issue", "letters.print"
PDF, ZIP = "application/pdf", "application/zip"
# Progress is a commit: not for every letter.
TELL_EVERY = 500


def start_issuing(mailing: Mailing, scope: Scope, college_ids: list[int]) -> Job:
    """Make the missing letters, of the whole reach or of some colleges."""
    arguments = {"mailing": mailing.id, "within": _colleges(scope), "colleges": college_ids}
    return _start(ISSUE, mailing, arguments)


def start_printing(
    mailing: Mailing,
    scope: Scope,
    college_ids: list[int],
    class_ids: list[int],
    by: FileFor = FileFor.CLASS,
    letter_ids: Sequence[int] = (),
    *,
    covers: bool = True,
) -> Job:
    """Print: of the whole reach, some colleges, some classes, or chosen letters of these.

    ``by`` says what becomes one PDF; ``letter_ids`` are already scoped.
    """
    chosen = class_ids_to_print(scope, mailing, college_ids, class_ids)
    arguments = {
        "mailing": mailing.id,
        "classes": chosen,
        "by": by.value,
        "letters": list(letter_ids),
        "covers": covers,
    }
    return _start(PRINT, mailing, arguments)


def print_chosen(mailing: Mailing, scope: Scope, letters: Sequence[Letter]) -> Job:
    """Print these letters, already scoped, as one PDF without covers."""
    letter_ids = [letter.id for letter in letters]
    return start_printing(mailing, scope, [], class_ids_of(letters), FileFor.CAMPUS, letter_ids, covers=False)


def _mailing_page(job: Job) -> Origin:
    return Origin("letters.mailing", _l("Back to the mailing"), {"mailing_id": job.arguments["mailing"]})


@kind(ISSUE, _l("Making letters"), _mailing_page)
def issue(running: Running) -> Outcome:
    """One transaction: all of them or none, and the next run makes what is missing."""
    given = running.arguments
    running.advance(0, 1)
    with unit_of_work():
        mailing = db.session.get_one(Mailing, given["mailing"])
        scope = CAMPUS if given["within"] is None else Scope(colleges=frozenset(given["within"]))
        issued = issue_letters(mailing, addressees(scope, mailing.audience, college_ids=given["colleges"]))
    running.advance(1, 1)
    return Outcome({"made": issued.made, "exempt": issued.exempt, "had": issued.had})


@kind(PRINT, _l("Printing class packs"), _mailing_page)
def print_packs(running: Running) -> Outcome:
    """Write the packs beside the stored files; one class is a PDF, more are a ZIP."""
    mailing_id: int = running.arguments["mailing"]
    mailing = db.session.get_one(Mailing, mailing_id)
    class_ids: list[int] = running.arguments["classes"]
    total = len(running.arguments["letters"]) or count_letters(CAMPUS, mailing, class_ids)
    with tempfile.TemporaryDirectory(prefix="letters-") as folder:
        run, by = PrintRun(mailing, _Teller(running, total)), FileFor(running.arguments["by"])
        chosen = {"covers": running.arguments["covers"], "letter_ids": running.arguments["letters"]}
        printed = run.write(by, class_ids, Path(folder), **chosen)
        file = packed(printed, mailing.name)
    with unit_of_work():
        record_printed(
            mailing_id, letters=printed.letters, held_back=len(printed.held_back), classes=len(printed.class_ids)
        )
    held = [f"{each.number} {' '.join(each.code_points)}" for each in printed.held_back]
    return Outcome({"letters": printed.letters, "files": len(printed.files), "held_back": held}, file)


class _Teller:
    """Tells the job's row how many letters are done, now and then."""

    def __init__(self, running: Running, total: int) -> None:
        self._running, self._total, self._done, self._told = running, total, 0, 0

    def __call__(self, more: int) -> None:
        self._done += more
        if self._done - self._told >= TELL_EVERY or self._done == self._total:
            self._told = self._done
            self._running.advance(self._done, self._total)


def packed(printed: Printed, name: str) -> NewFile | None:
    """The one PDF, or all of them in a ZIP (not compressed again)."""
    if not printed.files:
        return None
    if len(printed.files) == 1:
        target = scratch_file(".pdf")
        shutil.copyfile(printed.files[0].path, target)
        return NewFile(target, printed.files[0].path.name, PDF)
    target = scratch_file(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file in printed.files:
            archive.write(file.path, file.path.name)
    return NewFile(target, f"{name}-{today().isoformat()}.zip", ZIP)


def _start(kind_name: str, mailing: Mailing, arguments: dict[str, Any]) -> Job:
    job = start(kind_name, **arguments)
    record(JOB_STARTED, mailing.id, job=job.id, kind=kind_name)
    return job


def _colleges(scope: Scope) -> list[int] | None:
    return None if scope.campus else sorted(scope.colleges)
