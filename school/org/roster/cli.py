"""``flask roster``: import students and staff from a spreadsheet.

Exit codes: 0 saved (or would be, with --dry-run) · 1 rows were rejected and nothing was saved · 2 not a readable
roster, one sentence says why. With --json, standard output is one JSON object, {"error": sentence} for code 2.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import AppGroup
from flask_babel import gettext
from sqlalchemy import select
from tqdm import tqdm

from school.foundation.db import db, unit_of_work
from school.foundation.sheets import Table, UnreadableSheet, read_tables
from school.org.models import ImportKind, Unit, UnitKind
from school.org.roster import actions, planning, queries
from school.org.roster.header import HeaderMatch
from school.org.roster.report import Report, spoken
from school.org.roster.rules import read_roster
from school.org.roster.staff_rules import read_staff

NOT_SAVED, NOT_A_ROSTER = 1, 2
STEPS = 4

commands = AppGroup("roster", help="Import students and staff from the spreadsheets that a school has.")


@dataclass(frozen=True)
class Asked:
    """What both commands take."""

    file: Path
    dry_run: bool
    skip_bad_rows: bool
    college: str | None
    as_json: bool

    def saves(self, report: Report) -> bool:
        """Whether anything is to be written."""
        return not self.dry_run and (self.skip_bad_rows or not report.rejected)

    def refuse(self, sentence: str) -> NoReturn:
        """One sentence, and nothing else: this file is not read."""
        click.echo(sentence, err=True)
        if self.as_json:
            click.echo(json.dumps({"error": sentence}, ensure_ascii=False))
        sys.exit(NOT_A_ROSTER)


def _options(command: Callable[[Asked], Report]) -> Callable[..., None]:
    """FILE and the options of both imports; prints the report and ends with the exit code."""

    @wraps(command)
    def run(**given: Any) -> None:
        asked = Asked(**given)
        with _without_collecting():
            report = command(asked)
        if asked.as_json:
            click.echo(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            click.echo(spoken(report, saved=asked.saves(report)))
        sys.exit(NOT_SAVED if report.rejected and not asked.skip_bad_rows else 0)

    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output."),
        click.option("--college", help="The college this sheet is of: meant where a row names none."),
        click.option("--skip-bad-rows", is_flag=True, help="Save the good rows although others are rejected."),
        click.option("--dry-run", is_flag=True, help="Save nothing; say what would happen."),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        run = option(run)
    return run


@contextmanager
def _without_collecting() -> Iterator[None]:
    """A sheet makes millions of objects and no cycles: looking for them takes a fifth of the time (measured)."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@commands.command("import")
@_options
def import_students(asked: Asked) -> Report:
    """Import students with their classes and families from FILE (.xlsx, .xls, .ods, .csv)."""
    with tqdm(total=STEPS, unit=" steps", disable=None, file=sys.stderr) as bar:
        table, header, college_id = _read(asked, ImportKind.STUDENTS)
        bar.update()
        reading = read_roster(table, header)
        bar.update()
        limits = planning.limits_of(college_id, own_only=False)
        with nullcontext() if asked.dry_run else unit_of_work():
            plan = planning.compared(reading, table, header, limits)
            bar.update()
            report = Report.of(plan, header)
            if asked.saves(report):
                batch = actions.new_batch(ImportKind.STUDENTS, asked.file.name, college_id)
                actions.write(batch, plan, header)
                report.batch = batch.id
        bar.update()
    for class_name, counsellor in plan.unmatched:
        click.echo(
            gettext("%(name)s of %(place)s is nobody's name on file.", name=counsellor, place=class_name), err=True
        )
    return report


@commands.command("import-staff")
@_options
def import_staff(asked: Asked) -> Report:
    """Import staff and posts from FILE, with accounts; first passwords are printed on the accounts' page."""
    table, header, college_id = _read(asked, ImportKind.STAFF)
    reading = read_staff(table, header)
    limits = planning.limits_of(college_id, own_only=False)
    with nullcontext() if asked.dry_run else unit_of_work():
        plan = planning.plan_staff(reading, header, limits)
        report = Report.of(plan, header)
        if asked.saves(report):
            batch = actions.new_batch(ImportKind.STAFF, asked.file.name, college_id)
            actions.write(batch, plan, header)
            report.batch = batch.id
    return report


def _read(asked: Asked, kind: ImportKind) -> tuple[Table, HeaderMatch, int | None]:
    """The sheet of the file with its headings; ends the command where there is none."""
    if not asked.file.is_file():
        asked.refuse(gettext("There is no file %(name)s.", name=asked.file.name))
    college_id = _college_id(asked)
    try:
        tables = read_tables(asked.file, asked.file.name)
        found = planning.found_header(tables, kind, queries.remembered_columns(kind, college_id), complete=True)
    except (UnreadableSheet, planning.NotARoster) as unreadable:
        asked.refuse(unreadable.sentence)
    return *found, college_id


def _college_id(asked: Asked) -> int | None:
    if not asked.college:
        return None
    statement = select(Unit.id).where(Unit.name == asked.college, Unit.kind == UnitKind.COLLEGE)
    found = db.session.scalar(statement)
    if found is None:
        asked.refuse(gettext("There is no college %(name)s.", name=asked.college))
    return found
