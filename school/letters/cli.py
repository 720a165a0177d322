"""``flask letters``: issue, print, and the table of states.

Exit codes: 0 done (letters that were held back are listed) · 1 refused, nothing was done, one
sentence says why · 2 the command was not understood.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import AppGroup
from tqdm import tqdm

from school.foundation.access import CAMPUS
from school.foundation.clock import today
from school.foundation.db import unit_of_work
from school.letters.actions import MailingPlan, create_mailing, issue_letters, record_printed
from school.letters.default_wording import DUE_AFTER, default_wording
from school.letters.models import Mailing, StaffMailing
from school.letters.paper import WordingError
from school.letters.printing import FileFor, Printed, PrintRefused, PrintRun
from school.letters.queries.addressees import addressees
from school.letters.queries.mailings import mailing_named, staff_mailing_named
from school.letters.queries.places import Place, PlaceUnknown, place_named
from school.letters.queries.sheets import class_ids_to_print, count_letters, letters_numbered
from school.letters.staff.cli import print_to_staff
from school.letters.states_document import states_document
from school.org.queries.settings import school

commands = AppGroup("letters", help="Letters to families.")


@dataclass(frozen=True)
class Asked:
    """What every command here takes."""

    mailing: str
    place: Place
    as_json: bool


def _placed(command: Callable[..., None]) -> Callable[..., None]:
    """Options --mailing, --json, and exactly one of --all, --college, --class; handed on as ``Asked``."""

    @wraps(command)
    def run(
        mailing: str, everybody: bool, college: str | None, school_class: str | None, as_json: bool, **rest: Any
    ) -> None:
        if sum(map(bool, (everybody, college, school_class))) != 1:
            raise click.UsageError("Say exactly one of --all, --college, --class.")
        command(Asked(mailing, _place(college, school_class), as_json), **rest)

    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output."),
        click.option("--class", "school_class", help="One class by name, or 学院/班级 where two have it."),
        click.option("--college", help="One college by name."),
        click.option("--all", "everybody", is_flag=True, help="The whole campus."),
        click.option("--mailing", required=True, help="The mailing's name."),
    ):
        run = option(run)
    return run


@commands.command("issue")
@_placed
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="Due date of a new mailing; 21 days from today.")
def issue(asked: Asked, due: dt.datetime | None) -> None:
    """Make the letters that are missing; a missing mailing is made from the default wording."""
    with unit_of_work():
        found = mailing_named(asked.mailing)
        if staff_mailing_named(asked.mailing) is not None:
            _refuse(f"{asked.mailing} is a letter to staff: nothing is issued for it. flask letters print prints it.")
        mailing = found or _default_mailing(asked.mailing, due.date() if due is not None else today() + DUE_AFTER)
        place = asked.place
        students = addressees(CAMPUS, mailing.audience, college_ids=place.college_ids, class_ids=place.class_ids)
        issued = issue_letters(mailing, students)
    answer = {"mailing": asked.mailing, "created": found is None, "letters": issued.made, "exempt": issued.exempt}
    answer |= {"lifted": issued.lifted, "had": issued.had}
    if asked.as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo(
            f"{asked.mailing}: {issued.made} letters made, {issued.exempt} exempt, {issued.had} had theirs already."
        )


@commands.command("print")
@_placed
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the PDFs.")
@click.option(
    "--by",
    type=click.Choice([each.value for each in FileFor]),
    default=FileFor.CLASS.value,
    show_default=True,
    help="One PDF for each of these.",
)
@click.option("--one-file", is_flag=True, help="Everything as one PDF: --by campus.")
@click.option("--number", "numbers", multiple=True, help="Only the letter of this number; may be given several times.")
@click.option(
    "--covers", is_flag=True, help="A cover sheet on top of each class, or of each unit of a letter to staff."
)
def print_letters(asked: Asked, out: Path, by: str, one_file: bool, numbers: tuple[str, ...], covers: bool) -> None:
    """Write the letters as PDF, in student-number order within each class; those to staff by unit."""
    mailing, by_what = mailing_named(asked.mailing), FileFor.CAMPUS if one_file else FileFor(by)
    if (to_staff := staff_mailing_named(asked.mailing)) is not None:
        _print_to_staff(to_staff, asked, out, by_what, covers=covers, chosen=bool(numbers))
        return
    if mailing is None:
        _refuse(f"There is no mailing {asked.mailing}. flask letters issue makes it.")
    class_ids = class_ids_to_print(CAMPUS, mailing, asked.place.college_ids, asked.place.class_ids)
    chosen = _chosen(mailing, numbers, class_ids) if numbers else {}
    class_ids = [class_id for class_id in class_ids if not numbers or class_id in chosen.values()]
    if not class_ids:
        _refuse("There is no letter to print there.")
    total = len(chosen) or count_letters(CAMPUS, mailing, class_ids)
    tqdm.monitor_interval = 0  # its thread would keep the run from starting processes by fork
    with tqdm(total=total, unit=" letters", disable=None, file=sys.stderr) as bar:
        run = partial(_print, mailing, bar=bar, by=by_what)
        printed = run(class_ids, out, covers=covers, letter_ids=chosen)
    with unit_of_work():
        record_printed(
            mailing.id, letters=printed.letters, held_back=len(printed.held_back), classes=len(printed.class_ids)
        )
    _tell(printed, asked.as_json)


@commands.command("states")
def states() -> None:
    """Print docs/letter-states.md from the table in letters/rules."""
    click.echo(states_document(), nl=False)


def _chosen(mailing: Mailing, numbers: tuple[str, ...], class_ids: list[int]) -> dict[int, int]:
    """Class by letter of these numbers; all of them must be there."""
    plain = {number.replace("-", "").upper(): number for number in numbers}
    found = letters_numbered(mailing, list(plain), class_ids)
    absent = [written for number, written in plain.items() if number not in found]
    if absent:
        _refuse(f"There is no letter {', '.join(absent)} to print there.")
    return dict(found.values())


def _print(
    mailing: Mailing,
    class_ids: list[int],
    out: Path,
    *,
    by: FileFor,
    covers: bool,
    letter_ids: Iterable[int],
    bar: Any,
) -> Printed:
    try:
        return PrintRun(mailing, bar.update).write(by, class_ids, out, covers=covers, letter_ids=letter_ids)
    except PrintRefused as refused:
        _refuse(f"Not printed: {refused}. Set BASE_URL to the https address of this server.")
    except WordingError as wrong:
        _refuse(f"Not printed: {wrong}.")


def _print_to_staff(mailing: StaffMailing, asked: Asked, out: Path, by: FileFor, *, covers: bool, chosen: bool) -> None:
    if chosen or asked.place.class_ids:
        _refuse(f"{asked.mailing} is a letter to staff: it has no numbers and no classes. Say --all or --college.")
    try:
        _tell(print_to_staff(mailing, asked.place, out, by, covers=covers), asked.as_json)
    except WordingError as wrong:
        _refuse(f"Not printed: {wrong}.")


def _tell(printed: Printed, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(as_dict(printed), ensure_ascii=False))
        return
    for file in printed.files:
        click.echo(f"{file.path}: {file.letters}")
    for held in printed.held_back:
        click.echo(f"held back: {held.number} {held.student_name}: {held.reason} {' '.join(held.code_points)}")
    click.echo(f"{printed.letters} letters in {len(printed.files)} files, {len(printed.held_back)} held back.")


def as_dict(printed: Printed) -> dict[str, Any]:
    """The run as ``--json`` prints it."""
    return {
        "files": [
            {"path": str(file.path), "class": file.class_name, "letters": file.letters} for file in printed.files
        ],
        "letters": printed.letters,
        "held_back": [
            {
                "number": held.number,
                "student": held.student_name,
                "reason": held.reason,
                "characters": list(held.characters),
            }
            for held in printed.held_back
        ],
    }


def _place(college_name: str | None, class_name: str | None) -> Place:
    try:
        return place_named(college_name, class_name)
    except PlaceUnknown as unknown:
        _refuse(str(unknown))


def _default_mailing(name: str, due_on: dt.date) -> Mailing:
    row = school()
    return create_mailing(
        MailingPlan(name, due_on), default_wording(row.name if row else "", row.office_name if row else "")
    )


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
