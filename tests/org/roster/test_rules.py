"""Rows beside each other, and the account of a whole sheet."""

from hypothesis import given, settings
from hypothesis import strategies as st

from school.foundation.sheets import CellError, Table, read_pasted
from school.org.roster.header import find_header
from school.org.roster.headings import ROSTER_HEADINGS
from school.org.roster.reasons import Reason
from school.org.roster.rules import Family, read_roster

HEAD = "学号\t姓名\t班级\t联系电话"


def read(text: str):
    table = read_pasted(text)
    return read_roster(table, find_header(table, ROSTER_HEADINGS))


def outcomes(reading) -> dict[int, str]:
    seen = {row.row: "parsed" for row in reading.parsed}
    seen |= {row.row: row.reason.value for row in reading.ignored}
    return seen | {row.row: row.problems[0].reason.value for row in reading.rejected}


def test_of_a_repeated_number_the_first_row_stands() -> None:
    reading = read(f"{HEAD}\n1\t张三\t一班\t\n1\t李四\t一班\t\n1\t张三\t一班\t\n1\t张三\t二班\t\n")
    assert outcomes(reading) == {2: "parsed", 3: "number_of_another", 4: "repeats_row", 5: "repeated_differently"}
    differs = reading.rejected[1].problems[0]
    assert (differs.column, differs.value, differs.params) == ("班级", "二班", {"other": 2, "other_value": "一班"})


def test_a_rejected_row_still_owns_its_number() -> None:
    reading = read(f"{HEAD}\n1\t张三\t一班\t138\n1\t李四\t一班\t\n2\t王五\t一班\t138\n2\t王五\t一班\t\n")
    assert outcomes(reading) == {2: "phone_short", 3: "number_of_another", 4: "phone_short", 5: "parsed"}


def test_everything_wrong_with_a_row_is_said_in_one_entry() -> None:
    (row,) = read(f"{HEAD}\n\t张三\t\t138\n").rejected
    assert [(each.column, each.reason) for each in row.problems] == [
        ("联系电话", Reason.PHONE_SHORT),
        ("学号", Reason.MISSING),
        ("班级", Reason.MISSING),
    ]


def test_a_lost_leading_zero_is_not_guessed() -> None:
    table = Table("", [["学号", "姓名", "班级"], ["0124001", "张三", "一班"], [124002.0, "李四", "一班"]])
    reading = read_roster(table, find_header(table, ROSTER_HEADINGS))
    assert outcomes(reading) == {2: "parsed", 3: "zero_lost"}


def test_lines_that_are_nobodys() -> None:
    reading = read(
        f"{HEAD}\n合计\t\t\t\n共 50 人\t\t\t\n注：1. 请核对\t\t\t\n{HEAD}\n软件一班\t软件一班\t软件一班\t软件一班\n \t\t　\t\n1\t张三\t一班\t\n"
    )
    assert list(outcomes(reading).values()).count("total") == 2
    assert {row.row: row.reason.value for row in reading.ignored} == {
        2: "total",
        3: "total",
        4: "note",
        5: "repeated_header",
        6: "section_title",
        7: "blank",
    }


def test_the_same_parent_in_two_columns_is_one() -> None:
    text = "学号\t姓名\t班级\t家长姓名\t家长电话\t父亲姓名\t父亲电话\t母亲姓名\t母亲电话\n"
    reading = read(text + "1\t张三\t一班\t张大\t13812345678\t张大\t13812345678\t李二\t\n")
    assert reading.parsed[0].family == (Family("张大", "13812345678", "父亲"), Family("李二", "", "母亲"))


CELL = st.one_of(
    st.sampled_from(["", " ", "1", "2", "0012", "张三", "李四", "一班", "合计", "注：", "13812345678", "138", "学号", "姓名", "2.026E+11", "=1"]),
    st.floats(),
    st.text(max_size=8),
    st.booleans(),
    st.dates(),
    st.just(CellError("#REF!")),
)  # fmt: skip
WIDE = [
    "序号",
    "学号",
    "姓名",
    "班级",
    "性别",
    "年级",
    "培养层次",
    "是否新生",
    "联系电话",
    "家长姓名",
    "家长电话",
    "辅导员",
    "备注",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELL, min_size=len(WIDE), max_size=len(WIDE)), max_size=12), st.integers(1, 9))
def test_every_row_is_accounted_for_once(rows, first_row) -> None:
    table = Table("", [list(WIDE), *rows], first_row)
    header = find_header(table, ROSTER_HEADINGS)
    reading = read_roster(table, header)
    below = len(table.rows) - header.first_data_row
    assert reading.rows == below
    assert sorted(outcomes(reading)) == [first_row + header.first_data_row + index for index in range(below)]
    numbers = [row.student_number for row in reading.parsed]
    assert len(set(numbers)) == len(numbers)
