"""The rows of units, classes, staff, students, families, enrolments, posts and accounts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from school.accounts.events import SIGNED_IN
from school.accounts.models import Account
from school.accounts.sign_in.actions import Way
from school.demo.acts import ChangedClass, Left, SignedIn
from school.demo.campus import COLLEGES, DEPARTMENTS, Campus, ClassPlan
from school.demo.dates import Days
from school.demo.log import Log, account
from school.demo.numbering import Accounts, Ids
from school.demo.people import CLASS_OFFICER, FORMER_OFFICER, MONITOR, STUDENT, StudentPlan
from school.demo.rows import Rows
from school.demo.staff import StaffPlan, counsellor_from
from school.foundation.db.phone import phone_columns
from school.org.events import STUDENT_LEFT, STUDENT_MOVED
from school.org.models import (
    Enrolment,
    FamilyMember,
    Post,
    PostKind,
    SchoolClass,
    StaffMember,
    Student,
    Unit,
    UnitKind,
)

OWN_NAMES = {STUDENT: "student", MONITOR: "monitor", CLASS_OFFICER: "class_officer"}
POSTS = {MONITOR: PostKind.MONITOR, CLASS_OFFICER: PostKind.CLASS_OFFICER, FORMER_OFFICER: PostKind.CLASS_OFFICER}


class PeopleRows:
    """``password_hash`` is for the accounts that are named after roles; nobody else can sign in."""

    def __init__(self, rows: Rows, log: Log, ids: Ids, days: Days, accounts: Accounts, password_hash: str) -> None:
        self._rows, self._log, self._ids, self._days = rows, log, ids, days
        self._accounts, self._hash = accounts, password_hash
        self._left: dict[int, dt.date] = {}
        self._moved: dict[int, dt.date] = {}
        self._signed_in: dict[int, dt.datetime] = {}

    def units(self, campus: Campus) -> None:
        """Colleges in their order, then departments, then all classes."""
        for place, name in enumerate([*(college.name for college in COLLEGES), *DEPARTMENTS], 1):
            kind = UnitKind.COLLEGE if place <= len(COLLEGES) else UnitKind.DEPARTMENT
            self._rows.add(Unit, id=place, kind=kind, name=name, position=place, closed_on=None)
        for plan in campus.classes:
            self._rows.add(
                SchoolClass, id=plan.id, college_id=plan.college, name=plan.name, grade=plan.grade, closed_on=None
            )

    def staff(self, member: StaffPlan) -> None:
        """A member of staff with posts and account."""
        self._rows.add(
            StaffMember,
            id=member.id,
            staff_number=member.number,
            name=member.name,
            gender=member.gender,
            wechat_id="",
            unit_id=member.unit,
            group_name=member.group,
            left_on=member.left_on,
            **phone_columns(StaffMember.__tablename__, member.id, member.phone),
        )
        for post in member.posts:
            place = {"college_id": post.college, "class_id": post.class_id, "title": post.title}
            self._post(post.kind, post.from_on, post.to_on, staff_id=member.id, **place)
        account_id = self._accounts.of_staff(member.id)
        self._account(account_id, member.username, member.role_name is not None, staff_id=member.id)

    def signed_in(self, _plan: ClassPlan, act: SignedIn) -> None:
        """A student used a one-time code, which makes the account."""
        self._signed_in[act.seat] = self._days.moment(act.tick)
        self._log.note(act.tick, account(act.account), SIGNED_IN, act.account, way=Way.CODE.value)

    def left(self, plan: ClassPlan, act: Left) -> None:
        """A student leaves the school."""
        self._left[act.seat] = self._days.date(act.day)
        student_id = plan.first_student + act.seat
        self._log.note(act.tick, account(act.account), STUDENT_LEFT, student_id, class_id=plan.id)

    def changed_class(self, plan: ClassPlan, act: ChangedClass) -> None:
        """A student came from the class beside."""
        self._moved[act.seat] = self._days.date(act.day)
        student_id = plan.first_student + act.seat
        classes = {"from_class_id": plan.sibling, "to_class_id": plan.id}
        self._log.note(act.tick, account(act.account), STUDENT_MOVED, student_id, **classes)

    def finish(self, plan: ClassPlan, students: list[StudentPlan]) -> None:
        """Hand over a class with everybody in it."""
        for student in students:
            self._student(plan, student)
            self._enrolments(plan, student)
            self._family(student)
            if student.seat in POSTS and not student.left:
                self._class_post(plan, student)
            acts_for_class = student.seat in (MONITOR, CLASS_OFFICER) or (plan.is_first and student.seat == STUDENT)
            if acts_for_class or student.seat in self._signed_in:
                self._student_account(plan, student)
        self._left.clear()
        self._moved.clear()
        self._signed_in.clear()

    def _student(self, plan: ClassPlan, student: StudentPlan) -> None:
        self._rows.add(
            Student,
            id=student.id,
            student_number=student.number,
            name=student.name,
            gender=student.gender,
            level=plan.level,
            freshman=plan.freshman,
            class_id=plan.id,
            left_on=self._left.get(student.seat),
            **phone_columns(Student.__tablename__, student.id, student.phone),
        )

    def _enrolments(self, plan: ClassPlan, student: StudentPlan) -> None:
        came, moved = counsellor_from(plan, self._days.start), self._moved.get(student.seat)
        if moved is not None:
            self._enrolment(student.id, plan.sibling, came, moved)
        self._enrolment(student.id, plan.id, moved or came, self._left.get(student.seat))

    def _enrolment(self, student_id: int, class_id: int | None, from_on: dt.date, to_on: dt.date | None) -> None:
        enrolment_id = self._ids.take("enrolment")
        columns = {"student_id": student_id, "class_id": class_id, "from_on": from_on, "to_on": to_on}
        self._rows.add(Enrolment, id=enrolment_id, **columns)

    def _family(self, student: StudentPlan) -> None:
        for position, member in enumerate(student.family, 1):
            member_id = self._ids.take("family_member")
            self._rows.add(
                FamilyMember,
                id=member_id,
                student_id=student.id,
                position=position,
                name=member.name,
                relationship_word=member.kin.word,
                **phone_columns(FamilyMember.__tablename__, member_id, member.phone),
            )

    def _class_post(self, plan: ClassPlan, student: StudentPlan) -> None:
        came = counsellor_from(plan, self._days.start)
        former = student.seat == FORMER_OFFICER
        if former and (plan.freshman or plan.index % 9):
            return
        ended = self._days.start - dt.timedelta(days=30) if former else None
        self._post(POSTS[student.seat], came, ended, student_id=student.id, class_id=plan.id)

    def _post(self, kind: PostKind, from_on: dt.date, to_on: dt.date | None, **more: Any) -> None:
        empty = {"title": "", "staff_id": None, "student_id": None, "college_id": None, "class_id": None}
        post_id = self._ids.take("post")
        self._rows.add(Post, id=post_id, kind=kind, from_on=from_on, to_on=to_on, **(empty | more))

    def _student_account(self, plan: ClassPlan, student: StudentPlan) -> None:
        own = OWN_NAMES.get(student.seat) if plan.is_first else None
        last = self._signed_in.get(student.seat)
        account_id = self._accounts.of_student(student.id)
        self._account(account_id, own or student.number, own is not None, student_id=student.id, last=last)

    def _account(
        self,
        account_id: int,
        username: str,
        has_password: bool,
        *,
        staff_id: int | None = None,
        student_id: int | None = None,
        last: dt.datetime | None = None,
    ) -> None:
        self._rows.add(
            Account,
            id=account_id,
            username=username,
            password_hash=self._hash if has_password else None,
            must_change_password=False,
            epoch=1,
            disabled_at=None,
            is_demo=True,
            staff_id=staff_id,
            student_id=student_id,
            created_at=self._days.moment(0),
            last_sign_in_at=last,
        )
