"""Printing a letter to the staff: a PDF for each college or department, or one for the campus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from school.foundation.clock import today
from school.foundation.ui.filters import local
from school.letters.models import StaffMailing
from school.letters.printing import Printed, crest_of, on_paper
from school.letters.queries.mailings import newest_wording
from school.letters.staff.paper import UnitCover, UnitPack
from school.letters.staff.press import StaffPress
from school.org.models import School
from school.org.queries.settings import school

Progress = Callable[[int], object]
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class StaffFileFor(StrEnum):
    """What becomes one PDF."""

    UNIT = "unit"
    CAMPUS = "campus"


def print_staff(
    mailing: StaffMailing,
    packs: Sequence[UnitPack],
    folder: Path,
    *,
    by: StaffFileFor = StaffFileFor.UNIT,
    covers: bool = True,
    progress: Progress | None = None,
) -> Printed:
    """Write the newest text for these units; raises WordingError when it cannot be printed.

    No address and no code stands on these letters, so they need no public BASE_URL.
    """
    folder.mkdir(parents=True, exist_ok=True)
    press, printed, names = _press(mailing), Printed(), set[str]()
    for name, part in _files(mailing, packs, by):
        covered = [(pack, _cover(mailing, pack) if covers else None) for pack in part]
        report = press.write(folder / _file_name(name, names), covered)
        printed.take(report, name)
        if progress is not None:
            progress(report.written + len(report.held_back))
    return printed


def _files(
    mailing: StaffMailing, packs: Sequence[UnitPack], by: StaffFileFor
) -> Iterable[tuple[str, Sequence[UnitPack]]]:
    if by is StaffFileFor.CAMPUS:
        return [(mailing.name, packs)]
    return [(pack.name, [pack]) for pack in packs]


def _press(mailing: StaffMailing) -> StaffPress:
    row, wording = school() or School(name="", office_phone="", office_name=""), newest_wording(mailing)
    day = local(wording.created_at).date()
    return StaffPress(on_paper(wording, row, day), school_name=row.name, crest=crest_of(row))


def _cover(mailing: StaffMailing, pack: UnitPack) -> UnitCover:
    due, now = mailing.due_on, today()
    return UnitCover(pack, mailing.name, f"{due.month}月{due.day}日", f"{now.month}月{now.day}日")


def _file_name(name: str, taken: set[str]) -> str:
    plain = _UNSAFE.sub("_", name).strip(" .") or "letters"
    candidate, again = f"{plain}.pdf", 1
    while candidate in taken:
        again += 1
        candidate = f"{plain}-{again}.pdf"
    taken.add(candidate)
    return candidate
