"""Staff sheets: who holds which post where. Name, gender, phone and WeChat id are the contact; no more is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from school.foundation.sheets import Cell, Table
from school.org.models import Gender, PostKind
from school.org.roster.header import HeaderMatch
from school.org.roster.headings import STAFF_HEADINGS, AnyField, StaffField
from school.org.roster.identifiers import plain_text, read_number, read_phone
from school.org.roster.reading import Plan, Reader, Reading, read_rows
from school.org.roster.reasons import IgnoredRow, Reason, Refused, RejectedRow
from school.org.roster.wording import read_gender, read_name, read_unit

_SEPARATORS = re.compile(r"[、,，;；/\n|]+|\s{2,}")
_WECHAT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{4,29}")
POST_WORDS: Mapping[str, PostKind] = {
    word: kind
    for kind, line in {
        PostKind.COUNSELLOR: "辅导员 班主任 专职辅导员 兼职辅导员 辅导员老师 指导员 counsellor counselor",
        PostKind.MONITOR: "班长 monitor",
        PostKind.CLASS_OFFICER: "反诈委员 安全委员 反诈宣传员 班级反诈委员 防诈委员 反诈联络员 安全信息员",
        PostKind.COLLEGE_CONTACT: "学院联络员 联络员 二级学院联络员 学院负责人 院系联络员 学院反诈联络员 学院联系人",
        PostKind.OFFICE: "保卫处 保卫处工作人员 保卫干事 保卫处干事 保卫科 保卫部 保卫人员 安全保卫处",
        PostKind.OFFICE_LEAD: "保卫处处长 保卫处负责人 保卫处副处长 保卫处长 保卫部部长 保卫科长 保卫科科长",
        PostKind.DUTY_OFFICER: "值班员 值班人员 值班干部 保卫处值班 值班老师",
        PostKind.ORGANISER: "活动组织者 活动负责人 组织者",
        PostKind.DEPARTMENT_READER: "职能部门 部门联络员 学生处 学工部 学生处工作人员 团委 研究生院 教务处",
        PostKind.TEAM_LEADER: "组长 领导小组组长 副组长 领导小组副组长",
        PostKind.TEAM_MEMBER: "成员 组员 领导小组成员",
    }.items()
    for word in line.split()
}
KNOWN_POSTS = "辅导员、班长、反诈委员、学院联络员、保卫处、保卫处处长、值班员、活动组织者、职能部门"
CLASS_POSTS = frozenset({PostKind.COUNSELLOR, PostKind.MONITOR, PostKind.CLASS_OFFICER})
STUDENT_POSTS = frozenset({PostKind.MONITOR, PostKind.CLASS_OFFICER})


@dataclass(frozen=True, slots=True)
class PostWord:
    """A post as it was written (``title``) and as the software knows it."""

    kind: PostKind
    title: str


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person in one post. ``classes`` may be several; ``number`` is a student's for student posts."""

    row: int
    post: PostWord
    name: str
    number: str = ""
    college: str = ""
    classes: tuple[str, ...] = ()
    gender: Gender | None = None
    phone: str = ""
    wechat_id: str = ""

    @property
    def is_student(self) -> bool:
        """Whether the post is held by a student."""
        return self.post.kind in STUDENT_POSTS


def words_of(kinds: Iterable[PostKind]) -> list[str]:
    """The usual word of each of these posts that a sheet can give."""
    usual = {kind: word for word, kind in reversed(list(POST_WORDS.items()))}
    return [usual[kind] for kind in kinds if kind in usual]


def read_post(cell: Cell) -> PostWord | None:
    """A post by its usual words; others are refused, since a post gives a role."""
    title = "".join(plain_text(cell).split())
    if not title:
        return None
    kind = POST_WORDS.get(title.lower())
    if kind is None:
        raise Refused(Reason.POST_UNKNOWN, posts=KNOWN_POSTS)
    return PostWord(kind, title)


def read_classes(cell: Cell) -> tuple[str, ...] | None:
    """Classes with 、 , ; or a line between them."""
    parts = _SEPARATORS.split(cell) if isinstance(cell, str) else [cell]
    found = [unit for part in parts if (unit := read_unit(part))]
    return tuple(dict.fromkeys(found)) or None


def read_wechat_id(cell: Cell) -> str:
    """A WeChat id; many people use their phone number as one."""
    text = "".join(plain_text(cell).split())
    if text and not _WECHAT.fullmatch(text):
        raise Refused(Reason.WECHAT_UNCLEAR)
    return text


READERS: Mapping[AnyField, Reader] = {
    StaffField.POST: read_post,
    StaffField.COLLEGE: read_unit,
    StaffField.CLASS: read_classes,
    StaffField.NUMBER: read_number,
    StaffField.NAME: read_name,
    StaffField.GENDER: read_gender,
    StaffField.PHONE: read_phone,
    StaffField.WECHAT_ID: read_wechat_id,
}
OFTEN_SAME: frozenset[AnyField] = frozenset({StaffField.POST, StaffField.COLLEGE, StaffField.GENDER})


def plan_for(header: HeaderMatch) -> Plan:
    """How the columns of this header are read."""
    return Plan(header, STAFF_HEADINGS, READERS, OFTEN_SAME, StaffField.NUMBER)


def read_staff(table: Table, header: HeaderMatch) -> Reading[StaffRow]:
    """The whole sheet: every row below the headings is parsed, ignored or rejected."""
    plan = plan_for(header)
    return check_staff(read_rows(table, plan, normalise_staff_row), plan)


def normalise_staff_row(number: int, cells: Sequence[Cell], plan: Plan) -> StaffRow | IgnoredRow | RejectedRow:
    """One row on its own."""
    if reason := plan.why_ignored(cells):
        return IgnoredRow(number, reason)
    said, problems = plan.values(cells)
    problems.extend(plan.missing(said))
    post = said.get(StaffField.POST)
    if post and post.kind in CLASS_POSTS and StaffField.CLASS not in said:
        problems.append(plan.problem(StaffField.CLASS, "", Reason.POST_NEEDS_CLASS))
    if post and post.kind in STUDENT_POSTS and StaffField.NUMBER not in said:
        problems.append(plan.problem(StaffField.NUMBER, "", Reason.MISSING))
    if problems:
        return RejectedRow(number, tuple(problems))
    get = said.get
    return StaffRow(
        row=number,
        post=said[StaffField.POST],
        name=said[StaffField.NAME],
        number=get(StaffField.NUMBER, ""),
        college=get(StaffField.COLLEGE, ""),
        classes=get(StaffField.CLASS, ()),
        gender=get(StaffField.GENDER),
        phone=get(StaffField.PHONE, ""),
        wechat_id=get(StaffField.WECHAT_ID, ""),
    )


def check_staff(reading: Reading[StaffRow], plan: Plan) -> Reading[StaffRow]:
    """A number belongs to one name; a person may hold several posts in several rows, the same one only once."""
    checked: Reading[StaffRow] = Reading([], reading.ignored, reading.rejected, reading.fields)
    owners: dict[str, StaffRow] = {}
    seen: dict[StaffRow, int] = {}
    for row in reading.parsed:
        owner = owners.setdefault(row.number, row) if row.number else row
        same = replace(row, row=0)
        if owner.name != row.name:
            params = {"other": owner.row, "other_name": owner.name}
            problem = plan.problem(StaffField.NUMBER, row.number, Reason.NUMBER_OF_ANOTHER, params)
            checked.add(RejectedRow(row.row, (problem,)))
        elif same in seen:
            checked.add(IgnoredRow(row.row, Reason.REPEATS_ROW, {"other": seen[same]}))
        else:
            seen[same] = row.row
            checked.add(row)
    return checked.in_order()
