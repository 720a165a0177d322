"""The own class with fifty students: what the grid was made for."""

from __future__ import annotations

from sqlalchemy import insert

from school.foundation.db import db, unit_of_work
from school.org.models import Enrolment, Student
from tests.campus import TERM_START, Campus

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = ("思远", "雨桐", "浩然", "子涵", "佳怡", "文博", "晓萌", "子墨", "欣悦", "嘉诚", "若溪")


def fill_own_class(campus: Campus, size: int = 50) -> list[int]:
    """Add students until the own class has ``size``; returns all their ids in student-number order."""
    missing = size - len(campus.students_of("计科2402班"))
    start = max(campus.students.values()) + 1
    people = [
        {
            "id": start + each,
            "student_number": f"2024{9000 + each:06d}",
            "name": SURNAMES[each % len(SURNAMES)] + GIVEN[each % len(GIVEN)],
            "class_id": campus.own_class,
        }
        for each in range(missing)
    ]
    with unit_of_work():
        db.session.execute(insert(Student.__table__), people)
        enrolled = [{"student_id": each["id"], "class_id": campus.own_class, "from_on": TERM_START} for each in people]
        db.session.execute(insert(Enrolment.__table__), enrolled)
    return campus.students_of("计科2402班")
