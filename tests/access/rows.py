"""An own and a foreign row of every kind that a URL can name, in the small campus."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from school.appstatus.models import SpotCheck, SpotCheckEntry
from school.foundation.access import Scope
from school.foundation.db import db, unit_of_work, utc_now
from school.foundation.files import store_bytes
from school.foundation.jobs import Job
from school.foundation.sheets import read_pasted
from school.letters.actions import keep_slip_picture
from school.letters.actions.issuing import issue_letters
from school.letters.archive.models import ArchiveBox, DestructionRecord
from school.letters.desk.actions import new_batch
from school.letters.desk.models import ScannedPage
from school.letters.desk.rules import Result, Settling
from school.letters.models import FamilyQuestion, Letter, Mailing, SlipSource
from school.letters.models.moves import MoveBatch
from school.letters.rules.states import Verb
from school.org.models import Holiday, ImportKind, Post, PostKind, StaffMember, Student, Term
from school.org.roster.actions import stage_roster
from school.org.roster.planning import found_header, limits_of
from school.verify.fakes.actions import Told, send_report
from school.verify.models import FakeReport, ReportKind
from tests.campus import FOREIGN_CLASS, OWN_CLASS, Campus
from tests.letters.mailings import a_mailing, a_staff_mailing

_running = itertools.count()
Pair = tuple[object, object]


def _posts(campus: Campus, _role: str | None) -> Pair:
    """A monitor of the own class (its counsellor may end that), and the foreign counsellor's post."""
    own = db.session.scalars(select(Post.id).where(Post.kind == PostKind.MONITOR)).one()
    foreign = select(Post.id).where(Post.kind == PostKind.COUNSELLOR, Post.class_id == campus.foreign_class)
    return own, db.session.scalars(foreign).one()


def _staff(_campus: Campus, _role: str | None) -> Pair:
    numbers = ("T-counsellor", "T-foreign_counsellor")
    found = [db.session.scalars(select(StaffMember.id).where(StaffMember.staff_number == n)).one() for n in numbers]
    return found[0], found[1]


def _calendar(model: type[Term] | type[Holiday]) -> Callable[[Campus, str | None], Pair]:
    def make(_campus: Campus, _role: str | None) -> Pair:
        with unit_of_work():
            row = model(name=f"国庆节{next(_running)}", starts_on=dt.date(2026, 10, 1), ends_on=dt.date(2026, 10, 8))
            db.session.add(row)
            db.session.flush()
            made = row.id
        return made, made

    return make


def _jobs(campus: Campus, role: str | None) -> Pair:
    """A job of one's own and one of somebody else."""
    with unit_of_work():
        made = store_bytes(b"x", name="x.txt", media_type="text/plain")
        own = Job(kind="test.job", arguments={}, account_id=campus.accounts[role or "office"], result_file=made)
        foreign = Job(kind="test.job", arguments={}, account_id=campus.accounts["foreign_contact"])
        db.session.add_all([own, foreign])
        db.session.flush()
        return own.id, foreign.id


def _letters(campus: Campus, role: str | None) -> tuple[Letter, Letter]:
    """A letter of the acting student (else of the own class's first), and one of the foreign class; with photos."""
    place = {"monitor": 1, "class_officer": 2}.get(role or "", 0)
    wanted = [campus.students_of(OWN_CLASS)[place], campus.students_of(FOREIGN_CLASS)[0]]
    mailing_id = a_mailing(f"家长信{next(_running)}")
    with unit_of_work():
        mailing = db.session.get_one(Mailing, mailing_id)
        issue_letters(mailing, select(Student.id).where(Student.id.in_(wanted)))
        photo = store_bytes(b"x", name="slip.jpg", media_type="image/jpeg")
        db.session.execute(
            update(Letter).where(Letter.mailing_id == mailing_id).values(photo_id=photo.id, back_at=utc_now())
        )
        for letter_id in db.session.scalars(select(Letter.id).where(Letter.mailing_id == mailing_id)).all():
            keep_slip_picture(db.session.get_one(Letter, letter_id), b"x", SlipSource.SCANNED)
    statement = select(Letter).where(Letter.mailing_id == mailing_id).options(joinedload(Letter.link))
    found = {letter.student_id: letter for letter in db.session.scalars(statement)}
    return found[wanted[0]], found[wanted[1]]


def _letter_ids(campus: Campus, role: str | None) -> Pair:
    own, foreign = _letters(campus, role)
    return own.id, foreign.id


def _numbers(campus: Campus, role: str | None) -> Pair:
    own, foreign = (letter.link for letter in _letters(campus, role))
    return own.number if own else "", foreign.number if foreign else ""


def _mailing(_campus: Campus, _role: str | None) -> Pair:
    made = a_mailing(f"家长信{next(_running)}")
    return made, made


def _staff_mailing(_campus: Campus, _role: str | None) -> Pair:
    made = a_staff_mailing(f"教职工信{next(_running)}")
    return made, made


def _added(*rows: Any) -> Pair:
    with unit_of_work():
        db.session.add_all(rows)
        db.session.flush()
        return rows[0].id, rows[1].id


def _questions(campus: Campus, role: str | None) -> Pair:
    return _added(*(FamilyQuestion(letter_id=letter.id, text="请问") for letter in _letters(campus, role)))


def _boxes(campus: Campus, role: str | None) -> Pair:
    """A box of the own class and one of the other college's class."""
    letter, _ = _letters(campus, role)
    return _added(
        *(
            ArchiveBox(mailing_id=letter.mailing_id, class_id=class_id, code=f"2026-家长信-箱{next(_running)}")
            for class_id in (campus.own_class, campus.foreign_class)
        )
    )


def _destructions(campus: Campus, role: str | None) -> Pair:
    """A proposal of the office: of the whole school, so there is no foreign one."""
    letter, _ = _letters(campus, role)
    proposer = campus.accounts["office"]
    number = f"销毁-2026-{next(_running):03d}"
    row = DestructionRecord(
        number=number, mailing_id=letter.mailing_id, reason="到期", count=0, proposed_by_id=proposer
    )
    made, _ = _added(row, row)
    return made, made


def _batches(campus: Campus, role: str | None) -> Pair:
    own, _ = _letters(campus, role)
    account_id = campus.accounts[role or "office"]
    verb = next(verb for verb in Verb if verb.value == "hand_out")
    places = (campus.own_class, campus.foreign_class)
    batch = {"verb": verb, "mailing_id": own.mailing_id, "account_id": account_id, "count": 0}
    return _added(*(MoveBatch(class_id=class_id, **batch) for class_id in places))


def _scan_batches(campus: Campus, _role: str | None) -> Pair:
    """A batch of the own class and one of the foreign."""
    made = []
    for class_id in (campus.own_class, campus.foreign_class):
        with unit_of_work():
            made.append(new_batch(Scope(classes=frozenset({class_id})), None).id)
    return made[0], made[1]


def _scanned_pages(campus: Campus, role: str | None) -> Pair:
    """A settled page of each, with its picture; its letter keeps another."""
    letters, pages = _letters(campus, role), []
    for batch_id, letter in zip(_scan_batches(campus, role), letters, strict=True):
        with unit_of_work():
            picture = store_bytes(b"x", name="slip.jpg", media_type="image/jpeg")
            page = ScannedPage(batch_id=batch_id, file=1, page=1, result=Result.UNREADABLE)
            page.picture_id, page.letter_id = picture.id, letter.id
            page.settle(Settling.DUPLICATE, None)
            db.session.add(page)
            db.session.flush()
            pages.append(page.id)
    return pages[0], pages[1]


def _spot_checks(campus: Campus, _role: str | None) -> Pair:
    places = (campus.own_class, campus.foreign_class)
    return _added(
        *(SpotCheck(class_id=class_id, seed=1, size=1, population=6, population_digest="0" * 64) for class_id in places)
    )


def _spot_check_entries(campus: Campus, role: str | None) -> Pair:
    students = (campus.students_of(OWN_CLASS)[0], campus.students_of(FOREIGN_CLASS)[0])
    pairs = zip(_spot_checks(campus, role), students, strict=True)
    return _added(*(SpotCheckEntry(spot_check_id=check, student_id=student) for check, student in pairs))


def _imports(campus: Campus, _role: str | None) -> Pair:
    """A staged roster of the own college, with a row to mend, and one of the other."""
    return _import_of(campus.units["信息工程学院"]), _import_of(campus.units["外国语学院"])


def _import_of(college_id: int) -> int:
    table = read_pasted(f"学号\t姓名\t班级\n2099{next(_running):06d}\t林语嫣\t新班\n\t无学号\t新班")
    with unit_of_work():
        _, header = found_header([table], ImportKind.STUDENTS, {}, complete=True)
        limits = limits_of(college_id, own_only=True)
        return stage_roster(table, header, file_name="新生.xlsx", limits=limits).id


def _fake_reports(_campus: Campus, _role: str | None) -> Pair:
    """A report is of the whole school: it is its own foreign one."""
    with unit_of_work():
        told = Told(ReportKind.MESSAGE, text="冒充老师收费", picture=b"x", phone="13800001234")
        made = send_report(told, f"10.0.0.{next(_running) % 250}")
        found = select(FakeReport.id).where(FakeReport.reference == made.reference)
        report_id = db.session.scalars(found).one()
    return report_id, report_id


def words(name: str, converter: str) -> str:
    """A value for an argument that names no row."""
    if converter.startswith("any("):
        return converter[4:-1].split(",", maxsplit=1)[0].strip()
    return {"filename": "x", "token": "x" * 26, "reference": "12345678"}.get(name, "1")


# Rows that are no secret to anybody who may open their pages at all: there is no foreign one.
SHARED = frozenset({"destruction_id", "mailing_id", "staff_mailing_id", "term_id", "holiday_id"})

# For each argument of a URL: how to find (own, foreign). Rows of the school itself are their own foreign.
ROWS: dict[str, Callable[[Campus, str | None], Pair]] = {
    "class_id": lambda campus, _role: (campus.own_class, campus.foreign_class),
    "unit_id": lambda campus, _role: (campus.units["信息工程学院"], campus.units["外国语学院"]),
    "student_id": lambda campus, _role: (campus.students_of(OWN_CLASS)[0], campus.students_of(FOREIGN_CLASS)[0]),
    "staff_member_id": _staff,
    "post_id": _posts,
    "term_id": _calendar(Term),
    "holiday_id": _calendar(Holiday),
    "job_id": _jobs,
    "mailing_id": _mailing,
    "staff_mailing_id": _staff_mailing,
    "letter_id": _letter_ids,
    "letter_batch_id": _batches,
    "archive_box_id": _boxes,
    "destruction_id": _destructions,
    "number": _numbers,
    "question_id": _questions,
    "scan_batch_id": _scan_batches,
    "scanned_page_id": _scanned_pages,
    "spot_check_id": _spot_checks,
    "spot_check_entry_id": _spot_check_entries,
    "batch_id": _imports,
    "fake_report_id": _fake_reports,
    "account_id": lambda campus, _role: (campus.accounts["counsellor"], campus.accounts["foreign_counsellor"]),
}
