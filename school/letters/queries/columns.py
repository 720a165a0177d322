"""Columns that lists of letters share: whose letter, with a link to its page."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l

from school.foundation.ui.listing import Column
from school.org.models import Student

STUDENT = Column(
    "name",
    _l("Student"),
    lambda row: row.name,
    sort=Student.name,
    link=lambda row: url_for("letters.show", letter_id=row.letter_id),
)
STUDENT_NUMBER = Column(
    "student_number", _l("Student number"), lambda row: row.student_number, sort=Student.student_number
)
