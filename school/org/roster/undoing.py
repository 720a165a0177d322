"""Taking an import back, while nothing hangs on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import Column, ColumnElement, delete, select

from school.foundation.audit.models import AuditEvent
from school.foundation.db import Base, db
from school.foundation.db.bulk import delete_among, rows_among, update_many
from school.org import events
from school.org.actions.staff import may_end
from school.org.models import Enrolment, FamilyMember, Post, SchoolClass, StaffMember, Student, Unit
from school.org.roster import hooks
from school.org.roster.writing import Traces

EDITS = (
    events.STUDENT_SAVED,
    events.NAME_ON_PAPER_SET,
    events.STUDENT_MOVED,
    events.STUDENT_LEFT,
    events.STUDENT_RETURNED,
    events.FAMILY_CHANGED,
)
STAFF_EDITS = (events.STAFF_SAVED, events.STAFF_LEFT)


EDITED = _l("%(count)s of its people were changed by hand since.")
HOLD_POSTS = _l("%(count)s of its people hold a post.")
POSTS_ENDED = _l("%(count)s of its posts were ended since.")
POSTS_ABOVE = _l("%(count)s of its posts are not yours to end.")
# A table that nobody has claimed (hooks.of_people) keeps its rows as well.
OTHER_ENTRIES = _l("Other entries were made for %(count)s of its people.")
_OWN_TABLES = frozenset({"enrolment", "family_member"})  # they go with the student


def hanging_on(traces: Traces, event_id: int) -> Iterator[tuple[LazyString, int]]:
    """What hangs on an import (a sentence with %(count)s) and how many people it concerns. Whatever refers to a
    row that would go counts.
    """
    for model, ids in ((Student, traces.students), (FamilyMember, traces.relatives), (StaffMember, traces.staff)):
        found: dict[LazyString, set[int]] = {}
        for column in references_to(model):
            if column.table.name in _OWN_TABLES:
                continue
            conditions = [Post.id.not_in(traces.posts)] if column.table.name == Post.__tablename__ else []
            found.setdefault(_sentence(column.table.name), set()).update(_referring(column, ids, conditions))
        yield from ((sentence, len(people)) for sentence, people in found.items() if people)
    edited = _edited(event_id, "student", EDITS) & traces.touched
    edited |= _edited(event_id, "staff_member", STAFF_EDITS) & traces.staff_touched
    if edited:
        yield EDITED, len(edited)
    yield from _of_posts(traces.posts)


def _of_posts(ids: Sequence[int]) -> Iterator[tuple[LazyString, int]]:
    """A post that was ended since has been held: that is history. Nobody takes back what is above them."""
    posts = [row.Post for row in rows_among(select(Post), Post.id, ids)]
    if ended := sum(post.to_on is not None for post in posts):
        yield POSTS_ENDED, ended
    if above := sum(not may_end(post) for post in posts):
        yield POSTS_ABOVE, above


def _sentence(table: str) -> LazyString:
    return HOLD_POSTS if table == Post.__tablename__ else hooks.kept_tables().get(table, OTHER_ENTRIES)


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
