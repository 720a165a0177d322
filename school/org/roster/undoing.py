"""Taking an import back, while nothing hangs on it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import Column, ColumnElement, delete, select

from school.foundation.audit.models import AuditEvent
from school.foundation.db import Base, db
from school.foundation.db.bulk import delete_among, rows_among, update_many
from school.org import events
from school.org.models import Enrolment, FamilyMember, Post, SchoolClass, StaffMember, Student, Unit
from school.org.roster.writing import Traces

EDITS = (
    events.STUDENT_SAVED,
    events.STUDENT_MOVED,
    events.STUDENT_LEFT,
    events.STUDENT_RETURNED,
    events.FAMILY_CHANGED,
)
STAFF_EDITS = (events.STAFF_SAVED, events.STAFF_LEFT)


class Hanging(enum.StrEnum):
    """What keeps an import from being undone."""

    LETTERS = "letters"
    MARKS = "marks"
    ACCOUNTS = "accounts"
    POSTS = "posts"
    EDITS = "edits"
    LATER_IMPORT = "later_import"
    OTHER = "other"


HANGING_LABELS: dict[Hanging, LazyString] = {
    Hanging.LETTERS: _l("Letters were made for %(count)s of its students."),
    Hanging.MARKS: _l("The three marks, reminders or spot checks of %(count)s of its students are noted."),
    Hanging.ACCOUNTS: _l("%(count)s of its people have an account or a one-time code."),
    Hanging.POSTS: _l("%(count)s of its people hold a post."),
    Hanging.EDITS: _l("%(count)s of its people were changed by hand since."),
    Hanging.LATER_IMPORT: _l("A later import (no. %(count)s) changed the same people. Undo that one first."),
    Hanging.OTHER: _l("Other entries were made for %(count)s of its people."),
}
# By how a feature's tables begin; a table of a feature that is not here keeps its rows as well, as OTHER.
_BY_TABLE = {
    "letter": Hanging.LETTERS,
    "family_question": Hanging.LETTERS,
    "app_": Hanging.MARKS,
    "appstatus": Hanging.MARKS,
    "spot_check": Hanging.MARKS,
    "reminder": Hanging.MARKS,
    "account": Hanging.ACCOUNTS,
    "sign_in_code": Hanging.ACCOUNTS,
    "post": Hanging.POSTS,
}
_OWN_TABLES = frozenset({"enrolment", "family_member"})  # they go with the student


def hanging_on(traces: Traces, event_id: int) -> Iterator[tuple[Hanging, int]]:
    """What hangs on an import, with how many people it concerns. Whatever refers to a row that would go counts."""
    for model, ids in ((Student, traces.students), (FamilyMember, traces.relatives), (StaffMember, traces.staff)):
        found: dict[Hanging, set[int]] = {}
        for column in references_to(model):
            if column.table.name in _OWN_TABLES:
                continue
            kind = next((kind for start, kind in _BY_TABLE.items() if column.table.name.startswith(start)), None)
            conditions = [Post.id.not_in(traces.posts)] if column.table.name == "post" else []
            found.setdefault(kind or Hanging.OTHER, set()).update(_referring(column, ids, conditions))
        yield from ((kind, len(people)) for kind, people in found.items() if people)
    edited = _edited(event_id, "student", EDITS) & traces.touched
    edited |= _edited(event_id, "staff_member", STAFF_EDITS) & set(traces.staff)
    if edited:
        yield Hanging.EDITS, len(edited)


def references_to(model: type[Base]) -> list[Column[Any]]:
    """Every column of the whole database that names a row of ``model``."""
    target = model.__table__.c.id
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column is target for key in column.foreign_keys)
    ]


def _referring(column: Column[Any], ids: Sequence[int], conditions: Sequence[ColumnElement[bool]]) -> set[int]:
    statement = select(column).where(*conditions).distinct()
    return {row[0] for row in rows_among(statement, column, ids)}


def _edited(event_id: int, subject: str, kinds: Sequence[Any]) -> set[int]:
    """Whom somebody changed by hand after an event of the log."""
    codes = [kind.code for kind in kinds]
    statement = select(AuditEvent.subject_id).where(
        AuditEvent.id > event_id, AuditEvent.subject_type == subject, AuditEvent.event.in_(codes)
    )
    return {found for found in db.session.scalars(statement) if found is not None}


def take_back(traces: Traces) -> None:
    """Remove what the import made and restore what it changed; classes that others use by now stay."""
    db.session.expire_all()
    delete_among(delete(Post), Post.id, traces.posts)
    delete_among(delete(FamilyMember), FamilyMember.id, traces.relatives)
    begun = delete(Enrolment).where(Enrolment.to_on.is_(None))
    delete_among(begun, Enrolment.student_id, [*traces.begun, *traces.students])
    delete_among(delete(Student), Student.id, traces.students)
    _restore(traces)
    delete_among(delete(StaffMember), StaffMember.id, traces.staff)
    _remove_places(SchoolClass, traces.classes)
    _remove_places(Unit, traces.units)


def _restore(traces: Traces) -> None:
    models: dict[str, type[Base]] = {
        model.__tablename__: model for model in (Student, FamilyMember, SchoolClass, StaffMember)
    }
    for table, rows in traces.before.items():
        update_many(models[table], [{name: _value(value) for name, value in row.items()} for row in rows])
    update_many(Enrolment, [{"id": enrolment_id, "to_on": None} for enrolment_id in traces.ended])


def _remove_places(model: type[SchoolClass] | type[Unit], ids: Sequence[int]) -> None:
    used: set[int] = set()
    for column in references_to(model):
        used |= _referring(column, ids, [])
    delete_among(delete(model), model.id, [each for each in ids if each not in used])


def _value(kept: Any) -> Any:
    """Back from what JSON could keep."""
    if isinstance(kept, dict):
        return bytes.fromhex(kept["hex"]) if "hex" in kept else dt.date.fromisoformat(kept["day"])
    return kept
