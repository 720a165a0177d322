"""Setting answers and taking them back. The newest answer counts; the history keeps every one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from school.appstatus import events
from school.appstatus.models import Answer, AppStatus, AppStatusEntry
from school.appstatus.rules import NOT_ASKED, OWN_NO, TOLD, Given, Marks, Voice, check, counts
from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.foundation.db.conflicts import insert_into
from school.org.models import SchoolClass, Student
from school.reminders import actions as reminders

TOPIC = "app_status"
_ANSWERED = ("answer", "installed", "real_name", "alerts", "reason", "source", "account_id", "at")


@dataclass(frozen=True)
class _Change:
    """One student's new answer. An undo keeps who had given it, and when, on the newest answer."""

    student_id: int
    given: Given
    counted: bool = True
    restores_id: int | None = None
    account_id: int | None = None
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Undone:
    """What an undo did: its own event, whom it was about, and whose answers came back.

    The others have a newer answer, which stays.
    """

    event_id: int
    asked: list[int]
    student_ids: list[int]


def set_answers(
    school_class: SchoolClass, students: Sequence[Student], given: Given, voice: Voice = Voice.COUNSELLOR
) -> int:
    """Give these students of one class the same answer; returns the event id, which ``undo`` takes.

    Raises NotTheirs when the answer is not this voice's to give. Where a class post passes something
    on about somebody who declined or cannot, the history keeps it and the own answer stands.
    """
    check(voice, given)
    ids = sorted(student.id for student in students)
    standing = _standing(ids)
    listed = ids if len(ids) <= events.LISTED else None
    event_id = record(events.ANSWERS_SET, school_class.id, voice=voice, count=len(ids), students=listed)
    _write([_Change(each, given, counts(voice, standing.get(each, Answer.NOT_ASKED))) for each in ids], event_id)
    return event_id


def answer_for_oneself(student: Student, given: Given) -> int:
    """A student's own answer; raises NotTheirs for anything but said marks, declined or unable."""
    check(Voice.STUDENT, given)
    _standing([student.id])
    event_id = record(events.ANSWERED, student.id)
    _write([_Change(student.id, given)], event_id)
    return event_id


def undo(school_class: SchoolClass, event_id: int, voice: Voice = Voice.COUNSELLOR) -> Undone:
    """Bring back the answers before one's own event, for everybody who has no newer one.

    Undoing is another entry, never a deletion. Several events can be undone one after another,
    the newest first. A class post takes back what it told; a "no" answered since then stands.
    """
    ids = _students_of_event(school_class, event_id)
    standing = _standing(ids)
    threads = _threads(ids, told_only=voice is Voice.CLASS_POST)
    changes = []
    for student_id in ids:
        thread = threads.get(student_id, [])
        if thread and thread[-1].event_id == event_id:
            counted = counts(voice, standing.get(student_id, Answer.NOT_ASKED))
            changes.append(_restoring(student_id, thread[-2] if len(thread) > 1 else None, counted))
    done = sorted(change.student_id for change in changes)
    listed = done if len(done) <= events.LISTED else None
    new_id = record(
        events.ANSWERS_UNDONE, school_class.id, voice=voice, undone=event_id, count=len(done), students=listed
    )
    _write(changes, new_id)
    return Undone(new_id, ids, done)


def remind(school_class: SchoolClass, students: Sequence[Student]) -> list[int]:
    """Remind privately those of ``students`` who were not asked yet and may still be reminded.

    Returns the ids of those reminded. Nothing is sent: see the room ``reminders``.
    """
    standing = _standing(sorted(student.id for student in students))
    unasked = [each.id for each in students if standing.get(each.id, Answer.NOT_ASKED) is Answer.NOT_ASKED]
    reminded = reminders.remind(TOPIC, unasked)
    listed = reminded if len(reminded) <= events.LISTED else None
    record(events.REMINDED, school_class.id, count=len(reminded), students=listed)
    return reminded


def _standing(student_ids: Sequence[int]) -> dict[int, Answer]:
    """The newest answers, after making every other writer of these students wait (PostgreSQL)."""
    lock = select(Student.id).where(Student.id.in_(student_ids)).order_by(Student.id)
    db.session.execute(lock.with_for_update(key_share=True))
    statement = select(AppStatus.student_id, AppStatus.answer).where(AppStatus.student_id.in_(student_ids))
    return dict(db.session.execute(statement).all())


def _students_of_event(school_class: SchoolClass, event_id: int) -> list[int]:
    """Whose answers one's own event wrote, in this class."""
    statement = (
        select(AppStatusEntry.student_id)
        .join(Student, Student.id == AppStatusEntry.student_id)
        .where(
            AppStatusEntry.event_id == event_id,
            AppStatusEntry.account_id == current_actor().account_id,
            Student.class_id == school_class.id,
        )
    )
    return sorted(db.session.scalars(statement))


def _threads(student_ids: Sequence[int], *, told_only: bool) -> dict[int, list[AppStatusEntry]]:
    """Each student's entries as they stand now, oldest first: an undone entry is gone from here.

    Class posts have their own thread: all that was told, whether it counted or not.
    """
    statement = select(AppStatusEntry).where(AppStatusEntry.student_id.in_(student_ids)).order_by(AppStatusEntry.id)
    statement = statement.where(AppStatusEntry.answer.in_(TOLD) if told_only else AppStatusEntry.counted)
    threads: dict[int, list[AppStatusEntry]] = {}
    for entry in db.session.scalars(statement):
        thread = threads.setdefault(entry.student_id, [])
        known = next((place for place, each in enumerate(thread) if each.id == entry.restores_id), None)
        if known is None:
            thread.append(entry)
        else:
            del thread[known + 1 :]
    return threads


def _restoring(student_id: int, before: AppStatusEntry | None, counted: bool) -> _Change:
    if before is None:
        return _Change(student_id, NOT_ASKED, counted)
    marks = Marks(before.installed, before.real_name, before.alerts)
    given = Given(before.answer, marks, before.reason, before.source)
    return _Change(student_id, given, counted, before.id, before.account_id, before.at)


def _write(changes: Sequence[_Change], event_id: int) -> None:
    """Add the entries, make the counted ones the newest, and let reminders of the answered rest."""
    if not changes:
        return
    now, account_id = utc_now(), current_actor().account_id
    plain = [
        _columns(each.given)
        | {"student_id": each.student_id, "account_id": account_id, "at": now, "event_id": event_id}
        | {"counted": each.counted, "restores_id": each.restores_id}
        for each in changes
    ]
    db.session.execute(insert(AppStatusEntry.__table__), plain)
    newest = [
        _columns(each.given)
        | {"student_id": each.student_id, "account_id": each.account_id or account_id, "at": each.at or now}
        for each in changes
        if each.counted
    ]
    _make_newest(newest)
    reminders.close(TOPIC, [each.student_id for each in changes if each.given.answer in {Answer.MARKS, *OWN_NO}])


def _make_newest(rows: Sequence[dict[str, object]]) -> None:
    """Insert or overwrite newest answers, in order of student so that two writers cannot deadlock."""
    if not rows:
        return
    statement = insert_into(AppStatus)
    taken = {name: statement.excluded[name] for name in _ANSWERED}
    db.session.execute(statement.on_conflict_do_update(index_elements=["student_id"], set_=taken), rows)


def _columns(given: Given) -> dict[str, object]:
    return {"answer": given.answer, **given.marks._asdict(), "reason": given.reason, "source": given.source}
