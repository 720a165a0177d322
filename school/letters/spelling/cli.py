"""``flask letters names``: what will be held back, before anything is printed."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from school.foundation.access import CAMPUS
from school.foundation.press.fonts import TextProblem
from school.letters.queries.mailings import mailing_named
from school.letters.spelling.queries import Unprintable, unprintable, unprintable_places


@click.command("names")
@click.option("--mailing", required=True, help="The mailing's name.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output.")
def names(mailing: str, as_json: bool) -> None:
    """List names that cannot be printed, so that they are mended before printing. Exit code 1: no such mailing."""
    found = mailing_named(mailing)
    if found is None:
        click.echo(f"There is no mailing {mailing}. flask letters issue makes it.", err=True)
        sys.exit(1)
    students = [_student(each) for each in unprintable(CAMPUS, found)]
    places = [
        {"kind": each.row.__tablename__, "name": each.row.name, **_why(each.problem)}
        for each in unprintable_places(CAMPUS)
    ]
    if as_json:
        click.echo(json.dumps({"mailing": mailing, "names": students, "places": places}, ensure_ascii=False))
        return
    for row in students:
        click.echo(f"{row['class']} {row['student_number']} {row['student']}: {_line(row)}")
    for row in places:
        click.echo(f"{row['kind']} {row['name']}: {_line(row)}")
    click.echo(f"{len(students)} names cannot be printed. Spell them another way on the mailing's page.")


def _student(each: Unprintable) -> dict[str, Any]:
    row = each.student
    place = {"class": row.school_class.name, "college": row.school_class.college.name}
    return {"student": row.printed_name, "student_number": row.student_number, **place, **_why(each.problem)}


def _why(problem: TextProblem) -> dict[str, Any]:
    return {
        "reason": problem.reason,
        "characters": list(problem.characters),
        "code_points": list(problem.code_points),
    }


def _line(row: dict[str, Any]) -> str:
    return f"{row['reason']} {' '.join(row['code_points'])}"
