"""Words for the fields, lists and states of imports, as pages show them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.foundation.ui.states import State
from school.org.models import ImportState
from school.org.roster.headings import Field
from school.org.rules import GENDER_LABELS, LEVEL_LABELS

FIELD_LABELS: dict[Field, LazyString] = {
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
# Lists of a preview in the order of their counters: name, label, icon.
LISTS: tuple[tuple[str, LazyString, str], ...] = (
    ("rejected", _l("Cannot be read"), "alert-circle"),
    ("created", _l("New"), "user-plus"),
    ("updated", _l("Changed"), "pencil"),
    ("unchanged", _l("Unchanged"), "equal"),
    ("ignored", _l("Left alone"), "minus"),
)
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


def field_label(name: str) -> str:
    """What a changed field is called; a student who comes back changes no field."""
    return str(FIELD_LABELS[Field(name)]) if name in set(Field) else str(_l("belongs again"))


def field_value(name: str, value: str) -> str:
    """A value of a change for the eye: words of enums in the reader's language, names as they are."""
    said = name in (Field.GENDER, Field.LEVEL, Field.FRESHMAN)
    return str(_VALUES[value]) if said and value in _VALUES else value
