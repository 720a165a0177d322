"""Words and facts of the organisation that need no database."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from school.foundation.access import Role
from school.org.models import Gender, Level, PostKind, UnitKind

DAYS_PER_WEEK = 7


class Purpose(enum.StrEnum):
    """Why somebody looks at a phone number: asked before it is shown, kept in the log."""

    CONTACT_FAMILY = "contact_family"
    VERIFY_ROSTER = "verify_roster"
    EMERGENCY = "emergency"
    ANSWER_QUESTION = "answer_question"


class CounsellorWord(enum.StrEnum):
    """What the school calls whoever looks after a class."""

    COUNSELLOR = "辅导员"
    CLASS_TEACHER = "班主任"


class CollegeWord(enum.StrEnum):
    """What the school calls what classes belong to."""

    COLLEGE = "学院"
    DEPARTMENT = "系"
    GRADE = "年级"
    FACULTY = "学部"


class Belonging(enum.StrEnum):
    """Whether a list shows who belongs now (nothing chosen) or who left."""

    LEFT = "left"


BELONGING_LABELS = {Belonging.LEFT: _l("left")}
PURPOSE_LABELS = {
    Purpose.CONTACT_FAMILY: _l("To call the family"),
    Purpose.VERIFY_ROSTER: _l("To check the roster"),
    Purpose.EMERGENCY: _l("Emergency"),
    Purpose.ANSWER_QUESTION: _l("To answer a question"),
}

LEVEL_LABELS = {Level.UNDERGRADUATE: _l("Undergraduate"), Level.GRADUATE: _l("Graduate")}
GENDER_LABELS = {Gender.MALE: _l("Male"), Gender.FEMALE: _l("Female")}
UNIT_LABELS = {UnitKind.COLLEGE: _l("College"), UnitKind.DEPARTMENT: _l("Department")}
POST_LABELS = {
    PostKind.OFFICE: _l("Security office"),
    PostKind.OFFICE_LEAD: _l("Head of the security office"),
    PostKind.DUTY_OFFICER: _l("Duty officer"),
    PostKind.COLLEGE_CONTACT: _l("College contact"),
    PostKind.COUNSELLOR: _l("Counsellor"),
    PostKind.MONITOR: _l("Class monitor"),
    PostKind.CLASS_OFFICER: _l("Class anti-fraud officer"),
    PostKind.ORGANISER: _l("Organiser"),
    PostKind.DEPARTMENT_READER: _l("Department reader"),
    PostKind.ADMINISTRATOR: _l("Administrator"),
    PostKind.TEAM_LEADER: _l("Head of the campaign team"),
    PostKind.TEAM_MEMBER: _l("Member of the campaign team"),
    PostKind.OTHER: _l("Other post"),
}
STUDENT_POSTS = frozenset({PostKind.MONITOR, PostKind.CLASS_OFFICER})
CLASS_POSTS = STUDENT_POSTS | {PostKind.COUNSELLOR}


# Whoever gives posts gives roles: nobody may hand on more than belongs to their own place.
POSTS_GIVEN_BY: dict[Role, frozenset[PostKind]] = {
    Role.ADMINISTRATOR: frozenset(PostKind),
    Role.OFFICE_LEAD: frozenset(PostKind),
    Role.OFFICE: frozenset(PostKind) - {PostKind.OFFICE_LEAD, PostKind.ADMINISTRATOR},
    Role.COLLEGE_CONTACT: frozenset({PostKind.COUNSELLOR}),
    Role.COUNSELLOR: STUDENT_POSTS,
}


def posts_given_by(roles: Iterable[Role]) -> list[PostKind]:
    """The posts that somebody with ``roles`` may give, in the order of the enum."""
    given = frozenset().union(*(POSTS_GIVEN_BY.get(role, frozenset()) for role in roles))
    return [kind for kind in PostKind if kind in given]


def posts_ended_by(roles: Iterable[Role]) -> frozenset[PostKind]:
    """The posts that somebody with ``roles`` may end: what they may give, and students' posts of a class in reach."""
    return STUDENT_POSTS.union(posts_given_by(roles))


def teaching_week(day: dt.date, term_starts_on: dt.date) -> int | None:
    """Which week of the term ``day`` lies in; the week of the first day is 1, before it None.

    Weeks begin on Monday, also where the term begins on another day.
    """
    monday = term_starts_on - dt.timedelta(days=term_starts_on.weekday())
    weeks = (day - monday).days // DAYS_PER_WEEK + 1
    return weeks if weeks >= 1 else None
