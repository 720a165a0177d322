"""Why a row is left alone or refused: a code with its facts, and one sentence for each code."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from school.foundation.sheets import Cell


class Reason(enum.StrEnum):
    """What is the matter with a row or a cell."""

    # ignored rows
    BLANK = "blank"
    ONLY_RUNNING_NUMBER = "only_running_number"
    TOTAL = "total"
    NOTE = "note"
    REPEATED_HEADER = "repeated_header"
    SECTION_TITLE = "section_title"
    REPEATS_ROW = "repeats_row"
    # rejected, beside another row
    NUMBER_OF_ANOTHER = "number_of_another"
    REPEATED_DIFFERENTLY = "repeated_differently"
    # rejected, whatever the column
    MISSING = "missing"
    CELL_ERROR = "cell_error"
    FORMULA = "formula"
    TURNED_INTO_DATE = "turned_into_date"
    TOO_LONG = "too_long"
    GARBLED = "garbled"
    # rejected, for what a number is
    DIGITS_LOST = "digits_lost"
    ZERO_LOST = "zero_lost"
    NOT_A_NUMBER = "not_a_number"
    PHONE_SHORT = "phone_short"
    PHONE_LONG = "phone_long"
    PHONE_START = "phone_start"
    PHONE_NO_AREA_CODE = "phone_no_area_code"
    PHONE_NOT_DIGITS = "phone_not_digits"
    PHONE_SEVERAL = "phone_several"
    # rejected, for what a word is
    NOT_A_NAME = "not_a_name"
    GENDER_UNKNOWN = "gender_unknown"
    LEVEL_UNKNOWN = "level_unknown"
    GRADE_UNCLEAR = "grade_unclear"
    YES_OR_NO_UNCLEAR = "yes_or_no_unclear"
    POST_UNKNOWN = "post_unknown"
    POST_NEEDS_CLASS = "post_needs_class"
    POST_NEEDS_COLLEGE = "post_needs_college"
    POST_ABOVE = "post_above"
    WECHAT_UNCLEAR = "wechat_unclear"
    # rejected, beside what is on file
    COLLEGE_NOT_SAID = "college_not_said"
    OTHER_COLLEGE = "other_college"
    NOT_A_COLLEGE = "not_a_college"
    STUDENT_ELSEWHERE = "student_elsewhere"
    STUDENT_NOT_KNOWN = "student_not_known"
    NOT_OF_CLASS = "not_of_class"
    NAME_OF_ANOTHER = "name_of_another"
    SEVERAL_OF_THIS_NAME = "several_of_this_name"


_SENTENCES: Mapping[Reason, Any] = {
    Reason.BLANK: _l("A blank row."),
    Reason.ONLY_RUNNING_NUMBER: _l("Only a running number, nobody's row."),
    Reason.TOTAL: _l("A row of totals."),
    Reason.NOTE: _l("A note, nobody's row."),
    Reason.REPEATED_HEADER: _l("The headings once more."),
    Reason.SECTION_TITLE: _l("A title between the rows."),
    Reason.REPEATS_ROW: _l("The same as row %(other)s."),
    Reason.NUMBER_OF_ANOTHER: _l(
        "Row %(other)s has this number under another name (%(other_name)s). That row stands; check which of the two it is."
    ),
    Reason.REPEATED_DIFFERENTLY: _l(
        "Row %(other)s is about the same person but differs here (%(other_value)s). That row stands; "
        "delete the one that is wrong.",
    ),
    Reason.MISSING: _l("Nothing stands here, and it is needed."),
    Reason.CELL_ERROR: _l("The formula in this cell failed. Type the value itself."),
    Reason.FORMULA: _l("It begins like a formula (%(sign)s). Type the value itself."),
    Reason.TURNED_INTO_DATE: _l(
        "The spreadsheet has turned this into a date. Format the column as text and type it again."
    ),
    Reason.TOO_LONG: _l("Longer than %(most)s characters."),
    Reason.GARBLED: _l("Characters were lost on the way. Type it again, or save the file as .xlsx."),
    Reason.DIGITS_LOST: _l(
        "The spreadsheet has cut off the last digits, and they cannot be guessed. "
        "Format the column as text and type the number again."
    ),
    Reason.ZERO_LOST: _l(
        "It seems that the spreadsheet has dropped a leading 0: other numbers here have %(digits)s digits and begin "
        "with 0. Format the column as text and type the number again.",
    ),
    Reason.NOT_A_NUMBER: _l("Not a student or staff number: letters and digits only, at most 30."),
    Reason.PHONE_SHORT: _l(
        "A mobile number has 11 digits, this has %(digits)s: %(lacking)s lacking. "
        "If you do not know it, leave it empty: a phone is not required.",
    ),
    Reason.PHONE_LONG: _l("A mobile number has 11 digits, this has %(digits)s: %(over)s too many."),
    Reason.PHONE_START: _l("A mobile number begins with 13 to 19, this one with %(start)s."),
    Reason.PHONE_NO_AREA_CODE: _l(
        "A landline number needs its area code with the 0 in front, such as 010-62345678. "
        "If you do not know it, leave it empty: a phone is not required."
    ),
    Reason.PHONE_NOT_DIGITS: _l("Not a phone number. If you do not know it, leave it empty: a phone is not required."),
    Reason.PHONE_SEVERAL: _l("These are two numbers. Keep one of them."),
    Reason.NOT_A_NAME: _l("This is not a name."),
    Reason.GENDER_UNKNOWN: _l("Only 男 or 女 can stand here, or nothing."),
    Reason.LEVEL_UNKNOWN: _l("Only words such as 本科, 专科, 硕士, 博士 or 研究生 can stand here."),
    Reason.GRADE_UNCLEAR: _l("It is not clear which year is meant. Write the year of entry, such as 2024."),
    Reason.YES_OR_NO_UNCLEAR: _l("Only 是 or 否 can stand here, or nothing."),
    Reason.POST_UNKNOWN: _l("The post is not known. Known posts: %(posts)s."),
    Reason.POST_NEEDS_CLASS: _l("This post needs a class."),
    Reason.POST_NEEDS_COLLEGE: _l("This post needs a college."),
    Reason.POST_ABOVE: _l("This post is not yours to give. Leave the row out; whoever may give it imports it."),
    Reason.WECHAT_UNCLEAR: _l("Not a WeChat id: 6 to 20 letters, digits, - and _, or a mobile number."),
    Reason.COLLEGE_NOT_SAID: _l(
        "The sheet does not say which college this class belongs to. Choose the college for this sheet, "
        "or add a column for it."
    ),
    Reason.OTHER_COLLEGE: _l("This sheet is only for %(college)s. Import the rows of other colleges on their own."),
    Reason.NOT_A_COLLEGE: _l("%(college)s is on file as a department, which has no classes."),
    Reason.STUDENT_ELSEWHERE: _l(
        "This student is on file in another college. Only the security office can bring somebody over; "
        "check the number, or ask the office."
    ),
    Reason.STUDENT_NOT_KNOWN: _l("No present student has this number. Import the students first, or mend the number."),
    Reason.NOT_OF_CLASS: _l("By the roster this student is in %(school_class)s."),
    Reason.NAME_OF_ANOTHER: _l(
        "This number is on file under another name (%(other_name)s). Check which of the two it is."
    ),
    Reason.SEVERAL_OF_THIS_NAME: _l("Several people of this name are on file. Add the staff number."),
}


def sentence(reason: Reason, params: Mapping[str, object]) -> str:
    """The reason in the reader's language; needs an application for the translation."""
    text = str(_SENTENCES[reason])
    return text % params if params else text


class Refused(Exception):
    """Raised by a reader of cells: the value cannot be taken as it is."""

    def __init__(self, reason: Reason, **params: object) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.params = params

    @property
    def sentence(self) -> str:
        """Why, in the reader's language."""
        return sentence(self.reason, self.params)


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that is refused. ``column`` is its heading, ``place`` its column index (None: no such column)."""

    column: str
    place: int | None
    value: str
    reason: Reason
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Why, in the reader's language."""
        return sentence(self.reason, self.params)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is not taken, with everything that is the matter with it."""

    row: int
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, object]:
        """One entry a row, so that entries can be counted; what else is wrong with it stands in ``also``."""
        first, *others = (
            {"column": each.column, "value": each.value, "reason": each.sentence} for each in self.problems
        )
        return {"row": self.row, **first, **({"also": others} if others else {})}


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row that holds nobody, or nobody new."""

    row: int
    reason: Reason
    params: Mapping[str, object] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The row and why it is left alone."""
        return {"row": self.row, "reason": sentence(self.reason, self.params)}


def shown(cell: Cell) -> str:
    """A cell as a person saw it: a whole number without ".0"."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
