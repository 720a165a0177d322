"""A small campus that tests share: two colleges with two classes each, and one account per role.

In college 信息工程学院, 计科2402班 is the class whose counsellor, monitor and student have accounts:
"own" in the access matrix. Everything in 外国语学院 is foreign to all but the campus roles.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select

from school.accounts.models import Account
from school.foundation.db import db, next_id, utc_now
from school.org.models import (
    Enrolment,
    FamilyMember,
    Gender,
    Level,
    Post,
    PostKind,
    School,
    SchoolClass,
    StaffMember,
    Student,
    Term,
    Unit,
    UnitKind,
)

TERM_START = dt.date(2026, 9, 7)
COLLEGES = {"信息工程学院": ("计科2402班", "计科2403班"), "外国语学院": ("英语2401班", "日语2401班")}
OWN_CLASS, SIBLING_CLASS, FOREIGN_CLASS = "计科2402班", "计科2403班", "英语2401班"
NAMES = ("林语嫣", "陈思远", "𠮷晓堃", "阿依努尔·买买提", "李雨桐", "王浩然")
STUDENTS_PER_CLASS = len(NAMES)


@dataclass
class Campus:
    """Ids by name."""

    units: dict[str, int] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    students: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)

    @property
    def own_class(self) -> int:
        """The class of the accounts "counsellor", "monitor", "class_officer" and "student"."""
        return self.classes[OWN_CLASS]

    @property
    def foreign_class(self) -> int:
        """A class of the other college."""
        return self.classes[FOREIGN_CLASS]

    def students_of(self, class_name: str) -> list[int]:
        """Ids of a class's students in student-number order."""
        class_id = self.classes[class_name]
        statement = select(Student.id).where(Student.class_id == class_id).order_by(Student.student_number)
        return list(db.session.scalars(statement))

    @classmethod
    def read(cls) -> Campus:
        """Look the small campus up in the database."""
        return cls(
            units=dict(db.session.execute(select(Unit.name, Unit.id)).all()),
            classes=dict(db.session.execute(select(SchoolClass.name, SchoolClass.id)).all()),
            students=dict(db.session.execute(select(Student.student_number, Student.id)).all()),
            accounts=dict(db.session.execute(select(Account.username, Account.id)).all()),
        )


def build_campus() -> None:
    """Make the small campus. Phones end in the student's running number: family 1380000 + number."""
    db.session.add(
        School(
            id=1,
            name="云州大学",
            office_phone="0000-8660120",
            office_hours="工作日 8:00–17:30",
            duty_phone="0000-8660119",
            campus_alarm_phone="0000-8660110",
            set_up_at=utc_now(),
        )
    )
    db.session.add(Term(name="2026年秋季", starts_on=TERM_START, ends_on=dt.date(2027, 1, 17)))
    office = _unit("保卫处", UnitKind.DEPARTMENT, 0)
    running = 0
    for position, (college_name, class_names) in enumerate(COLLEGES.items(), 1):
        college = _unit(college_name, UnitKind.COLLEGE, position)
        for class_name in class_names:
            school_class = SchoolClass(college=college, name=class_name, grade=2024)
            db.session.add(school_class)
            db.session.flush()
            for name in NAMES:
                running += 1
                _student(running, name, school_class)
    _staff_accounts(office)
    _student_accounts()
    db.session.flush()


def _unit(name: str, kind: UnitKind, position: int) -> Unit:
    unit = Unit(kind=kind, name=name, position=position)
    db.session.add(unit)
    db.session.flush()
    return unit


def _student(running: int, name: str, school_class: SchoolClass) -> None:
    student = Student(
        id=next_id(Student),
        student_number=f"2024{running:06d}",
        name=name,
        gender=Gender.FEMALE if running % 2 else Gender.MALE,
        level=Level.UNDERGRADUATE,
        class_id=school_class.id,
    )
    student.set_phone(f"1390000{running:04d}")
    db.session.add(student)
    db.session.flush()
    db.session.add(Enrolment(student_id=student.id, class_id=school_class.id, from_on=TERM_START))
    member = FamilyMember(
        id=next_id(FamilyMember), student_id=student.id, name=f"{name[0]}家长", relationship_word="母亲"
    )
    member.set_phone(f"1380000{running:04d}")
    db.session.add(member)
    db.session.flush()


def _staff_accounts(office: Unit) -> None:
    classes = {row.name: row for row in db.session.scalars(select(SchoolClass))}
    own, foreign = classes[OWN_CLASS], classes[FOREIGN_CLASS]
    for kind in (
        PostKind.OFFICE,
        PostKind.OFFICE_LEAD,
        PostKind.DUTY_OFFICER,
        PostKind.ORGANISER,
        PostKind.DEPARTMENT_READER,
        PostKind.ADMINISTRATOR,
    ):
        _staff(kind.value, office.id, kind)
    _staff("college_contact", own.college_id, PostKind.COLLEGE_CONTACT, college_id=own.college_id)
    _staff("counsellor", own.college_id, PostKind.COUNSELLOR, class_id=own.id)
    _staff("foreign_contact", foreign.college_id, PostKind.COLLEGE_CONTACT, college_id=foreign.college_id)
    _staff("foreign_counsellor", foreign.college_id, PostKind.COUNSELLOR, class_id=foreign.id)


def _staff(
    username: str, unit_id: int, kind: PostKind, college_id: int | None = None, class_id: int | None = None
) -> None:
    member = StaffMember(id=next_id(StaffMember), staff_number=f"T-{username}", name="陈立群", unit_id=unit_id)
    member.set_phone("13700000231")
    db.session.add(member)
    db.session.flush()
    db.session.add(Post(kind=kind, staff_id=member.id, college_id=college_id, class_id=class_id, from_on=TERM_START))
    db.session.add(Account(username=username, staff_id=member.id))
    db.session.flush()


def _student_accounts() -> None:
    """The own class's first student, and monitor and anti-fraud officer (second and third)."""
    own = db.session.scalar(select(SchoolClass.id).where(SchoolClass.name == OWN_CLASS))
    statement = select(Student).where(Student.class_id == own).order_by(Student.student_number)
    first, second, third = db.session.scalars(statement.limit(3))
    db.session.add(Account(username="student", student_id=first.id))
    for student, username, kind in (
        (second, "monitor", PostKind.MONITOR),
        (third, "class_officer", PostKind.CLASS_OFFICER),
    ):
        db.session.add(Account(username=username, student_id=student.id))
        db.session.add(Post(kind=kind, student_id=student.id, class_id=own, from_on=TERM_START))
    db.session.flush()
