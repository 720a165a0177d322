"""The plan of a campus: colleges, classes and their sizes, everybody's ids. Nothing is random but sizes and paces."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from school.demo.chance import chance
from school.org.models import Level

SCHOOL_NAME, ENGLISH_NAME = "云州大学", "Yunzhou University"
SMALLEST_CLASS, LARGEST_CLASS = 30, 50
USUAL_SIZE, SIZE_OF_SMALL_CAMPUS, SMALL_CAMPUS = 40, 32, 1000
# The classes of the account "counsellor"; every fourth class changes hands.
CLASSES_PER_COUNSELLOR = 4
# How far the first classes have come, so that the demo's accounts meet everything.
PACES = (0.62, 0.9, 0.72, 0.35)
NOT_HANDED_OUT = 3


class College(NamedTuple):
    """A college, how large it is, and the short names that its classes are called by."""

    name: str
    weight: int
    majors: tuple[str, ...]


COLLEGES = (
    College("信息工程学院", 20, ("计科", "软件", "网工", "信安", "电信")),
    College("机械与电气工程学院", 17, ("机械", "电气", "自动化", "车辆")),
    College("经济管理学院", 16, ("会计", "金融", "国贸", "工商", "物流")),
    College("外国语学院", 9, ("英语", "日语", "翻译", "商英")),
    College("文学与传媒学院", 9, ("汉语言", "新闻", "网媒")),
    College("数学与物理学院", 9, ("数学", "统计", "应物")),
    College("生物与医药学院", 10, ("生工", "药学", "食品", "护理")),
    College("艺术设计学院", 10, ("视传", "环设", "动画", "音乐")),
)
DEPARTMENTS = ("保卫处", "学生工作处", "共青团委员会", "研究生院", "信息化建设与管理处", "教务处")


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """One class. Its students have the ids from ``first_student`` on; those who left come last."""

    index: int
    college: int
    name: str
    grade: int
    level: Level
    freshman: bool
    number_prefix: str
    size: int
    first_student: int
    sibling: int | None
    counsellor: int
    contact: int
    pace: float
    hands_out: bool

    @property
    def id(self) -> int:
        """Classes are numbered in the school's order."""
        return self.index + 1

    @property
    def leavers(self) -> int:
        """How many left during the term, beyond ``size``."""
        return 1 if self.index % 5 == 0 else 0

    @property
    def is_first(self) -> bool:
        """The class of the accounts "student", "monitor" and "class_officer"."""
        return self.index == 0


class _Cohort(NamedTuple):
    level: Level
    grade: int
    major: str
    number: int

    @property
    def class_name(self) -> str:
        """计科2402班, or 计科研2401班 for graduates."""
        word = "研" if self.level is Level.GRADUATE else ""
        return f"{self.major}{word}{self.grade % 100:02d}{self.number:02d}班"


@dataclass(frozen=True)
class Campus:
    """Everything that is decided before the first person is made."""

    seed: int
    students: int
    academic_year: int
    classes: tuple[ClassPlan, ...]
    counsellors: tuple[int, ...]
    """How many counsellors each college has."""


def plan_campus(students: int, seed: int, academic_year: int) -> Campus:
    """Divide ``students`` among classes of 30 to 50 and classes among colleges."""
    random = chance(seed, "campus")
    sizes = class_sizes(students, seed)
    per_college = share_classes(len(sizes))
    counsellors = tuple(math.ceil(count / CLASSES_PER_COUNSELLOR) for count in per_college)
    plans: list[ClassPlan] = []
    first_student = 1
    for college, cohort, number_in_grade, place in _cohorts(per_college, academic_year):
        index = len(plans)
        sibling = plans[-1].id if plans and plans[-1].college == college else None
        plan = ClassPlan(
            index=index,
            college=college,
            name=cohort.class_name,
            grade=cohort.grade,
            level=cohort.level,
            freshman=cohort.grade == academic_year,
            number_prefix=f"{cohort.grade}{2 if cohort.level is Level.GRADUATE else 1}{college:02d}{number_in_grade:03d}",
            size=sizes[index],
            first_student=first_student,
            sibling=sibling,
            counsellor=_counsellor_id(college, place, counsellors),
            contact=_contact_id(college, counsellors),
            pace=PACES[index] if index < len(PACES) else _pace(random.betavariate(4, 2), index),
            hands_out=index != NOT_HANDED_OUT and random.random() > 0.05,
        )
        plans.append(plan)
        first_student += plan.size + plan.leavers
    return Campus(seed, students, academic_year, tuple(plans), counsellors)


def class_sizes(students: int, seed: int) -> list[int]:
    """Sizes between 30 and 50 that add up to ``students``, as far as that is possible."""
    usual = SIZE_OF_SMALL_CAMPUS if students < SMALL_CAMPUS else USUAL_SIZE
    count = max(1, students // usual, math.ceil(students / LARGEST_CLASS))
    sizes = [students // count + (index < students % count) for index in range(count)]
    random = chance(seed, "sizes")
    for index in range(0, count - 1, 2):
        room = min(LARGEST_CLASS - sizes[index], sizes[index + 1] - SMALLEST_CLASS)
        more = random.randint(0, max(0, room))
        sizes[index] += more
        sizes[index + 1] -= more
    return sizes


def share_classes(count: int) -> list[int]:
    """How many classes each college has: four for the first, then by weight."""
    shares = [min(count, CLASSES_PER_COUNSELLOR)] + [0] * (len(COLLEGES) - 1)
    for _ in range(count - shares[0]):
        neediest = max(range(len(COLLEGES)), key=lambda place: COLLEGES[place].weight / (shares[place] + 1))
        shares[neediest] += 1
    return shares


def _cohorts(per_college: list[int], year: int) -> Iterator[tuple[int, _Cohort, int, int]]:
    """(college id, cohort, running number in the college's grade, place in the college) of each class."""
    for college, count in enumerate(per_college, 1):
        in_grade: dict[tuple[Level, int], int] = defaultdict(int)
        first = _first_classes(year) if college == 1 else []
        cohorts = first[:count] + _other_classes(college, count - len(first), year)
        for place, cohort in enumerate(cohorts):
            in_grade[cohort.level, cohort.grade] += 1
            yield college, cohort, in_grade[cohort.level, cohort.grade], place


def _first_classes(year: int) -> list[_Cohort]:
    """The four of the demo's counsellor: three of the third year and one of freshmen."""
    third = [_Cohort(Level.UNDERGRADUATE, year - 2, "计科", number) for number in (1, 2, 3)]
    return [*third, _Cohort(Level.UNDERGRADUATE, year, "计科", 1)]


def _other_classes(college: int, count: int, year: int) -> list[_Cohort]:
    """Four grades of undergraduates, and every ninth class of graduates; in order of grade and name."""
    majors = COLLEGES[college - 1].majors
    taken = defaultdict(int, {(each.grade, each.major): each.number for each in _first_classes(year) if college == 1})
    cohorts = []
    for place in range(max(0, count)):
        graduate = place % 9 == 8
        grade = year - (place // 9 % 3 if graduate else place % 4)
        level = Level.GRADUATE if graduate else Level.UNDERGRADUATE
        major = majors[place // 4 % len(majors)]
        key = (grade + 10_000 * graduate, major)
        taken[key] += 1
        cohorts.append(_Cohort(level, grade, major, taken[key]))
    return sorted(cohorts, key=lambda each: (each.level is Level.GRADUATE, -each.grade, each.major, each.number))


def _pace(drawn: float, index: int) -> float:
    """Between 0 and 1; one class in 25 has not begun."""
    return 0.0 if index % 25 == 24 else drawn


# Staff are numbered: the campus posts first, then college by college the contact, the head, the counsellors.
CAMPUS_STAFF = 14
PER_COLLEGE = 2


def _contact_id(college: int, counsellors: tuple[int, ...]) -> int:
    return CAMPUS_STAFF + sum(counsellors[: college - 1]) + PER_COLLEGE * (college - 1) + 1


def _counsellor_id(college: int, place: int, counsellors: tuple[int, ...]) -> int:
    return _contact_id(college, counsellors) + PER_COLLEGE + place // CLASSES_PER_COUNSELLOR
