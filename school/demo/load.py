"""Writing the whole campus, in one transaction: all of it is there, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app

from school.accounts.passwords import hash_password
from school.appstatus.rules import Given
from school.demo.acts import (
    Act,
    Answered,
    AnswersSet,
    Asked,
    Assisted,
    ChangedClass,
    Confirmed,
    FamilyAnswered,
    Left,
    Moved,
    Noted,
    Opened,
    QuestionAnswered,
    Refused,
    Reissued,
    Reminded,
    SignedIn,
)
from school.demo.campus import Campus, ClassPlan, plan_campus
from school.demo.dates import Days
from school.demo.events import DEMO_LOADED
from school.demo.letter_rows import LetterRows
from school.demo.log import Log, Timeline, account, last_event_id
from school.demo.mark_rows import MarkRows
from school.demo.marks import standing_after
from school.demo.numbering import FIRST_LETTER, Accounts, Ids
from school.demo.office import OfficeStory
from school.demo.people import StudentPlan, students_of
from school.demo.people_rows import PeopleRows
from school.demo.rows import Rows, correct_sequences
from school.demo.spot_checks import Known, SpotCheckStory, known_of
from school.demo.staff import FIRST_COUNSELLOR, all_staff, count_staff
from school.demo.story import class_story
from school.foundation.audit import record
from school.foundation.audit.actions import seal_days
from school.foundation.clock import today

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Wanted:
    """How many students belong now, the seed, and the password of the accounts named after roles."""

    students: int
    seed: int
    password: str


@dataclass
class _Count:
    """What the first pass found out."""

    letters: int = 0
    exempt: int = 0


def load(wanted: Wanted, progress: Progress = int) -> Campus:
    """Write the campus into an empty database; the caller's unit of work commits.

    The story of each class is told twice: first to count its events, so that the log can be in order
    of time, then to write its rows. ``progress`` is told of every student, twice.
    """
    days = Days(today(), ZoneInfo(current_app.config["TIMEZONE"]))
    campus = plan_campus(wanted.students, wanted.seed, days.academic_year)
    Loading(campus, days, wanted, progress).run()
    correct_sequences()
    record(DEMO_LOADED, 1, students=wanted.students, seed=wanted.seed)
    seal_days()
    return campus


class Loading:
    """One run of ``load``."""

    def __init__(self, campus: Campus, days: Days, wanted: Wanted, progress: Progress) -> None:
        self.campus, self.days, self.progress = campus, days, progress
        self.accounts = Accounts(count_staff(campus))
        self.staff = list(all_staff(campus, days.start))
        self.office = OfficeStory(campus, self.staff, days, self.accounts)
        self.rows, self.timeline, ids = Rows(), Timeline(days.ticks), Ids(letter=FIRST_LETTER)
        self.log = Log(self.rows, self.timeline, days)
        self.people = PeopleRows(self.rows, self.log, ids, days, self.accounts, hash_password(wanted.password))
        self.marks = MarkRows(self.rows, self.log, ids, days)
        self.letters = LetterRows(self.rows, self.log, ids, days, campus.seed, self.office.text.sha256)
        self.writers = self._writers()

    def run(self) -> None:
        """Count, number, write."""
        count = _Count()
        checks = self._count_classes(count)
        office_acts = [*self.office.acts(count.letters, count.exempt), *checks.acts]
        self.timeline.count(act.tick for act in office_acts)
        self.timeline.number(last_event_id() + 1)
        self.office.write(self.rows)
        self.letters.archive.begin()
        self.people.units(self.campus)
        for member in self.staff:
            self.people.staff(member)
        for act in office_acts:
            self._note(act)
        self.rows.flush()
        self._write_classes()
        checks.write(self.rows)
        self.rows.flush()
        self.letters.archive.finish()

    def _count_classes(self, count: _Count) -> SpotCheckStory:
        college: list[Known] = []
        own_class: list[Known] = []
        for plan, students, acts in self._classes():
            self.timeline.count(act.tick for act in acts)
            count.letters += len(students)
            count.exempt += sum(not student.family for student in students)
            if plan.college == 1:
                standing: dict[int, Given] = standing_after(acts)
                college += known_of(plan, standing)
                own_class = own_class or list(college)
        checks = SpotCheckStory(self.campus.seed, self.days, college, own_class)
        first = self.campus.classes[0]
        checks.plan(self.accounts.of_staff(first.contact), self.accounts.of_staff(FIRST_COUNSELLOR))
        return checks

    def _write_classes(self) -> None:
        issued_at = self.days.moment(self.office.issued)
        for plan, students, acts in self._classes():
            self.letters.begin(plan, students, issued_at)
            for act in acts:
                self.writers[type(act)](plan, act)
            self.people.finish(plan, students)
            self.marks.finish()
            self.letters.finish()
            self.rows.flush_if_many()

    def _classes(self) -> Iterator[tuple[ClassPlan, list[StudentPlan], list[Act]]]:
        seed = self.campus.seed
        for plan in self.campus.classes:
            students = students_of(seed, plan)
            yield plan, students, class_story(seed, plan, students, self.days, self.accounts)
            self.progress(plan.size)

    def _note(self, act: Noted) -> None:
        self.log.note(act.tick, account(act.account), act.kind, act.subject, **act.data)

    def _writers(self) -> dict[type[Act], Callable[[ClassPlan, Any], None]]:
        """Who turns which act into rows."""
        return {
            AnswersSet: self.marks.answers_set,
            Answered: self.marks.answered,
            Reminded: self.marks.reminded,
            Moved: self.letters.moved,
            Confirmed: self.letters.confirmed,
            Refused: self.letters.refused,
            Opened: self.letters.opened,
            FamilyAnswered: self.letters.family_answered,
            Asked: self.letters.asked,
            Assisted: self.letters.assisted,
            QuestionAnswered: self.letters.question_answered,
            Reissued: self.letters.reissued,
            SignedIn: self.people.signed_in,
            ChangedClass: self.people.changed_class,
            Left: self.people.left,
        }
