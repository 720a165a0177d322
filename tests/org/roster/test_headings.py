"""Headings as schools write them, and the row they stand in."""

import pytest

from school.foundation.sheets import Table, read_pasted
from school.org.roster.header import best_sheet, find_header, match_header
from school.org.roster.headings import ROSTER_HEADINGS, STAFF_HEADINGS, Field, StaffField, heading_forms


def header_of(*rows: str, saved=None):
    return find_header(read_pasted("\n".join(rows)), ROSTER_HEADINGS, saved)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("学号", Field.STUDENT_NUMBER),
        (" 学　生 学 号 *", Field.STUDENT_NUMBER),
        ("学号（必填）", Field.STUDENT_NUMBER),
        ("1、姓名", Field.NAME),
        ("院（系）", Field.COLLEGE),
        ("所在学院", Field.COLLEGE),
        ("班级名称", Field.CLASS),
        ("本人手机号（11位）", Field.PHONE),
        ("家长电话（父亲）", Field.FATHER_PHONE),
        ("家长电话（11位）", Field.FAMILY_PHONE),
        ("监护人手机号", Field.FAMILY_PHONE),
        ("监护人", Field.FAMILY_NAME),
        ("与 学 生 关 系", Field.FAMILY_RELATIONSHIP),
        ("培养层次", Field.LEVEL),
        ("班主任", Field.COUNSELLOR_NAME),
        ("辅导员工号", Field.COUNSELLOR_NUMBER),
        ("身份证号", None),
        ("银行卡号", None),
        ("宿舍", None),
    ],
)
def test_usual_headings(heading: str, field: Field | None) -> None:
    assert ROSTER_HEADINGS.field_of(heading, {}) == field


def test_no_heading_means_two_things() -> None:
    assert heading_forms("（必填）") == ("必填",)
    for book in (ROSTER_HEADINGS, STAFF_HEADINGS):
        assert all(form and form == heading_forms(form)[0] for form in book.known)


def test_header_below_titles_with_what_is_not_read() -> None:
    header = header_of("某大学名册", "", "序号\t学号\t姓名\t行政班级\t身份证号", "1\t2024\t张三\t一班\t")
    assert (header.index, header.height, header.missing) == (2, 1, ())
    assert header.unmapped == ["序号", "身份证号"]
    assert header.mapping == {"学号": "student_number", "姓名": "name", "行政班级": "class"}


def test_two_rows_of_headings() -> None:
    table = Table("", [
        ["学号", "姓名", "班级", "家长信息", "家长信息", "母亲", ""],
        ["学号", "姓名", "班级", "姓名", "联系电话", "姓名", "电话"],
        ["1", "张三", "一班", "张大", "", "", ""],
    ])  # fmt: skip
    header = find_header(table, ROSTER_HEADINGS)
    assert (header.height, header.first_data_row) == (2, 2)
    assert list(header.columns.values())[3:] == [
        Field.FAMILY_NAME,
        Field.FAMILY_PHONE,
        Field.MOTHER_NAME,
        Field.MOTHER_PHONE,
    ]


def test_a_group_over_one_phone_says_whose_it_is() -> None:
    table = Table(
        "", [["学号", "姓名", "班级", "家长信息"], ["学号", "姓名", "班级", "联系电话"], ["1", "张三", "一班", ""]]
    )
    header = find_header(table, ROSTER_HEADINGS)
    assert (header.height, header.columns[3]) == (2, Field.FAMILY_PHONE)


def test_a_phone_beside_the_family_is_left_to_a_person() -> None:
    header = header_of("学号\t姓名\t班级\t家长姓名\t联系电话")
    assert header.left_out == {4: Field.PHONE}
    assert header.unmapped == ["联系电话"]
    chosen = header_of("学号\t姓名\t班级\t家长姓名\t联系电话", saved={"联系电话": Field.FAMILY_PHONE})
    assert chosen.columns[4] == Field.FAMILY_PHONE


def test_a_phone_beside_the_student_is_the_students() -> None:
    header = header_of("班级\t辅导员\t学号\t姓名\t联系电话\t家长姓名\t家长电话")
    assert header.columns[4] == Field.PHONE
    clear = header_of("学号\t姓名\t班级\t联系电话\t本人手机")
    assert (clear.column_of(Field.PHONE), clear.left_out) == (4, {3: Field.PHONE})


def test_a_saved_mapping_goes_first_and_may_leave_out() -> None:
    header = header_of("编码\t姓名\t班级\t电话", saved={"编码": Field.STUDENT_NUMBER, "电话": None})
    assert header.mapping == {"编码": "student_number", "姓名": "name", "班级": "class"}


def test_no_header() -> None:
    assert header_of("某大学名册", "填报单位") is None
    assert header_of("学号\t姓名").missing == (Field.CLASS,)


def test_the_sheet_with_the_roster_is_taken() -> None:
    notes = read_pasted("姓名\t性别\n示例\t男")
    roster = read_pasted("学号\t姓名\t班级\n1\t张三\t一班")
    table, header = best_sheet([notes, roster], ROSTER_HEADINGS)
    assert table is roster
    assert not header.missing
    assert best_sheet([read_pasted("说明")], ROSTER_HEADINGS) is None


def test_a_person_may_point_at_the_header() -> None:
    table = read_pasted("a\tb\n1\t2")
    assert match_header(table, 0, 1, ROSTER_HEADINGS, {"a": Field.NAME}).columns == {0: Field.NAME}


def test_staff_headings() -> None:
    header = find_header(read_pasted("岗位\t二级学院\t所带班级\t工号/学号\t姓名\t性别\t手机号\t微信号"), STAFF_HEADINGS)
    assert list(header.columns.values()) == [*StaffField]
