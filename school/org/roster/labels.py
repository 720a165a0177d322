"""Words for the fields, lists and states of imports, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.foundation.ui.states import State
from school.org.models import ImportKind, ImportState
from school.org.roster.headings import AnyField, Field, StaffField
from school.org.rules import GENDER_LABELS, LEVEL_LABELS


@dataclass(frozen=True)
class KindWords:
    """What the pages of one kind of sheet say: where it is sent, and what saving and taking it back does."""

    endpoint: str
    icon: str
    example: str
    title: LazyString
    look: LazyString
    undo: LazyString


KINDS: dict[ImportKind, KindWords] = {
    ImportKind.STUDENTS: KindWords(
        "roster.index",
        "users",
        "学号\t姓名\t班级\t家长姓名\t家长电话",
        _l("Import the roster"),
        _l("Look through the roster"),
        _l(
            "New people are removed and changed ones get their former values. This works while nothing hangs on them: "
            "no letters, no marks, no later changes."
        ),
    ),
    ImportKind.STAFF: KindWords(
        "roster.staff",
        "id-badge",
        "岗位\t学院\t班级\t工号\t姓名\t手机",
        _l("Import staff"),
        _l("Look through the staff sheet"),
        _l(
            "The posts that it gave are taken away, new people go with their accounts, and changed contacts get their "
            "former values. This works while nobody has a first password or was changed by hand since. An account made "
            "for somebody who was on file before stays; without a post it opens nothing."
        ),
    ),
}
_STUDENT_LABELS: dict[AnyField, LazyString] = {
    Field.STUDENT_NUMBER: _l("Student number"),
    Field.NAME: _l("Name"),
    Field.GENDER: _l("Gender"),
    Field.COLLEGE: _l("College"),
    Field.CLASS: _l("Class"),
    Field.GRADE: _l("Grade"),
    Field.LEVEL: _l("Level"),
    Field.FRESHMAN: _l("Freshman or not"),
    Field.PHONE: _l("The student's phone"),
    Field.FAMILY_NAME: _l("Parent's name"),
    Field.FAMILY_PHONE: _l("Parent's phone"),
    Field.FAMILY_RELATIONSHIP: _l("Parent's relationship"),
    Field.FATHER_NAME: _l("Father's name"),
    Field.FATHER_PHONE: _l("Father's phone"),
    Field.MOTHER_NAME: _l("Mother's name"),
    Field.MOTHER_PHONE: _l("Mother's phone"),
    Field.SECOND_FAMILY_NAME: _l("Second parent's name"),
    Field.SECOND_FAMILY_PHONE: _l("Second parent's phone"),
    Field.SECOND_FAMILY_RELATIONSHIP: _l("Second parent's relationship"),
    Field.COUNSELLOR_NAME: _l("Counsellor's name"),
    Field.COUNSELLOR_NUMBER: _l("Counsellor's staff number"),
}
_STAFF_LABELS: dict[AnyField, LazyString] = {
    StaffField.POST: _l("Post"),
    StaffField.COLLEGE: _l("College or department"),
    StaffField.CLASS: _l("Class"),
    StaffField.NUMBER: _l("Staff or student number"),
    StaffField.NAME: _l("Name"),
    StaffField.GENDER: _l("Gender"),
    StaffField.PHONE: _l("Phone"),
    StaffField.WECHAT_ID: _l("WeChat id"),
}
FIELD_LABELS: dict[ImportKind, dict[AnyField, LazyString]] = {
    ImportKind.STUDENTS: _STUDENT_LABELS,
    ImportKind.STAFF: _STAFF_LABELS,
}
# Lists of a preview in the order of their counters: name, label, icon.
LISTS: tuple[tuple[str, LazyString, str], ...] = (
    ("rejected", _l("Cannot be read"), "alert-circle"),
    ("created", _l("New"), "user-plus"),
    ("updated", _l("Changed"), "pencil"),
    ("unchanged", _l("Unchanged"), "equal"),
    ("ignored", _l("Left alone"), "minus"),
)
# Of staff each new row is a post, and its holder may be on file.
NEW_POSTS = ("created", _l("New posts"), "user-plus")
STATES: dict[ImportState, State] = {
    ImportState.STAGED: State("warn", "clock", _l("not saved yet")),
    ImportState.SAVED: State("ok", "circle-check", _l("saved")),
    ImportState.UNDONE: State("", "arrow-back-up", _l("taken back")),
    ImportState.DISCARDED: State("", "x", _l("thrown away")),
}
OUTCOMES: dict[str, LazyString] = {
    "created": _l("Mended; now among the new ones."),
    "updated": _l("Mended; now among those that change."),
    "unchanged": _l("Mended; now among those without changes."),
    "ignored": _l("Mended; now left alone."),
}
_VALUES: dict[str, LazyString] = {
    **{gender.value: label for gender, label in GENDER_LABELS.items()},
    **{level.value: label for level, label in LEVEL_LABELS.items()},
    "True": _l("yes"),
    "False": _l("no"),
}


def field_label(kind: ImportKind, name: str) -> str:
    """What a changed field is called; somebody who comes back changes no field."""
    return next((str(label) for field, label in FIELD_LABELS[kind].items() if field == name), str(_l("belongs again")))


def field_value(name: str, value: str) -> str:
    """A value of a change for the eye: words of enums in the reader's language, names as they are."""
    said = name in (Field.GENDER, Field.LEVEL, Field.FRESHMAN)
    return str(_VALUES[value]) if said and value in _VALUES else value
