"""A monitor photographs slips on a phone: each is answered at once, one that cannot be read by its number."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.db import db
from school.letters.models import Letter, LetterState
from school.links.models import PersonalLink
from school.links.rules import printed_number
from tests.campus import OWN_CLASS, Campus
from tests.e2e.conftest import OpenAs
from tests.letters.desk.copier import as_jpeg, printed_slips, signed, soiled
from tests.letters.mailings import change, state_of
from tests.letters.posted import of_student, posted
from tests.services.chromium import PHONE

NAMED = "回执二维码下面的编号"


def _photos(campus: Campus, mailing_id: int, folder: Path) -> list[Path]:
    """Signed, blank, signed, and signed with a blot on the code."""
    slips = printed_slips(mailing_id, campus.own_class)
    photos = [signed(slips[0]), slips[1], signed(slips[2], seed=3), soiled(signed(slips[3], seed=4))]
    files = [folder / f"{place}.jpg" for place in range(len(photos))]
    for file, photo in zip(files, photos, strict=True):
        file.write_bytes(as_jpeg(photo))
    return files


def _number(letter_id: int) -> str:
    statement = select(PersonalLink.number).join(Letter, Letter.link_id == PersonalLink.id)
    return db.session.scalars(statement.where(Letter.id == letter_id)).one()


def test_a_monitor_photographs_slips(app: Gate, campus: Campus, open_as: OpenAs, tmp_path: Path) -> None:
    mailing_id = posted(campus).letter.mailing_id
    others = [of_student(student_id) for student_id in campus.students_of(OWN_CLASS)]
    change(others[2].letter_id, state=LetterState.DECLINED)
    files = _photos(campus, mailing_id, tmp_path)
    page = open_as("monitor", f"/classes/{campus.own_class}/slips", viewport=PHONE)
    shots, camera = page.locator("#shots > li"), page.locator("[name=photo]")

    for place, file in enumerate(files, start=1):
        camera.set_input_files(file)
        expect(page.get_by_text("正在发送")).to_have_count(0, timeout=20_000)
        expect(shots).to_have_count(place)
    expect(shots.nth(3)).to_contain_text("林语嫣")
    expect(shots.nth(3)).to_contain_text("已收到")
    expect(shots.nth(2)).to_contain_text("签名栏空白")
    expect(shots.nth(1)).to_contain_text("已收到")  # declined: looks like any other
    assert state_of(others[2].letter_id) is LetterState.DECLINED

    number = _number(others[3].letter_id)
    field = page.get_by_label(NAMED)
    field.fill(number[:-1] + ("2" if number[-1] != "2" else "3"))
    page.get_by_role("button", name="已签名，登记").click()
    expect(page.get_by_text("有一位不对")).to_be_visible()
    field.fill(printed_number(number))
    page.get_by_role("button", name="已签名，登记").click()
    expect(page.locator("#roll .in")).to_have_count(3)
    db.session.rollback()
    assert state_of(others[3].letter_id) is LetterState.BACK
    assert state_of(others[1].letter_id) is not LetterState.BACK
