"""The pages of a batch as a list to export."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from school.foundation.ui.listing import Column, Table
from school.letters.desk import labels
from school.letters.desk.models import ScannedPage
from school.links.rules import printed_number

PAGES = Table(
    "slips",
    columns=(
        Column("file", _l("File no."), lambda row: row.file),
        Column("page", _l("Page"), lambda row: row.page),
        Column("result", _l("Read as"), lambda row: labels.RESULTS[row.result].label),
        Column(
            "settled", _l("Settled as"), lambda row: labels.SETTLED[row.settled_as].label if row.settled_as else None
        ),
        Column("number", _l("Letter number"), lambda row: printed_number(row.number) if row.number else None),
        Column("student", _l("Student"), lambda row: row.letter.student.name if row.letter else None),
        Column(
            "student_number",
            _l("Student number"),
            lambda row: row.letter.student.student_number if row.letter else None,
        ),
        Column(
            "class",
            _l("Class"),
            lambda row: (
                row.letter.student.school_class.name if row.letter and row.letter.student.school_class else None
            ),
        ),
    ),
    order=(ScannedPage.file, ScannedPage.page, ScannedPage.part),
)
