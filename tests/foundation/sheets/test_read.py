"""Cells come back as they are in the file: type, place, and the row number that the spreadsheet shows."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.foundation.sheets import (
    CellError,
    Column,
    Limits,
    Sheet,
    SheetProblem,
    UnreadableSheet,
    read_pasted,
    read_table,
    read_tables,
    write_xlsx,
)
from tests.foundation.sheets.hostile import MAIN, SHEET_PART, ods_cell, open_document, with_part
from tests.foundation.sheets.old_excel import old_workbook

CSV = "学号,姓名\r\n\r\n2024010218,买买提·吐尔逊\r\n0012,䶮𠮷\r\n"
ROWS = [["学号", "姓名"], ["", ""], ["2024010218", "买买提·吐尔逊"], ["0012", "䶮𠮷"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_every_encoding_and_with_every_delimiter(encoding: str, delimiter: str) -> None:
    table = read_table(CSV.replace(",", delimiter).encode(encoding), "名单.csv")
    assert table.rows == ROWS
    assert [number for number, _ in table.numbered(2)] == [3, 4]
    assert table.sheet == "名单"


def test_csv_keeps_what_exports_protect() -> None:
    assert read_table(b'id,name\n="0012","a,b"\n').rows[1] == ["0012", "a,b"]


def test_pasted_cells() -> None:
    assert read_pasted("学号\t姓名\n1\t张三\t13800000000\n").rows == [
        ["学号", "姓名", ""],
        ["1", "张三", "13800000000"],
    ]


def test_workbook_keeps_types_places_and_merged_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet["B3"] = "2026级新生"
    sheet.merge_cells("B3:D3")
    for address, value in {"B4": 2024010218, "C4": "0012", "D4": dt.date(2024, 9, 1), "B5": True}.items():
        sheet[address] = value
    sheet["C5"] = "软件2401"
    sheet.merge_cells("C5:C6")
    sheet["D6"] = 1.5
    hidden = book.create_sheet("字典", 0)
    hidden["A1"] = "男"
    hidden.sheet_state = "hidden"
    file = BytesIO()
    book.save(file)
    first, second = read_tables(file.getvalue())
    assert (first.sheet, first.first_row, first.first_column) == ("名单", 3, 2)
    assert first.rows == [
        ["2026级新生"] * 3,
        [2024010218.0, "0012", dt.date(2024, 9, 1)],
        [True, "软件2401", ""],
        ["", "软件2401", 1.5],
    ]
    assert first.column_letter(1) == "C"
    assert (second.sheet, second.hidden) == ("字典", True)


def test_failed_formulas_are_errors_and_not_empty() -> None:
    part = f'<x:worksheet xmlns:x="{MAIN[7:-1]}"><x:sheetData><x:row r="2"><x:c r="A2"><x:v>7</x:v></x:c>'
    part += '<x:c r="B2" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c><x:c r="C2"><x:v>8</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert read_table(with_part(SHEET_PART, part.encode())).rows == [[7.0, CellError("#DIV/0!"), 8.0]]


def test_old_excel() -> None:
    table = read_table(old_workbook([["学号", "电话", "姓名"], [2024010218, "#REF!", "张三"]], at=(4, 1)))
    assert table.rows == [["学号", "电话", "姓名"], [2024010218.0, CellError("#REF!"), "张三"]]
    assert (table.sheet, table.first_row, table.first_column) == ("名单", 5, 2)


def test_open_document() -> None:
    blank = '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    number = '<table:table-cell office:value-type="float" office:value="2024010218"><text:p>2024010218</text:p></table:table-cell>'
    rows = f"{blank}<table:table-row>{ods_cell('学号')}{ods_cell('姓名')}</table:table-row>"
    table = read_table(open_document(f"{rows}<table:table-row>{number}{ods_cell('张三')}</table:table-row>{end}"))
    assert table.first_row == 3
    assert table.rows == [["学号", "姓名"], [2024010218.0, "张三"]]


@pytest.mark.parametrize("encoding", ["gb2312", "utf-8"])
def test_web_page_named_xls(encoding: str) -> None:
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head><body>'
        "<style>td {}</style><!-- <td>x --><table border=1><tr><th colspan=2>学生名单</th></tr><tr><td>学号</td><td>姓&nbsp;名</td></tr>"
        "<tr><td style='x'>0012</td><td><b>张三</b></td></tr></table></body></html>"
    )
    assert read_table(page.encode(encoding), "名单.xls").rows == [
        ["学生名单"] * 2,
        ["学号", "姓\xa0名"],
        ["0012", "张三"],
    ]


def test_limits_are_the_callers() -> None:
    with pytest.raises(UnreadableSheet) as caught:
        read_table(b"1\n2\n3\n", limits=Limits(rows=2))
    assert caught.value.problem == SheetProblem.TOO_MANY_ROWS


def test_mended_cells() -> None:
    table = read_table(b"a,b\n1,2\n3,4\n")
    assert table.mended({(3, 1): "x"}).rows == [["a", "b"], ["1", "2"], ["3", "x"]]
    assert table.rows[2] == ["3", "4"]


def test_a_million_formatted_and_empty_rows_are_no_attack() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (number, number) for number in range(3, 1_048_577))
    head = f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>学号</t></is></c></row>'.encode()
    table = read_table(
        with_part(SHEET_PART, head + b'<row r="2"><c r="A2"><v>1</v></c></row>' + rows + b"</sheetData></worksheet>")
    )
    assert table.rows == [["学号"], [1.0]]


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=20).filter(str.strip)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(TEXT, st.integers(-(10**14), 10**14)), min_size=1, max_size=5))
def test_written_sheets_read_the_same(rows: list[tuple[str, int]]) -> None:
    file = BytesIO()
    write_xlsx(file, [Sheet("名单", [Column("甲"), Column("乙", 20)], rows)])
    assert read_table(file.getvalue()).rows == [["甲", "乙"], *([text, float(number)] for text, number in rows)]


def test_nothing_written_is_a_formula_or_a_link() -> None:
    file = BytesIO()
    values = ["=1+1", "+cmd", "@x", "http://a.example", "0012", 10**17, None, dt.date(2026, 9, 1)]
    write_xlsx(file, [Sheet("a/b:c", [Column(f"列{index}") for index in range(8)], [values])])
    sheet = openpyxl.load_workbook(BytesIO(file.getvalue())).active
    assert [cell.value for cell in sheet[2]] == [*values[:5], str(10**17), None, dt.datetime(2026, 9, 1)]  # noqa: DTZ001 (openpyxl knows no zones)
    assert [cell.data_type for cell in sheet[2]][:6] == ["s"] * 6
    assert not any(cell.hyperlink for cell in sheet[2])
    assert sheet.freeze_panes == "A2"
