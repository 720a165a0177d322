"""The desk's words on screen: results, reasons, troubles, what was read, what may be done."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.foundation.scans.layout import Mark, Trouble
from school.foundation.ui.states import State
from school.letters.desk.rules import CONTACT, DATE, READ, SIGNATURE, Answer, Reason, Result, Settling
from school.letters.paper import CHINESE_LABELS

RESULTS: dict[Result, State] = {
    Result.FILED: State("ok", "circle-check", _l("Filed")),
    Result.UNSIGNED: State("warn", "signature-off", _l("No signature")),
    Result.UNCLEAR: State("warn", "eye", _l("Look at it")),
    Result.ALREADY: State("inf", "copy", _l("Already received")),
    Result.REPLACED: State("warn", "replace", _l("Slip of a replaced letter")),
    Result.OTHER_MAILING: State("warn", "mail", _l("Slip of another mailing")),
    Result.UNREADABLE: State("warn", "question-mark", _l("Number not readable")),
    Result.NO_SLIP: State("", "file-off", _l("No slip")),
    Result.BLANK_BACK: State("line", "file-text", _l("Blank back")),
}
REASONS: dict[Reason, LazyString] = {
    Reason.FOREIGN: _l("Not a slip of your classes. Give it to the office; nothing of it is shown here."),
    Reason.UNKNOWN: _l("The code looks like one of ours, but no letter of this school has this number."),
    Reason.TWO_CODES: _l("Letter and slip on this page carry different numbers. Look which sheet lies on which."),
    Reason.SIGNATURE: _l("Something is in the signature box, but too little to be sure."),
    Reason.CONTACT: _l("It is not clear whether the family asks to be contacted."),
    Reason.EXEMPT: _l(
        "No letter goes to this family, and yet a slip came. Lift the exemption first if it is to count."
    ),
    Reason.ANSWERED: _l("The family had answered in another way before; now a slip came back."),
    Reason.TWICE: _l("A slip of the same letter lies at the desk of this batch already."),
    Reason.TROUBLE: _l("This page could not be looked at."),
}
FILE_TROUBLES: dict[Trouble, LazyString] = {
    Trouble.NOT_A_PICTURE: _l("This is neither a PDF nor a picture, whatever its name says. Nothing of it was read."),
    Trouble.ENCRYPTED: _l("This PDF is locked with a password. Save it without one and send it again."),
    Trouble.DAMAGED: _l("This file is damaged. Scan these pages again."),
    Trouble.TOO_LARGE: _l("This file unfolds to more than can be read. Scan at 200 or 300 dpi and send it again."),
    Trouble.TOO_MANY_PAGES: _l("This file has too many pages. Send it in several parts."),
    Trouble.TOO_SLOW: _l("Reading this file took too long and was stopped. Scan these pages again."),
    Trouble.EMPTY: _l("This file is empty."),
}
PAGE_TROUBLES: dict[Trouble, LazyString] = {
    Trouble.NOT_A_PICTURE: _l("This page holds no picture."),
    Trouble.ENCRYPTED: _l("This page is locked."),
    Trouble.DAMAGED: _l("This page is damaged."),
    Trouble.TOO_LARGE: _l("This page has more pixels than can be read."),
    Trouble.TOO_MANY_PAGES: _l("This page lies behind the last one that is read."),
    Trouble.TOO_SLOW: _l("Reading this page took too long and was stopped."),
    Trouble.EMPTY: _l("This page is empty."),
}
MARKS: dict[Mark, State] = {
    Mark.INK: State("inf", "pencil", _l("ink present")),
    Mark.BLANK: State("", "square", _l("blank")),
    Mark.LOOK: State("warn", "eye", _l("not clear")),
}
BOXES: dict[str, LazyString] = {
    SIGNATURE: _l("Signature box"),
    DATE: _l("Date box"),
    READ: _l("I have read the letter"),
    CONTACT: _l("Please contact me"),
}
SETTLED: dict[Settling, State] = {
    Settling.FILED: State("ok", "circle-check", _l("Filed")),
    Settling.RETURNED: State("", "arrow-back-up", _l("Back to the student")),
    Settling.NO_SLIP: State("", "file-off", _l("No slip")),
    Settling.DUPLICATE: State("", "copy", _l("Dropped as a duplicate")),
    Settling.BETTER_PICTURE: State("ok", "photo", _l("Better picture kept")),
    Settling.BLANK: State("line", "file-text", _l("Blank back")),
}


@dataclass(frozen=True)
class Act:
    """A button of the desk: its key, its words and what it does."""

    key: str
    label: LazyString
    note: LazyString


ACTS: dict[Settling, Act] = {
    Settling.FILED: Act("F", _l("File it"), _l("The slip is back; its picture goes to the receipt.")),
    Settling.RETURNED: Act("U", _l("Back to the student"), _l("Nobody signed: the letter stays open.")),
    Settling.NO_SLIP: Act("N", _l("No slip"), _l("Another sheet that got in between.")),
    Settling.DUPLICATE: Act("D", _l("Drop as a duplicate"), _l("The receipt keeps the picture it has.")),
    Settling.BETTER_PICTURE: Act(
        "B", _l("Keep this picture instead"), _l("The receipt stays as it is, with this picture.")
    ),
}

ANSWERS: dict[Answer, State] = {
    Answer.IN: State("ok", "check", _l("Received")),
    Answer.IN_ALREADY: State("ok", "checks", _l("Received before")),
    Answer.NO_INK: State("warn", "signature-off", _l("The signature box is blank: give it back to be signed")),
    Answer.LOOKED_AT: State("inf", "eye", _l("Kept. Your counsellor looks at it")),
    Answer.TYPE_NUMBER: State("warn", "question-mark", _l("Not readable: type the number, or photograph it again")),
    Answer.NOT_THIS_CLASS: State("warn", "users", _l("Not a slip of this class")),
}


def box_words(name: str) -> str:
    """What a box of the slip is called: its own printed words where it is a relation to tick."""
    if name in BOXES:
        return str(BOXES[name])
    number = int(name.rpartition("_")[2])
    return CHINESE_LABELS.relations[number]
