"""The main job, at 390 px: a roster becomes letters, a printed code becomes a receipt, everyone sees it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import zxingcpp
from playwright.sync_api import Page, expect
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.db import db
from school.foundation.jobs import Job
from school.foundation.jobs.worker import run
from school.letters.models import Letter, LetterState
from school.org.models import Student
from tests.campus import OWN_CLASS, Campus
from tests.e2e.conftest import OpenAs
from tests.services.chromium import PHONE, ContextMaker

NEW = "2026099001"
DPI = 150


def _roster(folder: Path) -> Path:
    """One new student of the counsellor's class, as a college would send it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["云州大学2026年新生名册"])
    sheet.append(["学 号", "姓名", "所在学院", "行政班级", "性别", "家长姓名", "家长联系电话"])
    sheet.append([NEW, "司马𠮷堃", "信息工程学院", OWN_CLASS, "女", "司马建国", "138-0000-4321"])
    file = folder / "新生.xlsx"
    book.save(file)
    return file


def _work(app: Gate) -> None:
    """What the worker would do now."""
    db.session.rollback()
    for job_id in list(db.session.scalars(select(Job.id).where(Job.state == "queued"))):
        run(app, job_id)
    db.session.rollback()


def _import(office: Page, folder: Path) -> None:
    office.locator("[name=file]").set_input_files(_roster(folder))
    office.locator("form:has([name=file]) button.pri").click()
    expect(office.get_by_text("司马𠮷堃").first).to_be_visible()
    office.get_by_role("button", name="存入 1 行").click()
    expect(office.get_by_role("button", name="撤销这次导入")).to_be_visible()


def _class_pack(office: Page, app: Gate, address: str) -> bytes:
    """A new mailing, its letters, and what the office downloads to print."""
    office.goto(f"{address}/mailings/new")
    office.locator("[name=name]").fill("新生家长信")
    office.locator("form:has([name=body]) button.pri").click()
    mailing = office.url
    office.get_by_role("button", name="生成还没有的信").click()
    _work(app)
    office.goto(mailing)
    office.get_by_role("button", name="打印").click()
    _work(app)
    office.reload()
    with office.expect_download() as download:
        office.get_by_role("link", name="下载").click()
    return Path(download.value.path()).read_bytes()


def _codes(pack: bytes, name: str) -> dict[str, str]:
    """The addresses in the two codes of one student's letter, from the page rendered at 150 dpi."""
    files = zipfile.ZipFile(io.BytesIO(pack))
    for file in files.namelist():
        for page in pypdfium2.PdfDocument(files.read(file)):
            text = page.get_textpage().get_text_bounded()
            if name in text and "家长签名" in text:
                picture = page.render(scale=DPI / 72).to_pil()
                found = [code.text for code in zxingcpp.read_barcodes(picture)]
                return {address.split("/")[3]: address for address in found}
    raise LookupError(name)


def test_from_a_roster_to_a_receipt(
    app: Gate, campus: Campus, address: str, open_as: OpenAs, open_context: ContextMaker, tmp_path: Path
) -> None:
    office = open_as("office", "/roster", viewport=PHONE)
    _import(office, tmp_path)
    codes = _codes(_class_pack(office, app, address), "司马𠮷堃")
    assert codes.keys() == {"r", "s"}
    assert codes["r"].startswith(f"{address}/r/")

    family = open_context(viewport=PHONE).new_page()
    family.goto(codes["r"])
    assert "司马" not in family.content()
    family.get_by_label("四位数字").fill("4321")
    family.get_by_role("button", name="打开信件").click()
    expect(family.get_by_text("司马𠮷堃").first).to_be_visible()
    family.get_by_text("父亲", exact=True).click()
    family.get_by_label("您的姓名").fill("司马建国")
    family.get_by_role("button", name="我已阅读这封信，签收").click()
    expect(family.get_by_role("heading", level=1)).to_contain_text("收到")

    counsellor = open_as("counsellor", f"/classes/{campus.own_class}/letters?step=all", viewport=PHONE)
    expect(counsellor.get_by_text("手机已签").first).to_be_visible()
    db.session.rollback()
    signed = select(Letter).join(Student, Student.id == Letter.student_id).where(Student.student_number == NEW)
    assert db.session.scalars(signed).one().state is LetterState.SIGNED
    home = open_as("office", "/", viewport=PHONE)
    expect(home.get_by_text("已签收或回收").first).to_be_visible()
