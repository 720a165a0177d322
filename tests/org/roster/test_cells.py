"""What is made plain, and what is refused instead of guessed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.foundation.sheets import CellError
from school.org.roster.identifiers import read_number, read_phone
from school.org.roster.reasons import Reason, Refused
from school.org.roster.wording import (
    is_private_use,
    read_gender,
    read_grade,
    read_level,
    read_name,
    read_unit,
    read_yes_or_no,
)

PLAIN = [
    (read_number, 2024010218.0, "2024010218"),
    (read_number, "２０２４ａ01", "2024A01"),
    (read_number, "\t0012\u200b ", "0012"),
    (read_number, "'0012", "0012"),
    (read_number, "2024010218.0", "2024010218"),
    (read_number, "2024 0102 18", "2024010218"),
    (read_number, "2024E12", "2024E12"),
    (read_number, "无", ""),
    (read_phone, "138-1234-5678", "13812345678"),
    (read_phone, "138 1234 5678", "13812345678"),
    (read_phone, "＋86 138—1234—5678", "13812345678"),
    (read_phone, "008613812345678", "13812345678"),
    (read_phone, "8613812345678", "13812345678"),
    (read_phone, "013812345678", "13812345678"),
    (read_phone, 13812345678.0, "13812345678"),
    (read_phone, "（0571）8888 8888", "057188888888"),
    (read_phone, "010-62345678", "01062345678"),
    (read_phone, "/", ""),
    (read_name, "张　三", "张三"),
    (read_name, "买买提．吐尔逊", "买买提·吐尔逊"),
    (read_name, "买买提 • 吐尔逊", "买买提·吐尔逊"),
    (read_name, "Ａnna  Smith", "Anna Smith"),
    (read_name, "𠮷 䶮", "𠮷䶮"),
    (read_unit, "软件 2401 班", "软件2401班"),
    (read_unit, "软件工程(1)班", "软件工程（1）班"),
    (read_unit, 2401.0, "2401"),
    (read_unit, "School of Law", "School of Law"),
    (read_gender, "F", "female"),
    (read_gender, 1.0, "male"),
    (read_gender, "0", None),
    (read_level, "全日制硕士", "graduate"),
    (read_level, "专科", "undergraduate"),
    (read_grade, "２４级", 2024),
    (read_grade, 2024.0, 2024),
    (read_grade, dt.date(2023, 9, 1), 2023),
    (read_yes_or_no, "新生", True),
    (read_yes_or_no, "否", False),
    (read_yes_or_no, "", None),
]
REFUSED = [
    (read_number, "2.026E+11", Reason.DIGITS_LOST),
    (read_number, "2.02401e11", Reason.DIGITS_LOST),
    (read_number, 202401021800000000.0, Reason.DIGITS_LOST),
    (read_number, "202401021812345000", Reason.DIGITS_LOST),
    (read_number, 2024010218123450.0, Reason.DIGITS_LOST),
    (read_number, 2024.5, Reason.NOT_A_NUMBER),
    (read_number, float("inf"), Reason.NOT_A_NUMBER),
    (read_number, True, Reason.NOT_A_NUMBER),
    (read_number, "张三", Reason.NOT_A_NUMBER),
    (read_number, dt.date(2024, 1, 2), Reason.TURNED_INTO_DATE),
    (read_number, CellError("#REF!"), Reason.CELL_ERROR),
    (read_number, "=A1", Reason.FORMULA),
    (read_phone, "1381234567", Reason.PHONE_SHORT),
    (read_phone, "138123456789", Reason.PHONE_LONG),
    (read_phone, "12812345678", Reason.PHONE_START),
    (read_phone, "62345678", Reason.PHONE_NO_AREA_CODE),
    (read_phone, 57188888888.0, Reason.PHONE_NO_AREA_CODE),
    (read_phone, "1.38E+10", Reason.DIGITS_LOST),
    (read_phone, "13812345678 13912345678", Reason.PHONE_SEVERAL),
    (read_phone, "13812345678、13912345678", Reason.PHONE_SEVERAL),
    (read_phone, "打不通", Reason.PHONE_NOT_DIGITS),
    (read_phone, "#N/A", Reason.CELL_ERROR),
    (read_name, "=cmd", Reason.FORMULA),
    (read_name, 20240102.0, Reason.NOT_A_NAME),
    (read_name, "2024010218", Reason.NOT_A_NAME),
    (read_name, "张?", Reason.GARBLED),
    (read_name, "王" * 61, Reason.TOO_LONG),
    (read_unit, dt.date(2024, 3, 2), Reason.TURNED_INTO_DATE),
    (read_unit, "2.4E+03", Reason.DIGITS_LOST),
    (read_gender, "未知性别", Reason.GENDER_UNKNOWN),
    (read_level, "幼儿园", Reason.LEVEL_UNKNOWN),
    (read_grade, "大一", Reason.GRADE_UNCLEAR),
    (read_grade, "2028届", Reason.GRADE_UNCLEAR),
    (read_grade, "2024-2025", Reason.GRADE_UNCLEAR),
    (read_grade, 1.0, Reason.GRADE_UNCLEAR),
    (read_yes_or_no, "也许", Reason.YES_OR_NO_UNCLEAR),
]


@pytest.mark.parametrize(("reader", "cell", "value"), PLAIN)
def test_made_plain(reader, cell, value) -> None:
    assert reader(cell) == value


@pytest.mark.parametrize(("reader", "cell", "reason"), REFUSED)
def test_refused(reader, cell, reason) -> None:
    with pytest.raises(Refused) as caught:
        reader(cell)
    assert caught.value.reason == reason


def test_short_phone_says_how_short() -> None:
    with pytest.raises(Refused) as caught:
        read_phone("1381234567")
    assert caught.value.params == {"digits": 10, "lacking": 1}


def test_private_characters_are_noticed() -> None:
    assert is_private_use(read_name("张\ue863"))
    assert not is_private_use("𠮷")


CELLS = st.one_of(
    st.text(max_size=30),
    st.floats(allow_nan=True),
    st.integers(-(2**60), 2**60),
    st.booleans(),
    st.dates(),
    st.builds(CellError, st.just("#REF!")),
)


@given(CELLS)
def test_a_reader_answers_or_refuses_and_reads_its_own_answer_the_same(cell) -> None:
    for reader in (read_number, read_phone, read_name, read_unit):
        try:
            once = reader(cell)
        except Refused:
            continue
        assert reader(once) == once
    for reader in (read_gender, read_level, read_grade, read_yes_or_no):
        try:
            reader(cell)
        except Refused:
            continue


@given(st.integers(10**9, 10**15 - 1))
def test_an_id_is_the_same_as_number_and_as_text(number: int) -> None:
    assert read_number(float(number)) == read_number(str(number)) == str(number)
