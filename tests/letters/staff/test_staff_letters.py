"""Plain letters to staff: printed for everybody who works here, and known nowhere that families' letters are."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from flask.testing import FlaskClient
from sqlalchemy import func, select

from school.foundation.access import CAMPUS, Gate
from school.foundation.clock import today
from school.foundation.db import db, unit_of_work
from school.foundation.files import path_of
from school.foundation.jobs import Job, JobState
from school.foundation.jobs.worker import run
from school.letters.default_wording import DUE_AFTER, Start, default_wording
from school.letters.models import Letter, Mailing, StaffMailing
from school.letters.paper import LetterWording
from school.letters.queries.mailings import mailing_named, newest_mailing, to_choose
from school.letters.rules.wording import STAFF_PLACEHOLDERS, wording_findings
from school.letters.staff.paper import StaffSheet, UnitCover, UnitPack
from school.letters.staff.press import StaffPress
from school.letters.staff.queries import staff_per_unit, unit_packs
from school.org.models import StaffMember
from tests.campus import Campus
from tests.letters.mailings import a_mailing, a_staff_mailing

SignIn = Callable[[str], FlaskClient]
WORDING = LetterWording(
    title="致教职工及家属的一封信",
    body="{unit}的{name}老师，您好！转账先核实，可以打{office_phone}。",
    signed_by="云州大学保卫处",
    signed_on="2026年11月24日",
    salutation="{name}老师：",
    office_line="保卫处 0000-866 0120",
    office_phone="0000-866 0120",
)


def texts(pdf: Path | bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def staff() -> int:
    return db.session.scalar(select(func.count()).where(StaffMember.left_on.is_(None))) or 0


def test_each_has_a_letter_behind_the_cover_of_the_unit(tmp_path: Path) -> None:
    sheets = (StaffSheet("陈立群", "保卫处", "T001"), StaffSheet("李\U0003134a", "保卫处", "T002"))
    pack, path = UnitPack("保卫处", sheets), tmp_path / "unit.pdf"
    report = StaffPress(WORDING, school_name="云州大学").write(
        path, [(pack, UnitCover(pack, "教职工信", "12月15日", "11月24日"))]
    )
    assert (report.written, report.pages) == (1, 2)
    assert [(each.number, each.code_points) for each in report.held_back] == [("T002", ("U+3134A",))]
    cover, letter = texts(path)
    for expected in (
        "保卫处",
        "全单位 2 人",
        "1 封",
        "暂缓 1 封",
        "暂缓打印",
        "陈立群",
        "T001",
        "12月15日",
        "领取签名",
    ):
        assert expected in cover
    assert "陈立群老师：" in letter
    assert "保卫处的陈立群老师" in letter
    for absent in ("T001", "回执", "编号", "核对码", "http"):
        assert absent not in letter


def test_a_letter_of_two_pages_begins_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    long = LetterWording("信", "防骗。" * 500, "保卫处", "2026年11月24日", salutation="{name}老师：")
    press = StaffPress(long, school_name="云州大学")
    pack = UnitPack("保卫处", (StaffSheet("陈立群", "保卫处"),))
    report = press.write(tmp_path / "two.pdf", [(pack, UnitCover(pack, "信", "12月15日", "11月24日"))])
    assert (press.pages, report.pages) == (2, 4)
    assert "每封两页，双面打印" in texts(tmp_path / "two.pdf")[0]


def test_there_is_nothing_to_point_out_in_the_default_text() -> None:
    text = default_wording("云州大学", "保卫处", Start.STAFF)
    assert wording_findings(text.whole, STAFF_PLACEHOLDERS) == []


def test_everybody_who_works_here_is_written_to_once(campus: Campus) -> None:
    packs = unit_packs(CAMPUS)
    assert sum(len(pack.sheets) for pack in packs) == staff()
    assert [(pack.name, len(pack.sheets)) for pack in packs] == [(unit.name, n) for unit, n in staff_per_unit(CAMPUS)]
    with unit_of_work():
        db.session.scalars(select(StaffMember)).first().left_on = today()  # type: ignore[union-attr]
    assert sum(len(pack.sheets) for pack in unit_packs(CAMPUS)) == staff() == sum(n for _, n in staff_per_unit(CAMPUS))


def test_the_office_writes_one_and_prints_it(app: Gate, client_of: SignIn, campus: Campus) -> None:
    client = client_of("office")
    text = default_wording("云州大学", "保卫处", Start.STAFF)
    form = {"name": "教职工信", "due_on": (today() + DUE_AFTER).isoformat(), "language": text.language.value}
    form |= {name: getattr(text, name) for name in ("title", "salutation", "body", "signed_by")}
    assert client.post("/staff-letters/new", data=form | {"body": "{student}您好"}).status_code == 422
    made = client.post("/staff-letters/new", data=form)
    assert made.status_code == 302, made.get_data(as_text=True)
    assert "不要回执" in client.get(made.location).get_data(as_text=True)
    assert client.post("/staff-letters/new", data=form).status_code == 422
    started = client.post(f"{made.location}/print", data={"by": "unit", "covers": "y"})
    job_id = int(started.location.rsplit("/", 1)[1])
    run(app, job_id)
    job = db.session.get_one(Job, job_id)
    assert job.state is JobState.DONE, job.error
    assert job.result is not None
    assert job.result["letters"] == staff()
    assert client.get(started.location).status_code == 200
    assert job.result_file is not None
    with zipfile.ZipFile(path_of(job.result_file)) as archive:
        assert len(archive.namelist()) == len(unit_packs(CAMPUS))
    assert db.session.scalars(select(Letter)).all() == []


def test_nobody_who_works_with_families_letters_meets_it(client_of: SignIn, campus: Campus) -> None:
    families, to_staff = a_mailing(), a_staff_mailing()
    assert isinstance(db.session.get_one(Mailing, to_staff), StaffMailing)
    assert [row.id for row in db.session.scalars(to_choose(CAMPUS))] == [families]
    assert newest_mailing(CAMPUS).id == families  # type: ignore[union-attr]
    assert mailing_named("致教职工的信") is None
    client = client_of("office")
    for page in ("", "/names", "/edit", "/wording"):
        assert client.get(f"/mailings/{to_staff}{page}").status_code == 404
    for verb in ("issue", "print", "close"):
        assert client.post(f"/mailings/{to_staff}/{verb}").status_code == 404
    pages = ("/", "/letters", "/letters/list", f"/classes/{campus.own_class}/letters", "/desk", "/archive", "/log")
    for page in pages[:-1]:
        assert "致教职工的信" not in client.get(page, follow_redirects=True).get_data(as_text=True), page
    assert f"/staff-letters/{to_staff}" in client.get("/mailings").get_data(as_text=True)
    assert f"/staff-letters/{to_staff}" not in client_of("counsellor").get("/mailings").get_data(as_text=True)


def test_the_command_prints_it_and_issues_nothing(app: Gate, campus: Campus, tmp_path: Path) -> None:
    a_staff_mailing("教职工信")

    def letters(*arguments: str) -> tuple[int, str, str]:
        result = app.test_cli_runner().invoke(args=["letters", *arguments, "--mailing", "教职工信", "--json"])
        return result.exit_code, result.stdout, result.stderr

    status, out, err = letters("print", "--all", "--covers", "--out", str(tmp_path))
    assert status == 0, err
    assert json.loads(out)["letters"] == staff()
    assert len(list(tmp_path.iterdir())) == len(unit_packs(CAMPUS))
    assert json.loads(letters("print", "--all", "--one-file", "--out", str(tmp_path / "one"))[1])["letters"] == staff()
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["教职工信.pdf"]
    assert letters("print", "--all", "--number", "K7M2QF4C", "--out", str(tmp_path))[0] == 1
    status, _, err = letters("issue", "--all")
    assert (status, "letter to staff" in err) == (1, True)
