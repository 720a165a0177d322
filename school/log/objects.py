"""What events happen to: its word, its page, and by what a person looks for it.

Places and mailings are named. People and their letters are not: the event holds a number, and whoever may see the
person follows the link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import Table, select

from school.foundation.access import may_open
from school.foundation.audit.models import AuditEvent
from school.foundation.db import LARGEST_ID, Base, db

DIGITS = len(str(LARGEST_ID))


@dataclass(frozen=True)
class Subject:
    """One kind of row. ``name`` is the column shown, ``key`` the one a person types; the page takes ``argument``.

    ``table`` is where its rows are, if that is not what events call it.
    """

    label: LazyString
    endpoint: str = ""
    argument: str = ""
    name: str = ""
    key: str = ""
    table: str = ""


SUBJECTS: dict[str, Subject] = {
    "student": Subject(_l("Student"), "org.student", "student_id", key="student_number"),
    "staff_member": Subject(_l("Colleague"), "org.staff_member", "staff_member_id", key="staff_number"),
    "account": Subject(_l("Account"), "accounts.show", "account_id", key="username"),
    "school_class": Subject(_l("Class"), "org.school_class", "class_id", name="name", key="name"),
    "unit": Subject(_l("College or department"), "org.unit", "unit_id", name="name", key="name"),
    "mailing": Subject(_l("Mailing"), "letters.mailing", "mailing_id", name="name", key="name"),
    "staff_mailing": Subject(
        _l("Letter to staff"), "staff_letters.mailing", "staff_mailing_id", name="name", key="name", table="mailing"
    ),
    "letter": Subject(_l("Letter"), "letters.show", "letter_id"),
    "archive_box": Subject(_l("Archive box"), "archive.box", "archive_box_id", name="code", key="code"),
    "destruction_record": Subject(
        _l("Record of destruction"), "archive.destruction", "destruction_id", name="number", key="number"
    ),
    "letter_batch": Subject(_l("Step of letters")),
    "scan_batch": Subject(_l("Batch of slips"), "desk.batch", "scan_batch_id"),
    "scanned_page": Subject(_l("Page of a batch"), "desk.page", "scanned_page_id"),
    "personal_link": Subject(_l("Letter's link"), key="number"),
    "fake_report": Subject(_l("Report of a fake"), "fake_reports.show", "fake_report_id", key="reference"),
    "import_batch": Subject(_l("Import"), "roster.show", "batch_id"),
    "post": Subject(_l("Post")),
    "spot_check": Subject(_l("Spot check"), "spot_checks.show", "spot_check_id"),
    "spot_check_entry": Subject(_l("Student of a spot check")),
    "job": Subject(_l("Work in the background")),
    "school": Subject(_l("School")),
    "term": Subject(_l("Term"), name="name", key="name"),
    "holiday": Subject(_l("Holiday"), name="name", key="name"),
    "audit_log": Subject(_l("Log of actions")),
}
# Of these there is one only: a number says nothing.
_ONLY_ONE = frozenset({"school", "audit_log"})
Names = Mapping[tuple[str, int], str]


def title(row: AuditEvent, names: Names) -> str:
    """What it happened to: 班级 计科2402班, 学生 #12; "" where it happened to nothing in particular."""
    if row.subject_id is None:
        return ""
    subject = SUBJECTS.get(row.subject_type)
    label = str(subject.label) if subject else row.subject_type
    if row.subject_type in _ONLY_ONE:
        return label
    named = names.get((row.subject_type, row.subject_id))
    return f"{label} {named or f'#{row.subject_id}'}"


def address(row: AuditEvent, names: Names) -> str | None:
    """Its page, for whoever may open it, while it is there."""
    subject = SUBJECTS.get(row.subject_type)
    there = (row.subject_type, row.subject_id) in names
    if subject is None or not there or not subject.endpoint or not may_open(subject.endpoint):
        return None
    values: dict[str, Any] = {subject.argument: row.subject_id}
    return url_for(subject.endpoint, **values)


def names_of(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The names of rows by (table, id), "" for rows without one; rows that are gone are not there."""
    by_table: dict[str, set[int]] = {}
    for name, row_id in wanted:
        by_table.setdefault(name, set()).add(row_id)
    found: dict[tuple[str, int], str] = {}
    for name, ids in by_table.items():
        table = _table(name)
        if table is not None:
            subject = SUBJECTS.get(name)
            shown = [table.c[subject.name]] if subject and subject.name else []
            for row in db.session.execute(select(table.c.id, *shown).where(table.c.id.in_(ids))):
                found[name, row[0]] = str(row[1]) if shown else ""
    return found


def ids_of(name: str, typed: str) -> list[int]:
    """The rows that a person means: by number or name, else by the id that the log shows (#12).

    Classes of several colleges may have one name: all of them are meant.
    """
    subject, table, text = SUBJECTS[name], _table(name), typed.strip()
    if subject.key and table is not None and (rows := _rows_of(table, subject.key, text)):
        return rows
    plain = text.removeprefix("#")
    is_id = plain.isascii() and plain.isdecimal() and len(plain) <= DIGITS
    return [min(int(plain), LARGEST_ID)] if is_id else []


def _rows_of(table: Table, column: str, text: str) -> list[int]:
    return list(db.session.scalars(select(table.c.id).where(table.c[column] == text).order_by(table.c.id)))


def _table(name: str) -> Table | None:
    subject = SUBJECTS.get(name)
    return Base.metadata.tables.get(subject.table or name if subject else name)
