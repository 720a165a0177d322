"""Why a file is not read: one kind, one sentence that says what to do."""

from __future__ import annotations

import enum

from flask_babel import lazy_gettext as _l


class SheetProblem(enum.StrEnum):
    """The kinds of file that are refused."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_LARGE_INSIDE = "too_large_inside"
    ENCRYPTED = "encrypted"
    NOT_A_SHEET = "not_a_sheet"
    BROKEN = "broken"
    XML_SPREADSHEET = "xml_spreadsheet"
    WEB_PAGE = "web_page"
    BINARY_WORKBOOK = "binary_workbook"
    UNKNOWN_ENCODING = "unknown_encoding"
    OPEN_QUOTE = "open_quote"
    TOO_SLOW = "too_slow"


_SENTENCES = {
    SheetProblem.EMPTY: _l("The file has no cells with anything in them."),
    SheetProblem.TOO_BIG: _l(
        "The file is larger than %(size)s MB. Leave out pictures and other sheets, or send it in parts."
    ),
    SheetProblem.TOO_MANY_ROWS: _l(
        "The file has more than %(rows)s rows. Delete empty rows at the end of the sheet, or send it in parts."
    ),
    SheetProblem.TOO_LARGE_INSIDE: _l(
        "The file is small but would unfold to far more than a list of people, or has cells far away from the table. "
        "Copy the table into a new workbook and send that."
    ),
    SheetProblem.ENCRYPTED: _l("The file is protected by a password. Save it without a password and send it again."),
    SheetProblem.NOT_A_SHEET: _l("This is not a spreadsheet. Send an .xlsx, .xls, .ods or .csv file."),
    SheetProblem.BROKEN: _l("The file is damaged. Open it in a spreadsheet program, save it as .xlsx and send that."),
    SheetProblem.XML_SPREADSHEET: _l(
        "The file is an XML table under another name. Open it in a spreadsheet program, save it as .xlsx and send that."
    ),
    SheetProblem.WEB_PAGE: _l(
        "The file is a web page under another name, and no table was found in it. "
        "Open it in a spreadsheet program, save it as .xlsx and send that."
    ),
    SheetProblem.BINARY_WORKBOOK: _l("The file is an .xlsb workbook. Save it as .xlsx and send that."),
    SheetProblem.UNKNOWN_ENCODING: _l(
        "The text is neither UTF-8 nor GB18030 nor UTF-16. Save it as .xlsx, or as CSV UTF-8, and send that."
    ),
    SheetProblem.OPEN_QUOTE: _l(
        'Near line %(line)s a quotation mark " opens or closes in the wrong place, so that cells run into each other. '
        "Delete it and send the file again.",
    ),
    SheetProblem.TOO_SLOW: _l("The file takes too long to read. Copy the table into a new workbook and send that."),
}


class UnreadableSheet(Exception):
    """A file that is not read. ``problem`` says why to code, ``sentence`` to a person, in their language."""

    def __init__(self, problem: SheetProblem, **params: object) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.params = params

    @property
    def sentence(self) -> str:
        """One sentence; needs an application for the translation."""
        return str(_SENTENCES[self.problem]) % self.params if self.params else str(_SENTENCES[self.problem])
