"""Imports taken back while nothing hangs on them, and imported again without changing anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, insert, select

from school.accounts.models import Account
from school.foundation.access import Gate
from school.foundation.db import Base, db, unit_of_work
from school.foundation.sheets import read_pasted
from school.org.actions.students import Relative, set_family
from school.org.models import FamilyMember, ImportBatch, ImportKind, ImportState, StaffMember, Student
from school.org.roster import actions, hooks, planning
from school.org.roster.compare import Limits
from school.org.roster.rules import read_roster
from school.org.roster.undoing import references_to
from tests.campus import Campus
from tests.services.databases import Database

TABLES = ("unit", "school_class", "student", "enrolment", "family_member", "post", "staff_member")
HEADINGS = "学号\t姓名\t性别\t学院\t班级\t手机\t家长姓名\t与学生关系\t家长电话\t家长2姓名\t家长2电话"


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Everything that an import can touch; enrolments without their ids, which undoing does not bring back."""
    db.session.rollback()
    found = {}
    for name in TABLES:
        table: Table = Base.metadata.tables[name]
        found[name] = [tuple(row) for row in db.session.execute(select(table).order_by(table.c.id))]
    return found


def imported(text: str, limits: Limits | None = None) -> ImportBatch:
    """Save every good row of pasted cells."""
    table = read_pasted(text)
    _, header = planning.found_header([table], ImportKind.STUDENTS, {}, complete=True)
    with unit_of_work():
        plan = planning.compared(read_roster(table, header), table, header, limits or Limits())
        batch = actions.new_batch(ImportKind.STUDENTS, "", None)
        actions.write(batch, plan, header)
    return batch


def undo(batch: ImportBatch) -> list[str]:
    with unit_of_work():
        return actions.undo(db.session.get_one(ImportBatch, batch.id))


def line(number: str, name: str, *, school_class: str = "计科2402班", college: str = "", **other: str) -> str:
    cells = [number, name, "", college, school_class]
    cells += [other.get(key, "") for key in ("phone", "family", "word", "family_phone", "second", "second_phone")]
    return "\t".join(cells)


def sheet(*lines: str) -> str:
    return "\n".join((HEADINGS, *lines))


def test_undo_restores_every_row(app: Gate, campus: Campus) -> None:
    before = rows()
    batch = imported(
        sheet(
            line(
                "2026000001", "沈青", college="新学院", school_class="新班", family="沈父", family_phone="13912345678"
            ),
            line("2024000001", "林雨嫣", school_class="计科2403班", phone="13712345678"),
            line("2024000002", "陈思远", family="陈家长", word="父亲", family_phone="13700000000", second="陈母"),
        )
    )
    assert rows() != before
    assert undo(batch) == []
    assert rows() == before
    assert db.session.get_one(ImportBatch, batch.id).state is ImportState.UNDONE
    assert len(undo(batch)) == 1


def _edit(student: Student) -> None:
    set_family(student, [Relative("沈母", "母亲", "")])


def _account(student: Student) -> None:
    db.session.execute(insert(Account).values(username="shen", student_id=student.id))


@pytest.mark.parametrize(("hangs", "words"), [(_edit, "有人改过"), (_account, "已有账号")])
def test_what_hangs_on_an_import_keeps_it(app: Gate, hangs: Callable[[Student], None], words: str) -> None:
    batch = imported(sheet(line("2026000001", "沈青")))
    with unit_of_work():
        hangs(db.session.scalars(select(Student).where(Student.student_number == "2026000001")).one())
    after = rows()
    (sentence,) = undo(batch)
    assert words in sentence
    assert rows() == after


def test_letters_keep_an_import(app: Gate, campus: Campus) -> None:
    from school.letters.actions.issuing import issue_letters
    from school.letters.models import Mailing
    from tests.letters.mailings import a_mailing

    batch = imported(sheet(line("2026000001", "沈青")))
    mailing_id = a_mailing("家长信")
    with unit_of_work():
        number = Student.student_number == "2026000001"
        issue_letters(db.session.get_one(Mailing, mailing_id), select(Student.id).where(number))
    assert "家长信" in undo(batch)[0]


def test_every_room_says_what_of_its_own_keeps_an_import(app: Gate) -> None:
    """A table that is not named keeps the import too, but the sentence would not say what it is."""
    referring = {column.table.name for model in (Student, FamilyMember, StaffMember) for column in references_to(model)}
    assert referring - {"enrolment", "family_member", "post"} == set(hooks.kept_tables())


def test_a_later_import_of_the_same_people_goes_first(app: Gate) -> None:
    first = imported(sheet(line("2026000001", "沈青")))
    same = imported(sheet(line("2026000001", "沈青")))
    later = imported(sheet(line("2026000001", "沈清")))
    assert f"第 {later.id} 次导入" in undo(first)[0]
    assert undo(later) == []
    assert undo(first) == []
    assert undo(same) == []


def test_classes_that_others_use_by_now_stay(app: Gate) -> None:
    first = imported(sheet(line("2026000001", "沈青", college="新学院", school_class="新班")))
    imported(sheet(line("2026000002", "沈白", college="新学院", school_class="新班")))
    assert undo(first) == []
    assert "新班" in {row[2] for row in rows()["school_class"]}


names = st.sampled_from(["沈青", "沈白", "买买提·吐尔逊", "𠮷䶮"])
phones = st.sampled_from(["", "13912345678", "13712345678", "0571-88888888"])
relatives = st.sampled_from(["", "沈父", "沈母"])
lines = st.builds(
    line,
    st.sampled_from([f"202600000{place}" for place in range(5)] + ["2024000001", "2024000002"]),
    names,
    school_class=st.sampled_from(["计科2402班", "计科2403班", "新班"]),
    college=st.sampled_from(["信息工程学院", "新学院"]),
    phone=phones,
    family=relatives,
    word=st.sampled_from(["", "父亲", "母亲"]),
    family_phone=phones,
    second=relatives,
    second_phone=phones,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(lines, max_size=8), second=st.lists(lines, min_size=1, max_size=8))
def test_imported_again_nothing_changes_and_undone_everything_is_back(
    app: Gate, database: Database, first: list[str], second: list[str]
) -> None:
    if first:
        imported(sheet(*first))
    before = rows()
    batch = imported(sheet(*second))
    after = rows()
    again = imported(sheet(*second))
    assert (again.counts["created"], again.counts["updated"]) == (0, 0)
    assert rows() == after
    assert undo(again) == []
    assert undo(batch) == []
    assert rows() == before
    db.session.remove()
    db.engine.dispose()
    database.restore()
