"""``flask figures``: exactly what the pages show.

Exit codes: 0 printed · 2 there is no such college, class or mailing, or the command was not understood.
"""

from __future__ import annotations

import json
import sys
from typing import NoReturn

import click
from flask.cli import with_appcontext

from school.dashboards.queries.figures import Figures, figures_of
from school.dashboards.queries.places import Place, named_place
from school.dashboards.report import MARKS, as_dict
from school.foundation.ui.filters import number, percent
from school.letters.models import Mailing
from school.letters.queries.mailings import mailing_named
from school.letters.queries.places import PlaceUnknown

WIDTH = 24


@click.command("figures")
@click.option("--college", help="One college by name.")
@click.option("--class", "school_class", help="One class by name, or college/class where two have it.")
@click.option("--mailing", help="One mailing by name; all open ones otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output.")
@with_appcontext
def figures_command(college: str | None, school_class: str | None, mailing: str | None, as_json: bool) -> None:
    """Print where the campus, a college or a class stands."""
    figures = figures_of(_place(college, school_class).scope, _mailing(mailing))
    if as_json:
        click.echo(json.dumps(as_dict(figures), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(figures)))


def _lines(figures: Figures) -> list[str]:
    rates = figures.rates
    lines = [
        f"{'students':{WIDTH}}{number(rates.students):>9}",
        f"{'willing and able':{WIDTH}}{number(rates.willing):>9}",
    ]
    lines.append(f"{'':{WIDTH}}{'count':>9}{'of all':>9}{'of willing and able':>21}")
    for mark in MARKS:
        shares = f"{percent(rates.of_all(mark)):>9}{percent(rates.of_willing(mark)):>21}"
        lines.append(f"{mark:{WIDTH}}{number(getattr(rates, mark)):>9}{shares}")
    lines += [f"{name:{WIDTH}}{number(getattr(rates, name)):>9}" for name in ("declined", "unable", "not_asked")]
    lines.append("letters")
    lines += [f"  {name:{WIDTH - 2}}{number(count):>9}" for name, count in figures.letters.items()]
    return lines


def _place(college: str | None, school_class: str | None) -> Place:
    try:
        return named_place(college, school_class)
    except PlaceUnknown as unknown:
        _refuse(str(unknown))


def _mailing(name: str | None) -> Mailing | None:
    found = mailing_named(name) if name else None
    if name and found is None:
        _refuse(f"There is no mailing {name}.")
    return found


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)
