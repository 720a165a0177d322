"""What ``flask letters print`` does for a letter to the staff."""

from __future__ import annotations

import sys
from pathlib import Path

from tqdm import tqdm

from school.foundation.access import CAMPUS
from school.foundation.db import unit_of_work
from school.letters.models import StaffMailing
from school.letters.printing import FileFor, Printed
from school.letters.queries.places import Place
from school.letters.staff.actions import record_staff_printed
from school.letters.staff.printing import StaffFileFor, print_staff
from school.letters.staff.queries import unit_packs

# A class or a college is a unit here.
FILES = {FileFor.CLASS: StaffFileFor.UNIT, FileFor.COLLEGE: StaffFileFor.UNIT, FileFor.CAMPUS: StaffFileFor.CAMPUS}


def print_to_staff(mailing: StaffMailing, place: Place, out: Path, by: FileFor, *, covers: bool) -> Printed:
    """Print for everybody, or for the staff of a college; records it. Raises WordingError."""
    packs = unit_packs(CAMPUS, place.college_ids)
    with tqdm(total=sum(len(pack.sheets) for pack in packs), unit=" letters", disable=None, file=sys.stderr) as bar:
        printed = print_staff(mailing, packs, out, by=FILES[by], covers=covers, progress=bar.update)
    with unit_of_work():
        held_back = len(printed.held_back)
        record_staff_printed(mailing.id, letters=printed.letters, held_back=held_back, units=len(packs))
    return printed
