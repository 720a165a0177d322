"""A roster in the browser: the messy sheet is sent, its cells are mended in place, saved, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from school.foundation.db import db
from school.org.models import Student
from tests.campus import Campus
from tests.e2e.conftest import OpenAs
from tests.org.roster.messy_roster import FIRST_DATA_ROW, LINES, messy_workbook
from tests.services.chromium import DESKTOP, PHONE

# What is typed into the first bad cell of a row; the others are skipped.
MENDED = {14: "13912345670", 15: "13812345670", 19: "卫五"}


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    file = tmp_path / "2026级新生.xlsx"
    file.write_bytes(messy_workbook())
    return file


def students() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Student)) or 0


def looks_right(page: Page, options: dict[str, object]) -> None:
    """No axe violation, and nothing wider than the screen; looking takes a script."""
    if not options.get("java_script_enabled", True):
        return
    found = Axe().run(page).response["violations"]
    assert not found, "\n".join(f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found)
    assert page.evaluate("document.documentElement.scrollWidth") <= options["viewport"]["width"]


def mend(page: Page, offset: int, text: str) -> None:
    row = page.locator("tr", has=page.get_by_role("cell", name=str(FIRST_DATA_ROW + offset), exact=True))
    row.locator(".cell input").fill(text)


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": DESKTOP},
        {"viewport": PHONE, "has_touch": True, "is_mobile": True},
        {"viewport": DESKTOP, "java_script_enabled": False},
    ],
    ids=["desktop", "phone", "no script"],
)
def test_the_office_imports_mends_saves_and_takes_back(
    open_as: OpenAs, campus: Campus, messy: Path, options: dict[str, object]
) -> None:
    before, scripted = students(), options.get("java_script_enabled", True)
    page = open_as("office", "/units", **options)
    page.get_by_role("link", name="导入名册").click()
    page.get_by_label("表格文件").set_input_files(messy)
    looks_right(page, options)
    page.get_by_role("button", name="读入名册").click()
    counters = page.get_by_role("navigation", name="按结果看")
    expect(counters).to_contain_text(f"合计{len(LINES)}")
    expect(page.get_by_role("button", name="存入 22 行")).to_be_disabled()
    looks_right(page, options)
    for offset, text in MENDED.items():
        mend(page, offset, text)
    page.get_by_role("button", name="重新检查").click()
    expect(page.get_by_text("已改好 2 行")).to_be_visible()
    expect(page.get_by_text("看不出是哪一年")).to_be_visible()
    assert students() == before
    page.get_by_role("button", name="跳过这 14 行，先存 8 行").click()
    expect(page.get_by_text("已存入：新增 8 人")).to_be_visible()
    assert students() == before + 8
    looks_right(page, options)
    page.get_by_role("button", name="撤销这次导入").click()
    if scripted:
        page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.get_by_text("已撤销，一切恢复到导入之前")).to_be_visible()
    assert students() == before


def test_headings_that_are_not_understood_are_explained_once(open_as: OpenAs, campus: Campus) -> None:
    page = open_as("college_contact", "/roster")
    page.get_by_label("或者粘贴单元格").fill("学号\t姓名\t小集体\n2026000001\t沈青\t计科2402班")
    page.get_by_label("学院").select_option(label="信息工程学院")
    page.get_by_role("button", name="读入名册").click()
    expect(page.get_by_role("heading", name="对表头")).to_be_visible()
    looks_right(page, {"viewport": DESKTOP})
    page.get_by_label("小集体").select_option(label="班级")
    page.get_by_role("button", name="对好了，看一遍").click()
    page.get_by_role("button", name="存入 1 行").click()
    expect(page.get_by_text("已存入：新增 1 人")).to_be_visible()
    page.get_by_label("林语嫣已离校").check()
    page.get_by_role("button", name="把勾选的记为离校").click()
    expect(page.get_by_text("已把 1 人记为离校")).to_be_visible()
