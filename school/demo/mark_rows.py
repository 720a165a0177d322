"""The rows of the three 100 %: answers, their history and reminders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from school.appstatus.actions import TOPIC
from school.appstatus.events import ANSWERED, ANSWERS_SET, LISTED, REMINDED
from school.appstatus.models import Answer, AppStatus, AppStatusEntry
from school.appstatus.rules import NOT_ASKED, Given, Voice, counts
from school.demo.acts import Answered, AnswersSet, Reminded
from school.demo.campus import ClassPlan
from school.demo.dates import Days
from school.demo.log import Log, account
from school.demo.numbering import Ids
from school.demo.rows import Rows
from school.reminders.models import Reminder


class MarkRows:
    """Follows one class after another; ``finish`` writes what stands in the end."""

    def __init__(self, rows: Rows, log: Log, ids: Ids, days: Days) -> None:
        self._rows, self._log, self._ids, self._days = rows, log, ids, days
        self._newest: dict[int, dict[str, Any]] = {}
        self._reminders: dict[int, dict[str, Any]] = {}

    def answers_set(self, plan: ClassPlan, act: AnswersSet) -> None:
        """The same answer for some students."""
        students = [plan.first_student + seat for seat in act.seats]
        listed = students if len(students) <= LISTED else None
        actor = account(act.account)
        event = self._log.note(
            act.tick, actor, ANSWERS_SET, plan.id, voice=act.voice, count=len(students), students=listed
        )
        for student_id in students:
            self._answer(student_id, act, act.given, act.voice, event)

    def answered(self, plan: ClassPlan, act: Answered) -> None:
        """A student's own answer."""
        student_id = plan.first_student + act.seat
        event = self._log.note(act.tick, account(act.account), ANSWERED, student_id)
        self._answer(student_id, act, act.given, Voice.STUDENT, event)

    def reminded(self, plan: ClassPlan, act: Reminded) -> None:
        """One more reminder; the one before rests."""
        students: Sequence[int] = [plan.first_student + seat for seat in act.seats]
        self._log.note(act.tick, account(act.account), REMINDED, plan.id, count=len(students), students=list(students))
        moment = self._days.moment(act.tick)
        for student_id in students:
            self._close_reminder(student_id, moment)
            self._reminders[student_id] = {
                "id": self._ids.take("reminder"),
                "topic": TOPIC,
                "student_id": student_id,
                "account_id": act.account,
                "at": moment,
                "closed_at": None,
            }

    def finish(self) -> None:
        """Hand over the newest answers and the reminders still open."""
        for newest in self._newest.values():
            self._rows.add(AppStatus, **newest)
        for reminder in self._reminders.values():
            self._rows.add(Reminder, **reminder)
        self._newest.clear()
        self._reminders.clear()

    def _answer(self, student_id: int, act: AnswersSet | Answered, given: Given, voice: Voice, event: int) -> None:
        standing = self._newest[student_id]["answer"] if student_id in self._newest else NOT_ASKED.answer
        moment = self._days.moment(act.tick)
        columns = {
            "student_id": student_id,
            "answer": given.answer,
            **given.marks._asdict(),
            "reason": given.reason,
            "source": given.source,
            "account_id": act.account,
            "at": moment,
        }
        counted = counts(voice, standing)
        entry_id = self._ids.take("app_status_entry")
        self._rows.add(AppStatusEntry, id=entry_id, **columns, event_id=event, counted=counted, restores_id=None)
        if counted:
            self._newest[student_id] = columns
        if given.answer is not Answer.NOT_ASKED:
            self._close_reminder(student_id, moment)

    def _close_reminder(self, student_id: int, moment: Any) -> None:
        reminder = self._reminders.pop(student_id, None)
        if reminder is not None:
            self._rows.add(Reminder, **{**reminder, "closed_at": moment})
