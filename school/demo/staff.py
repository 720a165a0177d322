"""Who works at the school, and the posts they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from school.demo.campus import CAMPUS_STAFF, COLLEGES, DEPARTMENTS, PER_COLLEGE, Campus, ClassPlan
from school.demo.chance import chance
from school.demo.names import adult_name
from school.demo.people import PREFIXES
from school.org.models import Gender, PostKind

SECURITY, STUDENTS, LEAGUE, GRADUATES, COMPUTING, TEACHING = range(len(DEPARTMENTS))
# Department, group, post, title, name of the account. The accounts of the demo are named after their roles.
CAMPUS_POSTS = (
    (SECURITY, "", PostKind.OFFICE_LEAD, "处长", "office_lead"),
    (SECURITY, "反诈工作组", PostKind.OFFICE, "反诈专干", "office"),
    (SECURITY, "反诈工作组", PostKind.OFFICE, "科员", None),
    (SECURITY, "综合科", PostKind.OFFICE, "科员", None),
    (SECURITY, "值班室", PostKind.DUTY_OFFICER, "值班员", "duty_officer"),
    (SECURITY, "值班室", PostKind.DUTY_OFFICER, "值班员", None),
    (SECURITY, "值班室", PostKind.DUTY_OFFICER, "值班员", None),
    (COMPUTING, "", PostKind.ADMINISTRATOR, "系统管理员", "administrator"),
    (LEAGUE, "", PostKind.ORGANISER, "活动负责人", "organiser"),
    (STUDENTS, "", PostKind.DEPARTMENT_READER, "科长", "department_reader"),
    (STUDENTS, "", PostKind.TEAM_LEADER, "副处长", None),
    (GRADUATES, "", PostKind.DEPARTMENT_READER, "科长", None),
    (TEACHING, "", PostKind.TEAM_MEMBER, "科员", None),
    (SECURITY, "综合科", PostKind.OFFICE, "科员", None),
)
OFFICE_LEAD, OFFICE, ADMINISTRATOR = 1, 2, 8
RETIRED = CAMPUS_STAFF
FIRST_COUNSELLOR = CAMPUS_STAFF + PER_COLLEGE + 1


@dataclass(frozen=True, slots=True)
class PostPlan:
    """A post of a member of staff."""

    kind: PostKind
    from_on: dt.date
    to_on: dt.date | None = None
    title: str = ""
    college: int | None = None
    class_id: int | None = None


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """A member of staff with the posts held now and before."""

    id: int
    name: str
    gender: Gender
    unit: int
    group: str
    phone: str
    role_name: str | None
    left_on: dt.date | None = None
    posts: list[PostPlan] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The staff number."""
        return f"{10_000 + self.id}"

    @property
    def username(self) -> str:
        """Named after the role for whoever tries the demo, else after the number."""
        return self.role_name or f"t{self.number}"


def all_staff(campus: Campus, term_start: dt.date) -> Iterator[StaffPlan]:
    """Everybody who works here, in order of id."""
    long_ago = dt.date(term_start.year - 3, 9, 1)
    for index, (department, group, kind, title, role_name) in enumerate(CAMPUS_POSTS, 1):
        ended = term_start - dt.timedelta(days=40) if index == RETIRED else None
        member = _member(campus, index, len(COLLEGES) + 1 + department, group, role_name, ended)
        member.posts.append(PostPlan(kind, long_ago, ended, title))
        yield member
    for college in range(1, len(COLLEGES) + 1):
        yield from _of_college(campus, college, long_ago, term_start)


def count_staff(campus: Campus) -> int:
    """How many they are: accounts of students are numbered after them."""
    return CAMPUS_STAFF + PER_COLLEGE * len(COLLEGES) + sum(campus.counsellors)


def counsellor_from(plan: ClassPlan, term_start: dt.date) -> dt.date:
    """Since when a class has had its counsellor: since it came."""
    return min(dt.date(plan.grade, 9, 1), term_start)


def _of_college(campus: Campus, college: int, long_ago: dt.date, term_start: dt.date) -> Iterator[StaffPlan]:
    first = CAMPUS_STAFF + PER_COLLEGE * (college - 1) + sum(campus.counsellors[: college - 1]) + 1
    contact = _member(campus, first, college, "", "college_contact" if college == 1 else None)
    contact.posts.append(PostPlan(PostKind.COLLEGE_CONTACT, long_ago, None, "安全员", college))
    head = _member(campus, first + 1, college, "")
    head.posts.append(PostPlan(PostKind.TEAM_LEADER, long_ago, None, "党委副书记", college))
    yield contact
    yield head
    classes = [plan for plan in campus.classes if plan.college == college]
    count = campus.counsellors[college - 1]
    for place in range(count):
        staff_id = first + PER_COLLEGE + place
        role_name = "counsellor" if staff_id == FIRST_COUNSELLOR else None
        member = _member(campus, staff_id, college, "学工办", role_name)
        member.posts.extend(_counsellor_posts(member.id, classes, first + PER_COLLEGE, count, term_start))
        yield member


def _counsellor_posts(
    staff_id: int, classes: list[ClassPlan], first: int, count: int, term_start: dt.date
) -> Iterator[PostPlan]:
    """The own four classes, and now and then one of a colleague's since this term."""
    for plan in classes:
        if plan.counsellor == staff_id:
            yield PostPlan(PostKind.COUNSELLOR, counsellor_from(plan, term_start), class_id=plan.id)
        colleague = first + (plan.counsellor - first + 1) % count
        if plan.index % 12 == 6 and count > 1 and colleague == staff_id:
            yield PostPlan(PostKind.COUNSELLOR, term_start, title="兼任", class_id=plan.id)


def _member(
    campus: Campus, staff_id: int, unit: int, group: str, role_name: str | None = None, left_on: dt.date | None = None
) -> StaffPlan:
    random = chance(campus.seed, "staff", staff_id)
    gender = random.choice((Gender.FEMALE, Gender.MALE))
    return StaffPlan(
        id=staff_id,
        name=adult_name(random, gender),
        gender=gender,
        unit=unit,
        group=group,
        phone=f"{PREFIXES[-1]}{66_000_000 + staff_id}",
        role_name=role_name,
        left_on=left_on,
    )
