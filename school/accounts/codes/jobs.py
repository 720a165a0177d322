"""Slips with one-time codes: one PDF, a new page for each class."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.accounts.codes import actions, queries
from school.accounts.jobs import PDF, sign_in_address
from school.accounts.rules import SLIP_CODE_LENGTH
from school.foundation import jobs
from school.foundation.clock import today
from school.foundation.db import unit_of_work
from school.foundation.files import scratch_file
from school.foundation.jobs import Job, NewFile, Origin, Outcome, Running
from school.foundation.press.slips import Slip, write_slips
from school.foundation.ui.filters import date


def _codes_page(job: Job) -> Origin:
    """The page of the one class, else the list of classes."""
    label, ids = _l("To the one-time codes"), job.arguments["class_ids"]
    return (
        Origin("accounts.class_codes", label, {"class_id": ids[0]})
        if len(ids) == 1
        else Origin("accounts.codes", label)
    )


@jobs.kind(actions.CODE_SLIPS, _l("One-time codes"), _codes_page)
def code_slips(running: Running) -> Outcome:
    """New codes for the present students of some classes. Run again, the slips of the run before are void."""
    names = {
        row.id: f"{row.college.name} {row.name}" for row in queries.classes_with_college(running.arguments["class_ids"])
    }
    slips: list[Slip] = []
    for done, (class_id, name) in enumerate(names.items(), 1):
        slips += _of_class(class_id, name)
        running.advance(done, len(names))
    if not slips:
        return Outcome({"slips": 0})
    path = scratch_file(".pdf")
    title = gettext("One-time codes")
    write_slips(path, title, slips, font_dir=current_app.config["FONT_DIR"])
    group = next(iter(names.values())) if len(names) == 1 else f"{today():%Y-%m-%d}"
    return Outcome({"slips": len(slips)}, NewFile(path, f"{title} {group}.pdf", PDF))


def _of_class(class_id: int, name: str) -> list[Slip]:
    until = date(today() + actions.PRINTED_FOR)
    with unit_of_work():
        codes = actions.make_slip_codes(class_id, queries.class_list(class_id))
        return [_slip(name, row.student.printed_name, row.student.student_number, row.code, until) for row in codes]


def _slip(group: str, name: str, number: str, code: str, until: str) -> Slip:
    half = SLIP_CODE_LENGTH // 2
    facts = ((gettext("Student number"), number), (gettext("One-time code"), f"{code[:half]} {code[half:]}"))
    return Slip(
        group,
        name,
        facts,
        sign_in_address(),
        (gettext("Opens once, until %(day)s. Nobody will ask you for it.", day=until),),
    )
