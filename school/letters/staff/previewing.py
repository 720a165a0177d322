"""A letter to the staff while its text is being written."""

from __future__ import annotations

from school.foundation.clock import today
from school.letters.paper import WordingError
from school.letters.previewing import Length, Preview, grey_picture
from school.letters.printing import crest_of, on_paper
from school.letters.rules import WordingText
from school.letters.staff.press import StaffPress
from school.org.models import School
from school.org.queries.settings import school


def length_of(text: WordingText) -> Length:
    """The letter laid out, nothing drawn."""
    try:
        return Length(_press(text).pages)
    except WordingError as trouble:
        return Length(trouble=trouble)


def preview(text: WordingText) -> Preview:
    """A letter to an invented colleague."""
    try:
        return Preview(_press(text).preview())
    except WordingError as trouble:
        return Preview(trouble=trouble)


def picture(text: WordingText) -> bytes:
    """The same as a grey PNG; empty where it cannot be printed."""
    made = preview(text)
    return b"" if made.trouble else grey_picture(made.pdf)


def _press(text: WordingText) -> StaffPress:
    row = school() or School(name="", office_phone="", office_name="")
    return StaffPress(on_paper(text, row, today()), school_name=row.name, crest=crest_of(row))
