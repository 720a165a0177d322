"""Lists that no other room has: families locked out, classes by what is missing."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l

from school.foundation.ui.listing import Column, Table
from school.letters.labels import STATES
from school.letters.queries.columns import STUDENT, STUDENT_NUMBER
from school.org.models import SchoolClass, Student

LOCKED = Table(
    "locked-out",
    columns=(
        STUDENT,
        STUDENT_NUMBER,
        Column(
            "class",
            _l("Class"),
            lambda row: row.class_name,
            link=lambda row: url_for("letters.class_page", class_id=row.class_id),
        ),
        Column("state", _l("State"), lambda row: STATES[row.state]),
        Column("tries", _l("Wrong tries"), lambda row: row.wrong_tries, number=True),
    ),
    order=(SchoolClass.college_id, SchoolClass.name, Student.student_number),
)

# How the list of classes in figures may be ordered; its other columns are figures, and nothing ranks by those.
CLASSES = Table("classes", columns=(Column("name", _l("Class"), lambda row: row.name, sort=SchoolClass.name),))
