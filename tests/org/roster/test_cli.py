"""flask roster: what a script sees, and what is in the database afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import func, select

from school.accounts.models import Account
from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db
from school.org.models import (
    Enrolment,
    FamilyMember,
    ImportBatch,
    Level,
    Post,
    PostKind,
    SchoolClass,
    StaffMember,
    Student,
    Unit,
)
from tests.campus import Campus
from tests.org.roster.messy_roster import COLLEGE, LINES, expected, messy_workbook

OWN = "信息工程学院"
KEYS = [
    "rows",
    "created",
    "updated",
    "unchanged",
    "ignored",
    "rejected",
    "columns",
    "unmapped",
    "classes_created",
    "colleges_created",
    "batch",
]


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    file = tmp_path / "messy.xlsx"
    file.write_bytes(messy_workbook())
    return file


def run(app: Gate, *words: object, command: str = "import") -> Result:
    result = app.test_cli_runner().invoke(args=["roster", command, *map(str, words)])
    db.session.remove()
    return result


def answer(app: Gate, *words: object, status: int = 0, command: str = "import") -> dict[str, Any]:
    result = run(app, *words, "--json", command=command)
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def sheet(folder: Path, headings: str, *rows: str, encoding: str = "utf-8") -> Path:
    file = folder / "roster.csv"
    file.write_bytes("\n".join((headings, *rows)).encode(encoding))
    return file


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def student(number: str) -> Student:
    return db.session.scalars(select(Student).where(Student.student_number == number)).one()


def family(number: str) -> list[tuple[str, str, str | None]]:
    statement = select(FamilyMember).where(FamilyMember.student_id == student(number).id)
    rows = db.session.scalars(statement.order_by(FamilyMember.position))
    return [(row.name, row.relationship_word, row.phone) for row in rows]


def rows_of(entries: Sequence[dict[str, Any]]) -> set[int]:
    return {entry["row"] for entry in entries}


def test_every_row_of_the_messy_sheet_is_accounted_for(app: Gate, messy: Path) -> None:
    before = count(Student)
    told = answer(app, messy, status=1)
    assert list(told) == KEYS
    assert told["rows"] == len(LINES)
    parts = told["created"] + told["updated"] + told["unchanged"] + len(told["ignored"]) + len(told["rejected"])
    assert told["rows"] == parts
    outcomes = expected()
    parsed = {row for row, (outcome, _column) in outcomes.items() if outcome == "parsed"}
    assert told["created"] == len(parsed)
    assert not (rows_of(told["ignored"]) | rows_of(told["rejected"])) & parsed
    assert {row["row"]: row["column"] for row in told["rejected"]}.items() <= {
        row: column for row, (_outcome, column) in outcomes.items()
    }.items()
    assert told["columns"]["行政班级"] == "class"
    assert told["unmapped"] == ["序 号", "身份证号"]
    assert (told["classes_created"], told["colleges_created"], told["batch"]) == (2, 1, None)
    assert (count(Student), count(ImportBatch)) == (before, 0)


def test_bad_rows_are_skipped_when_asked_and_a_second_import_changes_nothing(app: Gate, messy: Path) -> None:
    events = count(AuditEvent)
    told = answer(app, messy, "--skip-bad-rows")
    assert told["created"] == 6
    assert db.session.get_one(ImportBatch, told["batch"]).counts["rejected"] == len(told["rejected"]) == 16
    assert count(AuditEvent) == events + 1
    made = student("2026010204")
    assert (made.name, made.level, made.phone) == ("𠮷䶮", Level.GRADUATE, "057188888888")
    assert family("2026010203") == [("张大山", "父亲", "13912345678")]
    school_class = db.session.get_one(SchoolClass, made.class_id)
    assert (school_class.name, school_class.grade) == ("软件2601班", 2026)
    assert db.session.get_one(Unit, school_class.college_id).name == COLLEGE
    again = answer(app, messy, "--skip-bad-rows")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 6)
    assert count(Enrolment) == count(Student)


def test_a_dry_run_saves_nothing_and_says_what_would_be(app: Gate, messy: Path) -> None:
    before = count(Student)
    told = answer(app, messy, "--dry-run", "--skip-bad-rows")
    assert (told["created"], told["batch"]) == (6, None)
    answer(app, messy, "--dry-run", status=1)
    assert (count(Student), count(ImportBatch)) == (before, 0)
    spoken = run(app, messy, "--dry-run")
    assert spoken.exit_code == 1
    assert "什么都没有存入" in spoken.stdout


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("letter.pdf", b"%PDF-1.4", "不是电子表格"),
        ("empty.csv", b"  \n", "没有"),
        ("weather.csv", "日期,气温\n1,2\n".encode(), "没有找到表头"),
        ("half.csv", "姓名,性别\n林语嫣,女\n".encode(), "缺少"),
    ],
)
def test_what_is_no_roster_is_one_sentence(app: Gate, tmp_path: Path, name: str, content: bytes, words: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    told = answer(app, file, status=2)
    assert list(told) == ["error"]
    assert words in told["error"]
    plain = run(app, file)
    assert (plain.exit_code, plain.stdout) == (2, "")
    assert plain.stderr.count("\n") == 1


def test_a_file_that_is_not_there_and_a_college_that_is_not_there(app: Gate, tmp_path: Path, messy: Path) -> None:
    assert "没有" in answer(app, tmp_path / "gone.xlsx", status=2)["error"]
    assert "文学院" in answer(app, messy, "--college", "文学院", status=2)["error"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_names_survive_every_encoding(app: Gate, tmp_path: Path, encoding: str) -> None:
    file = sheet(tmp_path, "学号,姓名,学院,班级", f"2026000001,䶮·㛃𬭎,{OWN},计科2402班", encoding=encoding)
    assert answer(app, file)["created"] == 1
    assert student("2026000001").name == "䶮·㛃𬭎"


def test_what_is_not_said_is_never_cleared(app: Gate, campus: Campus, tmp_path: Path) -> None:
    file = sheet(tmp_path, "学号,姓名,性别,班级,手机,家长姓名,家长电话", "2024000001,林语嫣,,计科2402班,,,")
    assert answer(app, file)["unchanged"] == 1
    file = sheet(
        tmp_path, "学号,姓名,班级,母亲姓名,父亲姓名,父亲电话", "2024000001,林雨嫣,计科2402班,,林大山,13712345678"
    )
    assert answer(app, file)["updated"] == 1
    changed = student("2024000001")
    assert (changed.name, changed.gender, changed.phone) == ("林雨嫣", "female", "13900000001")
    assert family("2024000001") == [("林家长", "母亲", "13800000001"), ("林大山", "父亲", "13712345678")]


def test_a_changed_class_keeps_history_and_somebody_who_left_returns(app: Gate, campus: Campus, tmp_path: Path) -> None:
    moved, back = student("2024000001").id, student("2024000002").id
    file = sheet(tmp_path, "学号,姓名,班级", "2024000001,林语嫣,计科2403班")
    assert answer(app, file)["updated"] == 1
    statement = select(Enrolment.class_id, Enrolment.to_on).where(Enrolment.student_id == moved).order_by(Enrolment.id)
    history = db.session.execute(statement).all()
    assert [row.class_id for row in history] == [campus.own_class, campus.classes["计科2403班"]]
    assert history[0].to_on
    assert history[1].to_on is None
    run_leave(app, back)
    assert answer(app, sheet(tmp_path, "学号,姓名,班级", "2024000002,陈思远,计科2402班"))["updated"] == 1
    assert student("2024000002").left_on is None
    open_ones = select(func.count()).where(Enrolment.student_id == back, Enrolment.to_on.is_(None))
    assert db.session.scalar(open_ones) == 1


def run_leave(app: Gate, student_id: int) -> None:
    from school.foundation.clock import today
    from school.foundation.db import unit_of_work
    from school.org.actions.students import leave

    with unit_of_work():
        leave(db.session.get_one(Student, student_id), today())
    db.session.remove()


def test_counsellors_get_posts_where_they_are_known(app: Gate, campus: Campus, tmp_path: Path) -> None:
    rows = ("2026000001,沈青,计科2403班,T-counsellor,陈立群", "2026000002,沈白,英语2401班,,无名氏")
    file = sheet(tmp_path, "学号,姓名,班级,辅导员工号,辅导员", *rows)
    result = run(app, file, "--json")
    assert json.loads(result.stdout)["created"] == 2
    assert "无名氏" in result.stderr
    sibling = campus.classes["计科2403班"]
    posts = list(db.session.scalars(select(Post).where(Post.class_id == sibling, Post.kind == PostKind.COUNSELLOR)))
    assert len(posts) == 1
    answer(app, file)
    assert count(StaffMember) == 10


def test_a_class_of_no_known_college_asks_for_one(app: Gate, tmp_path: Path) -> None:
    file = sheet(tmp_path, "学号,姓名,班级", "2026000001,沈青,软件2601班")
    (rejected,) = answer(app, file, status=1)["rejected"]
    assert "看不出这个班属于哪个学院" in rejected["reason"]
    told = answer(app, file, "--college", OWN)
    assert (told["created"], told["classes_created"], told["colleges_created"]) == (1, 1, 0)


def test_staff_get_posts_and_accounts(app: Gate, campus: Campus, tmp_path: Path) -> None:
    headings = "岗位,学院,班级,工号或学号,姓名,手机,微信号"
    rows = (
        f"辅导员,{OWN},计科2402班、计科2403班,J001,沈青,13712345678,shenqing",
        f"学院联络员,{OWN},,J001,沈青,,",
        f"班长,{OWN},计科2403班,2024000007,林语嫣,,",
        f"反诈委员,{OWN},计科2402班,2024999999,某某,,",
        f"成员,{OWN},,J002,沈白,,",
        "合计,,,,,,",
    )
    file = sheet(tmp_path, headings, *rows)
    told = answer(app, file, status=1, command="import-staff")
    assert (told["rows"], told["created"], len(told["ignored"]), len(told["rejected"])) == (6, 4, 1, 1)
    told = answer(app, file, "--skip-bad-rows", command="import-staff")
    member = db.session.scalars(select(StaffMember).where(StaffMember.staff_number == "J001")).one()
    assert (member.phone, member.wechat_id) == ("13712345678", "shenqing")
    held = list(db.session.scalars(select(Post.kind).where(Post.staff_id == member.id)))
    assert sorted(held) == ["college_contact", "counsellor", "counsellor"]
    account = db.session.scalars(select(Account).where(Account.staff_id == member.id)).one()
    assert (account.username, account.password_hash) == ("j001", None)
    other = db.session.scalars(select(StaffMember).where(StaffMember.staff_number == "J002")).one()
    assert db.session.scalar(select(Account).where(Account.staff_id == other.id)) is None
    again = answer(app, file, "--skip-bad-rows", command="import-staff")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 4)
    assert count(Post) == 17


def test_a_staff_sheet_is_taken_back_with_its_unused_accounts(app: Gate, campus: Campus, tmp_path: Path) -> None:
    from school.foundation.db import unit_of_work
    from school.org.roster import actions

    file = sheet(tmp_path, "岗位,学院,班级,工号,姓名,手机", f"辅导员,{OWN},计科2403班,J001,沈青,13712345678")
    before = count(Account), count(Post), count(StaffMember)
    told = answer(app, file, command="import-staff")
    assert (count(Account), count(StaffMember)) == (before[0] + 1, before[2] + 1)
    with unit_of_work():
        assert actions.undo(db.session.get_one(ImportBatch, told["batch"])) == []
    assert (count(Account), count(Post), count(StaffMember)) == before
