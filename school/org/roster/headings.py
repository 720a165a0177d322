"""The headings that schools write, and the field that each of them means."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class Field(enum.StrEnum):
    """What a column of a roster can hold. Other columns are not kept."""

    __hash__ = str.__hash__  # the enum's own is Python code: 0.25 s of an import of 50,000

    STUDENT_NUMBER = "student_number"
    NAME = "name"
    GENDER = "gender"
    COLLEGE = "college"
    CLASS = "class"
    GRADE = "grade"
    LEVEL = "level"
    FRESHMAN = "freshman"
    PHONE = "phone"
    FAMILY_NAME = "family_name"
    FAMILY_PHONE = "family_phone"
    FAMILY_RELATIONSHIP = "family_relationship"
    FATHER_NAME = "father_name"
    FATHER_PHONE = "father_phone"
    MOTHER_NAME = "mother_name"
    MOTHER_PHONE = "mother_phone"
    SECOND_FAMILY_NAME = "second_family_name"
    SECOND_FAMILY_PHONE = "second_family_phone"
    SECOND_FAMILY_RELATIONSHIP = "second_family_relationship"
    COUNSELLOR_NAME = "counsellor_name"
    COUNSELLOR_NUMBER = "counsellor_number"


class StaffField(enum.StrEnum):
    """What a column of a staff sheet can hold: where a person serves, and how to reach them."""

    __hash__ = str.__hash__  # the enum's own is Python code: 0.25 s of an import of 50,000

    POST = "post"
    COLLEGE = "college"
    CLASS = "class"
    NUMBER = "number"
    NAME = "name"
    GENDER = "gender"
    PHONE = "phone"
    WECHAT_ID = "wechat_id"


AnyField = Field | StaffField

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")
_LEADING_NUMBER = re.compile(r"^\d{1,2}[.、)]")
_NOT_A_WORD = re.compile(r"[\W_]+")


def plain_heading(text: str) -> str:
    """A heading without blanks, marks and brackets, full-width letters as plain ones: " *学　号（必填）" → "学号必填"."""
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", text)).lower()


def heading_forms(text: str) -> tuple[str, ...]:
    """What a heading may mean, the fullest first: with the words in brackets, then without, then unnumbered."""
    wide = unicodedata.normalize("NFKC", text).strip()
    bare = _LEADING_NUMBER.sub("", _BRACKETED.sub("", wide).strip())
    forms = (plain_heading(wide), plain_heading(bare), plain_heading(bare).removesuffix("必填").removesuffix("选填"))
    return tuple(dict.fromkeys(form for form in forms if form))


@dataclass(frozen=True, slots=True)
class HeadingBook:
    """Known headings of one kind of sheet. ``vague`` ones give way to a clearer heading of the same field, and are
    left to a person where they stand beside a family column: 联系电话 after 家长姓名 is whose?
    """

    known: Mapping[str, AnyField]
    vague: frozenset[str]
    required: tuple[AnyField, ...]
    of_person: frozenset[AnyField]
    of_others: frozenset[AnyField]

    def field_of(self, heading: str, saved: Mapping[str, AnyField | None]) -> AnyField | None:
        """The field a heading means; ``saved`` is what a person chose for plain headings, None for "leave out"."""
        for form in heading_forms(heading):
            if form in saved:
                return saved[form]
        return next((self.known[form] for form in heading_forms(heading) if form in self.known), None)

    def is_vague(self, heading: str) -> bool:
        """Whether the heading may belong to somebody else than the person of the row."""
        return any(form in self.vague for form in heading_forms(heading))


def _book(words: Mapping[AnyField, str]) -> dict[str, AnyField]:
    return {plain_heading(word): field for field, line in words.items() for word in line.split()}


def _each(starts: str, ends: str) -> str:
    """Every start with every end: ("家长 监护人", "电话 手机") → "家长电话 家长手机 监护人电话 监护人手机"."""
    return " ".join(start + end for start in starts.split() for end in ends.split())


_PHONES = "电话 电话号码 手机 手机号 手机号码 联系电话 联系手机 联系方式 联系电话号码 移动电话 联系号码 手机电话"
_NAMES = "姓名 名字 名称"
_FAMILY = "家长 监护人 家庭 家属 亲属 父母 家庭联系人 家长联系人 紧急联系人 联系人 学生家长"

_STUDENT_WORDS: dict[AnyField, str] = {
    Field.STUDENT_NUMBER: "学号 学生学号 学生号 学籍号 学生编号 学生ID 学号/工号 考生学号 新学号 本人学号 studentnumber studentno "
    "studentid sno xh",
    Field.NAME: "姓名 学生姓名 名字 学生名字 本人姓名 学员姓名 学生 真实姓名 中文姓名 name studentname fullname xm",
    Field.GENDER: "性别 学生性别 性別 男/女 gender sex xb",
    Field.COLLEGE: "学院 院系 所在学院 二级学院 系部 学院名称 所属学院 院(系) 院系名称 所在院系 所属院系 院部 系 系别 系名 "
    "教学单位 培养单位 学院(系) 院/系 学部 所在学部 学部名称 所属学部 书院 所在系 所在单位 学院系 教学院 教学系 college department school faculty xy",
    Field.CLASS: "班级 行政班级 班级名称 班 行政班 所在班级 所在班 班名 班别 现班级 所属班级 教学班级 行政班名称 行政班级名称 "
    "班级全称 专业班级 class classname bj",
    Field.GRADE: "年级 入学年份 所在年级 入学年级 当前年级 入学年 年级名称 现年级 现在年级 学生年级 届别年级 入学年度 入学时间 入学日期 grade "
    "entryyear year nj",
    Field.LEVEL: "培养层次 学历层次 层次 学生类别 学生类型 学历 培养类型 学生层次 教育层次 学位层次 在读学历 培养类别 level pycc",
    Field.FRESHMAN: "是否新生 新生 新生标志 是否为新生 新老生 freshman isfreshman",
    Field.PHONE: f"{_PHONES} {_each('本人 学生 学生本人 个人 本人移动 我的', _PHONES)} phone mobile tel telephone phonenumber "
    "mobilephone cellphone sjh",
    Field.FAMILY_NAME: f"家长 监护人 {_each(_FAMILY, _NAMES)} 家长1 家长一 家长1姓名 家长一姓名 第一监护人 第一监护人姓名 第一联系人 "
    "监护人1姓名 家长姓名1 家庭成员姓名 家庭成员1姓名 联系人 家庭联系人 家长联系人 紧急联系人 familyname guardian guardianname "
    "parent parentname",
    Field.FAMILY_PHONE: f"{_each(_FAMILY, _PHONES)} {_each('家长1 家长一 监护人1 第一监护人 第一联系人 家庭成员 家庭成员1', _PHONES)} "
    "家庭固定电话 家长电话1 家长手机1 家长手机号1 家长联系电话1 家里电话 家中电话 familyphone guardianphone parentphone",
    Field.FAMILY_RELATIONSHIP: "与学生关系 与本人关系 家长关系 关系 亲属关系 与学生的关系 与本人的关系 与家长关系 监护人关系 与监护人关系 "
    "家长与学生关系 监护人与学生关系 称谓 家庭关系 关系1 家长称谓 联系人关系 紧急联系人关系 relationship",
    Field.FATHER_NAME: f"父亲 爸爸 {_each('父亲 爸爸 父', _NAMES)} fathername father",
    Field.FATHER_PHONE: f"{_each('父亲 爸爸 父', _PHONES)} {_each('家长 家庭 监护人', '电话父亲 电话父 手机父亲')} fatherphone",
    Field.MOTHER_NAME: f"母亲 妈妈 {_each('母亲 妈妈 母', _NAMES)} mothername mother",
    Field.MOTHER_PHONE: f"{_each('母亲 妈妈 母', _PHONES)} {_each('家长 家庭 监护人', '电话母亲 电话母 手机母亲')} motherphone",
    Field.SECOND_FAMILY_NAME: f"家长2 家长二 {_each('家长2 家长二 监护人2 第二监护人 第二联系人 家庭成员2', _NAMES)} 家长姓名2 第二监护人",
    Field.SECOND_FAMILY_PHONE: f"{_each('家长2 家长二 监护人2 第二监护人 第二联系人 家庭成员2', _PHONES)} 家长电话2 家长手机2 "
    "家长手机号2 家长联系电话2",
    Field.SECOND_FAMILY_RELATIONSHIP: "家长2关系 关系2 监护人2关系 家长二关系",
    Field.COUNSELLOR_NAME: f"辅导员 班主任 {_each('辅导员 班主任', _NAMES)} 负责辅导员 年级辅导员 带班辅导员 所属辅导员 专职辅导员 "
    "counsellor counselor counsellorname",
    Field.COUNSELLOR_NUMBER: _each("辅导员 班主任", "工号 职工号 教工号 编号 号") + " counsellornumber",
}

_STAFF_WORDS: dict[AnyField, str] = {
    StaffField.POST: "岗位 职务 身份 角色 职责 担任职务 岗位名称 工作岗位 人员类别 人员身份 人员类型 类别 职位 所任职务 post position role",
    StaffField.COLLEGE: "学院 院系 所在学院 二级学院 系部 学院名称 所属学院 单位 所在单位 部门 所在部门 学院(部门) 学院/部门 单位名称 "
    "部门名称 所属单位 所属部门 所在院系 院系名称 系 系别 院部 书院 college department unit",
    StaffField.CLASS: "班级 所带班级 负责班级 班级名称 行政班级 所在班级 管理班级 分管班级 所管班级 带班 带班班级 所负责班级 班 class classes",
    StaffField.NUMBER: "工号 职工号 教工号 教职工号 学号 工号或学号 学号或工号 工号/学号 学号/工号 学(工)号 编号 人员编号 职工编号 学工号 工学号 "
    "staffnumber studentnumber number",
    StaffField.NAME: "姓名 名字 教师姓名 辅导员姓名 学生姓名 人员姓名 负责人 负责人姓名 辅导员 班长姓名 真实姓名 联络员 联络员姓名 name",
    StaffField.GENDER: "性别 gender sex",
    StaffField.PHONE: f"{_PHONES} {_each('本人 个人 办公', _PHONES)} phone mobile tel telephone",
    StaffField.WECHAT_ID: "微信号 微信 微信ID 微信账号 微信帐号 wechat wechatid weixin",
}

_FAMILY_FIELDS: frozenset[AnyField] = frozenset(
    field for field in Field if field.startswith(("family", "father", "mother", "second", "counsellor"))
)


def words(lines: Iterable[str]) -> frozenset[str]:
    """Plain headings of lines of words."""
    return frozenset(plain_heading(word) for line in lines for word in line.split())


ROSTER_HEADINGS = HeadingBook(
    known=_book(_STUDENT_WORDS),
    vague=words([_PHONES, "phone mobile tel telephone phonenumber"]) | words(["姓名 名字 name"]),
    required=(Field.STUDENT_NUMBER, Field.NAME, Field.CLASS),
    of_person=frozenset({Field.STUDENT_NUMBER, Field.NAME}),
    of_others=_FAMILY_FIELDS,
)
STAFF_HEADINGS = HeadingBook(
    known=_book(_STAFF_WORDS),
    vague=words(["负责人 辅导员 联络员 单位 部门 类别 编号", _each("办公", _PHONES)]),
    required=(StaffField.POST, StaffField.NAME),
    of_person=frozenset({StaffField.NAME}),
    of_others=frozenset(),
)
