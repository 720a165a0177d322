"""The list behind the numbers. It has no export on purpose: a list of names that can be forwarded to
a class group is what the rule of voluntariness is against (docs/adr).
"""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from school.appstatus import states
from school.appstatus.models import Answer, AppStatus
from school.appstatus.rules import Marks
from school.foundation.ui.listing import Column, Table
from school.foundation.ui.states import State
from school.org.models import SchoolClass, Student


def _answer(row: Any) -> State:
    status: AppStatus | None = row[1]
    if status is None or status.answer is not Answer.MARKS:
        return states.ANSWERS[status.answer if status else Answer.NOT_ASKED]
    marks = Marks(status.installed, status.real_name, status.alerts)
    words = states.marks_words(marks)
    return State("inf", "checks", words) if all(marks) else State("", "device-mobile", words)


def _reason(row: Any) -> Any:
    return states.REASONS[row[1].reason] if row[1] and row[1].reason else ""


STUDENTS = Table(
    "app-status",
    columns=(
        Column("number", _l("Student number"), lambda row: row[0].student_number, sort=Student.student_number),
        Column(
            "name",
            _l("Student name"),
            lambda row: row[0].name,
            link=lambda row: url_for("appstatus.history", student_id=row[0].id),
        ),
        Column(
            "class",
            _l("Class"),
            lambda row: row[2].name,
            link=lambda row: url_for("appstatus.show_grid", class_id=row[2].id),
        ),
        Column("answer", _l("Answer"), _answer),
        Column("reason", _l("Reason"), _reason),
        Column("source", _l("How it is known"), lambda row: states.SOURCES.get(row[1].source, "") if row[1] else ""),
        Column("at", _l("Noted on"), lambda row: row[1].at if row[1] else None, sort=AppStatus.at),
    ),
    order=(SchoolClass.college_id, SchoolClass.name, Student.student_number),
)
