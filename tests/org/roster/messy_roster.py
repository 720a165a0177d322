"""A roster as a school really sends it, with the account that an import must give of it.

Title rows over merged cells, blanks and stars in headings, ids as numbers, full-width digits, dashes in phones, a class
name merged over its students, totals, blank rows, a page break with the headings again, damaged and missing numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import openpyxl

HEADINGS = (
    "序 号",
    " *学　号（必填）",
    "姓\n名",
    "性别",
    "所在学院",
    "行政班级",
    "年级",
    "培养层次",
    "联系电话",
    "身份证号",
    "家长姓名",
    "与学生关系",
    "家长联系电话",
)
FIRST_DATA_ROW = 5
COLLEGE = "计算机与软件学院"


@dataclass(frozen=True)
class Line:
    """One row below the headings: its cells, and what must become of it."""

    cells: tuple[object, ...]
    outcome: str = "parsed"
    column: str = ""


def _line(outcome: str = "parsed", column: str = "", **changes: object) -> Line:
    usual: dict[str, object] = {
        "order": 1,
        "number": "2026010200",
        "name": "张三",
        "gender": "男",
        "college": COLLEGE,
        "school_class": "软件2601班",
        "grade": "2026级",
        "level": "本科",
        "phone": "13812345678",
        "identity": "",
        "family": "张大山",
        "word": "父亲",
        "family_phone": "13912345678",
    }
    return Line(tuple((usual | changes).values()), outcome, column)


def _only(text: object, outcome: str, *, at: int = 0) -> Line:
    cells: list[object] = [""] * len(HEADINGS)
    cells[at] = text
    return Line(tuple(cells), outcome)


def _blank(outcome: str = "blank") -> Line:
    return _only("", outcome)


LINES: tuple[Line, ...] = (
    _line(number=2026010201, name="李 四"),
    _line(number="２０２６０１０２０２", name="王　五", phone="138-1234-5679"),
    _line(number=2026010203.0, name="买买提•吐尔逊", family_phone="+86 139 1234 5678", grade=2026),
    _line(number="2026010204", name="𠮷䶮", phone="0571-88888888", level="硕士研究生", gender="女"),
    _line(
        number="2026010205",
        name="欧阳娜娜",
        phone="",
        family="",
        word="",
        family_phone="无",
        school_class="软件 2601 班",
    ),
    _blank(),
    _line("digits_lost", "*学 号（必填）", number="2.026E+11", name="赵六"),
    _line("digits_lost", "*学 号（必填）", number=202601020600000000, name="钱七"),
    _line("missing", "*学 号（必填）", number="", name="孙八"),
    _line("missing", "姓 名", number="2026010208", name=""),
    _line("missing", "行政班级", number="2026010209", name="周九", school_class=" 　"),
    _line("number_of_another", "*学 号（必填）", number="2026010202", name="吴十"),
    _line("repeats_row", number="2026010201", name="李四"),
    _line("repeated_differently", "联系电话", number="2026010201", name="李四", phone="13700000000"),
    _line("phone_short", "家长联系电话", number="2026010210", name="郑一", family_phone="1391234567"),
    _line("phone_long", "联系电话", number="2026010211", name="冯二", phone="138123456789"),
    _line("phone_start", "联系电话", number="2026010212", name="陈三", phone="12345678901"),
    _line("phone_several", "家长联系电话", number="2026010213", name="褚四", family_phone="13912345678/13712345678"),
    _line("formula", "姓 名", number="2026010214", name="'=cmd|calc"),
    _line("grade_unclear", "年级", number="2026010215", name="卫五", grade="大一"),
    _line("gender_unknown", "性别", number="2026010216", name="蒋六", gender="他"),
    _line("level_unknown", "培养层次", number="2026010217", name="沈七", level="幼儿园"),
    _line("cell_error", "家长联系电话", number="2026010218", name="韩八", family_phone="#REF!"),
    _only("小计：22人", "total"),
    Line(HEADINGS, "repeated_header"),
    _line(number="2026010219", name="杨 九", school_class="软件2602班"),
    _only(99, "only_running_number"),
    _only("合 计", "total", at=1),
    _only("注：以上名单由学院核对", "note"),
    _only("制表人：张老师", "note", at=8),
)


def expected() -> dict[int, tuple[str, str]]:
    """Row number → what becomes of it and in which column."""
    return {FIRST_DATA_ROW + index: (line.outcome, line.column) for index, line in enumerate(LINES)}


def messy_workbook(lines: Sequence[Line] = LINES) -> bytes:
    """The sheet as .xlsx, behind a sheet of explanations and with its titles over merged cells."""
    book = openpyxl.Workbook()
    book.active["A1"] = "填表说明：请勿改动表头"
    sheet = book.create_sheet("2026级")
    sheet["A1"] = "××大学2026级新生信息登记表"
    sheet.merge_cells("A1:M1")
    sheet["A2"] = "填报单位：计算机与软件学院"
    for column, heading in enumerate(HEADINGS, start=1):
        sheet.cell(4, column, heading)
    for row, line in enumerate(lines, start=FIRST_DATA_ROW):
        for column, value in enumerate(line.cells, start=1):
            if value != "":
                cell = sheet.cell(row, column, value.lstrip("'") if isinstance(value, str) else value)
                if isinstance(value, str) and value.startswith("'"):
                    cell.data_type = "s"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


if __name__ == "__main__":
    Path("messy_roster.xlsx").write_bytes(messy_workbook())
