"""Printing letters to the staff as work with a page of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask_babel import lazy_gettext as _l

from school.foundation.access import CAMPUS
from school.foundation.audit import record
from school.foundation.db import db, unit_of_work
from school.foundation.jobs import Job, Origin, Outcome, Running, kind, start
from school.letters.jobs import packed
from school.letters.models import StaffMailing
from school.letters.staff.actions import record_staff_printed
from school.letters.staff.events import STAFF_PRINTING_STARTED
from school.letters.staff.printing import StaffFileFor, print_staff
from school.letters.staff.queries import unit_packs

PRINT = "letters.print_staff"


def start_printing(mailing: StaffMailing, unit_ids: list[int], by: StaffFileFor, *, covers: bool) -> Job:
    """Print for the whole school, or for some colleges and departments."""
    job = start(PRINT, mailing=mailing.id, units=unit_ids, by=by.value, covers=covers)
    record(STAFF_PRINTING_STARTED, mailing.id, job=job.id)
    return job


def _page(job: Job) -> Origin:
    return Origin(
        "staff_letters.mailing", _l("Back to the letter to staff"), {"staff_mailing_id": job.arguments["mailing"]}
    )


@kind(PRINT, _l("Printing letters to staff"), _page)
def print_packs(running: Running) -> Outcome:
    """One unit is a PDF, more are a ZIP."""
    given = running.arguments
    mailing = db.session.get_one(StaffMailing, given["mailing"])
    packs, done = unit_packs(CAMPUS, given["units"]), 0
    total = sum(len(pack.sheets) for pack in packs)

    def advance(more: int) -> None:
        nonlocal done
        done += more
        running.advance(done, total)

    with tempfile.TemporaryDirectory(prefix="letters-") as folder:
        chosen = {"by": StaffFileFor(given["by"]), "covers": given["covers"]}
        printed = print_staff(mailing, packs, Path(folder), **chosen, progress=advance)
        file = packed(printed, mailing.name)
    with unit_of_work():
        held_back = len(printed.held_back)
        record_staff_printed(mailing.id, letters=printed.letters, held_back=held_back, units=len(packs))
    held = [" ".join((each.number, each.student_name, *each.code_points)).strip() for each in printed.held_back]
    return Outcome({"letters": printed.letters, "files": len(printed.files), "held_back": held}, file)
