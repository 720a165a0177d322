"""``flask demo``: a synthetic campus to try everything on, how to sign in to it, and its end.

Exit codes: 0 done · 1 refused, nothing was done, one sentence says why · 2 the command was not understood.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from tqdm import tqdm

from school.accounts.passwords import first_password
from school.demo import queries
from school.demo.load import Wanted, load
from school.demo.queries import Campus
from school.demo.remove import remove_demo
from school.foundation.db import unit_of_work

FEWEST, MOST, USUAL = 10, 500_000, 600

commands = AppGroup("demo", help="A made-up campus to try everything on.")
_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output.")


@commands.command("load")
@click.option("--students", type=click.IntRange(FEWEST, MOST), default=USUAL, show_default=True, help="How many.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same campus.")
@click.option("--password", help="The password of the demo's accounts; without it one is made and printed once.")
@click.option(
    "--if-empty", is_flag=True, help="Where there is anything, or was until it was removed, do nothing and say nothing."
)
@_as_json
def load_command(students: int, seed: int, password: str | None, if_empty: bool, as_json: bool) -> None:
    """Fill an empty database with people who do not exist, half way through a campaign."""
    _refuse_production()
    if if_empty and (queries.campus() is not Campus.NOBODYS or queries.was_removed()):
        return
    chosen = password or first_password()
    started = time.monotonic()
    with (
        tqdm(total=2 * students, unit=" students", disable=None, file=sys.stderr, desc="Demo campus") as bar,
        unit_of_work(),
    ):
        _refuse_occupied()
        campus = load(Wanted(students, seed, chosen), bar.update)
    queries.keep_password(chosen)
    facts = {"students": students, "classes": len(campus.classes), "seed": seed}
    if as_json:
        seconds = round(time.monotonic() - started, 2)
        click.echo(json.dumps({**facts, "seconds": seconds, **_accounts()}, ensure_ascii=False))
    else:
        click.echo("A demo campus of {students} students in {classes} classes (seed {seed}).".format_map(facts))
        _tell_accounts()


@commands.command()
@_as_json
def accounts(as_json: bool) -> None:
    """Print one sign-in per role, and a family's letter; nothing where there is no demo."""
    if current_app.config["PRODUCTION"] or queries.campus() is not Campus.DEMO:
        if as_json:
            click.echo("{}")
    elif as_json:
        click.echo(json.dumps(_accounts(), ensure_ascii=False))
    else:
        _tell_accounts()


@commands.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(yes: bool) -> None:
    """Remove the demo and all that was done in it, so that the school can be set up. The log stays."""
    if queries.campus() is not Campus.DEMO:
        raise click.ClickException("There is no demo campus here; nothing was removed.")
    if not yes:
        click.confirm(
            "Remove the demo campus with everything that was done in it, rosters and staff imported into it too?",
            abort=True,
        )
    with unit_of_work():
        rows = remove_demo()
    click.echo(f"The demo is gone: {rows} rows. Now make the first account of the school and sign in with it:")
    click.echo("  flask accounts create --role office --username NAME --name 姓名")


def _refuse_production() -> None:
    if current_app.config["PRODUCTION"]:
        raise click.ClickException("The demo does not exist in production mode.")


def _refuse_occupied() -> None:
    found = queries.campus()
    if found is Campus.DEMO:
        raise click.ClickException("The demo campus is here already; flask demo remove takes it away.")
    if found is Campus.REAL:
        raise click.ClickException("This database holds data of a school; made-up people are never mixed in.")


def _accounts() -> dict[str, Any]:
    link = queries.family_link()
    return {
        "password": queries.kept_password(),
        "accounts": [dataclasses.asdict(each) for each in queries.sign_ins()],
        "family": dataclasses.asdict(link) if link else None,
    }


def _tell_accounts() -> None:
    password = queries.kept_password()
    click.echo(f"Sign in with password {password}" if password else "Accounts of the demo")
    for each in queries.sign_ins():
        click.echo(f"  {each.username:<18} {each.role}")
    if link := queries.family_link():
        digits = f"last four digits {link.last_four}, " if link.last_four else ""
        click.echo(f"A family's letter: {link.address} ({digits}核对码 {link.check_code})")
        click.echo(f"Its student: {link.student_number} {link.student_name}, the account student")
