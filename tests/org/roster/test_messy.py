"""The messy sheet, end to end below the database: every row is accounted for, with the right reason."""

from io import BytesIO

import openpyxl

from school.foundation.sheets import read_tables
from school.org.roster.header import best_sheet
from school.org.roster.headings import ROSTER_HEADINGS
from school.org.roster.rules import read_roster
from tests.org.roster.messy_roster import FIRST_DATA_ROW, LINES, expected, messy_workbook


def read_messy():
    table, header = best_sheet(read_tables(messy_workbook()), ROSTER_HEADINGS)
    return table, header, read_roster(table, header)


def test_every_row_of_the_messy_sheet_is_accounted_for() -> None:
    _table, header, reading = read_messy()
    seen = {row.row: ("parsed", "") for row in reading.parsed}
    seen |= {row.row: (row.reason.value, "") for row in reading.ignored}
    seen |= {row.row: (row.problems[0].reason.value, row.problems[0].column) for row in reading.rejected}
    assert seen == expected()
    assert reading.rows == len(LINES)
    assert header.unmapped == ["序 号", "身份证号"]


def test_what_was_read_is_plain() -> None:
    _table, _header, reading = read_messy()
    by_number = {row.student_number: row for row in reading.parsed}
    assert [row.name for row in reading.parsed] == ["李四", "王五", "买买提·吐尔逊", "𠮷䶮", "欧阳娜娜", "杨九"]
    assert by_number["2026010202"].phone == "13812345679"
    assert by_number["2026010203"].family[0].phone == "13912345678"
    assert by_number["2026010203"].grade == 2026
    assert by_number["2026010204"].phone == "057188888888"
    assert by_number["2026010204"].level == "graduate"
    assert by_number["2026010205"].family == ()
    assert {row.class_name for row in reading.parsed} == {"软件2601班", "软件2602班"}


def test_a_mended_cell_is_taken() -> None:
    table, header, _reading = read_messy()
    row = FIRST_DATA_ROW + 6
    column = next(place for place, field in header.columns.items() if field == "student_number")
    again = read_roster(table.mended({(row, column): "2026010299"}), header)
    assert "2026010299" in {each.student_number for each in again.parsed}


def test_reasons_are_sentences_in_chinese(school_app) -> None:
    _table, _header, reading = read_messy()
    with school_app.app_context():
        entries = [row.as_json() for row in (*reading.ignored, *reading.rejected)]
    short = next(entry for entry in entries if entry.get("value") == "1391234567")
    assert short["reason"] == "手机号只有 10 位，少了 1 位。不知道就清空，电话可以没有。"
    assert all("%" not in str(entry["reason"]) and str(entry["reason"]).endswith("。") for entry in entries)


def test_the_workbook_opens_elsewhere() -> None:
    assert openpyxl.load_workbook(BytesIO(messy_workbook())).sheetnames == ["Sheet", "2026级"]
