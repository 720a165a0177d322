"""The lists of the organisation: their columns, once for page and export."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l

from school.foundation.ui.listing import Column, Table
from school.org.models import Post, SchoolClass, StaffMember, Student
from school.org.rules import GENDER_LABELS, LEVEL_LABELS, POST_LABELS

STUDENTS = Table(
    "students",
    columns=(
        Column(
            "number",
            _l("Student number"),
            lambda row: row.student_number,
            sort=Student.student_number,
            link=lambda row: url_for("org.student", student_id=row.id),
        ),
        Column("name", _l("Name"), lambda row: row.name, sort=Student.name),
        Column("gender", _l("Gender"), lambda row: GENDER_LABELS.get(row.gender)),
        Column("college", _l("College"), lambda row: row.school_class.college.name),
        Column("class", _l("Class"), lambda row: row.school_class.name, sort=Student.class_id),
        Column("level", _l("Level"), lambda row: LEVEL_LABELS[row.level], sort=Student.level),
        Column("phone", _l("Phone"), lambda row: row.masked_phone),
    ),
    order=(Student.student_number,),
)

CLASSES = Table(
    "classes",
    columns=(
        Column(
            "name", _l("Class"), lambda row: row.name, link=lambda row: url_for("org.school_class", class_id=row.id)
        ),
        Column("college", _l("College"), lambda row: row.college.name, sort=SchoolClass.college_id),
        Column("grade", _l("Grade"), lambda row: str(row.grade or ""), sort=SchoolClass.grade),
    ),
)

STAFF = Table(
    "staff",
    columns=(
        Column(
            "name",
            _l("Name"),
            lambda row: row.name,
            sort=StaffMember.name,
            link=lambda row: url_for("org.staff_member", staff_member_id=row.id),
        ),
        Column("number", _l("Staff number"), lambda row: row.staff_number, sort=StaffMember.staff_number),
        Column("unit", _l("Unit"), lambda row: row.unit.name, sort=StaffMember.unit_id),
        Column("group", _l("Group or section"), lambda row: row.group_name, sort=StaffMember.group_name),
        Column("phone", _l("Phone"), lambda row: row.masked_phone),
    ),
    order=(StaffMember.unit_id, StaffMember.name),
)


def _holder(post: Post) -> StaffMember | Student | None:
    return post.staff or post.student


def _place(post: Post) -> str:
    if post.school_class:
        return f"{post.school_class.college.name} {post.school_class.name}"
    return post.college.name if post.college else ""


DIRECTORY = Table(
    "directory",
    columns=(
        Column("post", _l("Post"), lambda row: row.title or POST_LABELS[row.kind], sort=Post.kind),
        Column("place", _l("Where"), _place),
        Column("name", _l("Name"), lambda row: getattr(_holder(row), "name", "")),
        Column("phone", _l("Phone"), lambda row: getattr(_holder(row), "masked_phone", "")),
        Column("wechat", _l("WeChat id"), lambda row: row.staff.wechat_id if row.staff else ""),
        Column("from", _l("Since"), lambda row: row.from_on, sort=Post.from_on),
    ),
    order=(Post.kind, Post.college_id, Post.class_id, Post.id),
)
