"""Staff sheets: posts, places and the contact, and no more."""

from school.foundation.sheets import read_pasted
from school.org import rules as org_rules
from school.org.models import PostKind
from school.org.roster.header import find_header
from school.org.roster.headings import STAFF_HEADINGS
from school.org.roster.staff_rules import CLASS_POSTS, STUDENT_POSTS, read_staff

HEAD = "岗位\t学院\t班级\t工号/学号\t姓名\t性别\t手机号\t微信号\t身份证号\n"


def read(*lines: str):
    table = read_pasted(HEAD + "\n".join(lines))
    return read_staff(table, find_header(table, STAFF_HEADINGS))


def test_posts_with_their_places() -> None:
    reading = read(
        "辅导员\t计算机学院\t软件2401班、软件2402班;软件 2403班\t1001\t王芳\t女\t138-1234-5678\twangfang_1",
        "班长\t计算机学院\t软件2401班\t2024010218\t张三\t\t\t",
        "学院联络员\t计算机学院\t\t1002\t李明\t\t\t",
        "保卫处\t保卫处\t\t1003\t赵刚\t男\t\t",
    )
    assert [(row.post.kind, row.is_student) for row in reading.parsed] == [
        (PostKind.COUNSELLOR, False),
        (PostKind.MONITOR, True),
        (PostKind.COLLEGE_CONTACT, False),
        (PostKind.OFFICE, False),
    ]
    assert reading.parsed[0].classes == ("软件2401班", "软件2402班", "软件2403班")
    assert reading.parsed[0].phone == "13812345678"


def test_what_is_refused_and_what_is_left_alone() -> None:
    reading = read(
        "校长助理\t\t\t1\t甲乙\t\t\t",
        "辅导员\t计算机学院\t\t2\t丙丁\t\t\t",
        "联络员\t\t\t3\t戊己\t\t\t",
        "班长\t计算机学院\t一班\t\t庚辛\t\t\t",
        "辅导员\t计算机学院\t一班\t4\t壬癸\t\t\t",
        "辅导员\t计算机学院\t二班\t4\t壬癸\t\t\t",
        "辅导员\t计算机学院\t一班\t4\t壬癸\t\t\t",
        "辅导员\t计算机学院\t一班\t4\t子丑\t\t\t微 信",
        "辅导员\t计算机学院\t一班\t4\t子丑\t\t\t",
        "系统管理员\t\t\t9\t寅卯\t\t\t",
        "合计\t\t\t\t8人\t\t\t",
    )
    reasons = {row.row: row.problems[0].reason.value for row in reading.rejected}
    assert reasons == {
        2: "post_unknown",
        3: "post_needs_class",
        5: "missing",
        9: "wechat_unclear",
        10: "number_of_another",
        11: "post_unknown",
    }
    assert {row.row: row.reason.value for row in reading.ignored} == {8: "repeats_row", 12: "total"}
    assert reading.rows == 11


def test_class_and_student_posts_are_those_of_the_organisation() -> None:
    assert (CLASS_POSTS, STUDENT_POSTS) == (org_rules.CLASS_POSTS, org_rules.STUDENT_POSTS)
