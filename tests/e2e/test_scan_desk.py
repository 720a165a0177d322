"""A copier's PDF: 46 slips counted, 43 filed, two unsigned and one unreadable settled at the desk by keyboard."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from school.foundation.access import Gate
from school.foundation.db import db, next_id, unit_of_work
from school.foundation.jobs import Job
from school.foundation.jobs.worker import run
from school.letters.actions import issue_letters
from school.letters.models import Letter, LetterState, Mailing
from school.org.models import FamilyMember, Level, Student
from tests.campus import OWN_CLASS, Campus
from tests.e2e.conftest import OpenAs
from tests.letters.desk.copier import as_pdf, printed_slips, signed, soiled
from tests.letters.mailings import a_mailing, students_of_campus

SLIPS = 46
UNSIGNED, SOILED = (16, 29), 40


def _more_students(campus: Campus) -> None:
    with unit_of_work():
        for place in range(SLIPS - len(campus.students_of(OWN_CLASS))):
            number = f"2024900{place:03d}"
            row = Student(id=next_id(Student), student_number=number, name=f"学生{place}", level=Level.UNDERGRADUATE)
            row.class_id = campus.own_class
            db.session.add(row)
            db.session.flush()
            member = FamilyMember(id=next_id(FamilyMember), student_id=row.id, name="家长", relationship_word="母亲")
            db.session.add(member)


def _scanned(campus: Campus, folder: Path) -> tuple[Path, str]:
    """The copier's file of the whole class, and whose slip is soiled."""
    _more_students(campus)
    mailing_id = a_mailing()
    with unit_of_work():
        issue_letters(db.session.get_one(Mailing, mailing_id), students_of_campus())
    slips = printed_slips(mailing_id, campus.own_class)
    pages = [slip if place in UNSIGNED else signed(slip, seed=place) for place, slip in enumerate(slips)]
    pages[SOILED] = soiled(pages[SOILED])
    file = folder / "复印机.pdf"
    file.write_bytes(as_pdf(pages))
    student = campus.students_of(OWN_CLASS)[SOILED]
    return file, db.session.get_one(Student, student).name


def _work(app: Gate) -> None:
    db.session.rollback()
    for job_id in list(db.session.scalars(select(Job.id).where(Job.state == "queued"))):
        run(app, job_id)
    db.session.rollback()


def _count(state: LetterState) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Letter).where(Letter.state == state)) or 0


def _sent(page: Page, file: Path) -> None:
    page.get_by_label("扫描件").set_input_files(file)
    page.get_by_label("扫描前数了多少份").fill(str(SLIPS))
    page.get_by_role("button", name="开始读取").click()
    expect(page.get_by_text("正在读取")).to_be_visible()


def test_a_stack_of_slips_is_settled(app: Gate, campus: Campus, open_as: OpenAs, tmp_path: Path) -> None:
    file, name = _scanned(campus, tmp_path)
    page = open_as("counsellor", "/desk")
    _sent(page, file)
    _work(app)
    page.reload()
    expect(page.locator(".scan-sum")).to_contain_text("对得上")
    assert _count(LetterState.BACK) == SLIPS - len(UNSIGNED) - 1

    page.get_by_role("link", name="看这 3 页").click()
    expect(page.get_by_text("没有签名").first).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("还有 2 页")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="这是谁的回执")).to_be_visible()
    page.get_by_label("按姓名或编号找").fill(name)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("要退回补签的")).to_be_visible()
    expect(page.locator(".scan-sum .hot")).to_have_count(0)
    assert _count(LetterState.BACK) == SLIPS - len(UNSIGNED)

    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    assert _count(LetterState.BACK) == SLIPS - len(UNSIGNED) - 1
