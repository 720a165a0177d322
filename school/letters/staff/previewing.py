"""A letter to the staff while its text is being written."""

from __future__ import annotations

from functools import partial

from school.foundation.clock import today
from school.letters.previewing import Draft
from school.letters.printing import crest_of, on_paper
from school.letters.rules import WordingText
from school.letters.staff.press import StaffPress
from school.org.models import School
from school.org.queries.settings import school


def to_a_colleague(text: WordingText) -> Draft[StaffPress]:
    """A letter to an invented colleague."""
    return Draft(partial(_press, text), StaffPress.preview)


def _press(text: WordingText) -> StaffPress:
    row = school() or School(name="", office_phone="", office_name="")
    return StaffPress(on_paper(text, row, today()), school_name=row.name, crest=crest_of(row))
