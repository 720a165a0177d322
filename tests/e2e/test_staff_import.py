"""A staff sheet in the browser: pasted, a cell mended in place, saved, on to the slips, and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from school.foundation.db import db
from school.org.models import Post
from tests.campus import Campus
from tests.e2e.conftest import OpenAs
from tests.e2e.test_roster import looks_right
from tests.services.chromium import DESKTOP, PHONE

SHEET = (
    "岗位\t学院\t班级\t工号或学号\t姓名\t手机\n"
    "辅导员\t信息工程学院\t计科2402班、计科2403班\tJ001\t沈青\t13712345678\n"
    "反诈委员\t信息工程学院\t计科2403班\t2024000007\t林语嫣\t\n"
    "校长助理\t\t\tJ002\t沈白\t"
)


def posts() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Post)) or 0


@pytest.mark.parametrize(
    "options",
    [{"viewport": DESKTOP}, {"viewport": PHONE, "has_touch": True, "is_mobile": True}],
    ids=["desktop", "phone"],
)
def test_the_office_imports_staff(open_as: OpenAs, campus: Campus, options: dict[str, object]) -> None:
    before = posts()
    page = open_as("office", "/staff", **options)
    page.get_by_role("link", name="导入教职工").click()
    looks_right(page, options)
    page.get_by_label("或者粘贴单元格").fill(SHEET)
    page.get_by_role("button", name="读入名册").click()
    looks_right(page, options)
    page.get_by_role("textbox", name="岗位").fill("值班员")
    page.get_by_role("button", name="重新检查").click()
    page.get_by_role("button", name="存入 3 行").click()
    expect(page.get_by_text("已存入：给出 4 个职务，新增 2 名教职工")).to_be_visible()
    assert posts() == before + 4
    looks_right(page, options)
    page.get_by_role("link", name="信息工程学院").click()
    expect(page.get_by_role("heading", name="初始密码小条")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="撤销这次导入").click()
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.get_by_text("已撤销，一切恢复到导入之前")).to_be_visible()
    assert posts() == before
