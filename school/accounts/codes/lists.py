"""The classes whose students somebody may let in."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l

from school.foundation.ui.listing import Column, Table
from school.org.models import SchoolClass, Unit

CLASSES = Table(
    "codes",
    columns=(
        Column(
            "class",
            _l("Class"),
            lambda row: row.SchoolClass.name,
            sort=SchoolClass.name,
            link=lambda row: url_for("accounts.class_codes", class_id=row.SchoolClass.id),
        ),
        Column("college", _l("College"), lambda row: row.college),
        Column("students", _l("Students"), lambda row: row.students, number=True),
        Column("been_here", _l("Signed in before"), lambda row: row.been_here, number=True),
    ),
    order=(Unit.position, Unit.id, SchoolClass.grade.desc(), SchoolClass.name),
)
