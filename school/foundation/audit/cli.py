"""``flask audit``: verify the log, seal finished days."""

from __future__ import annotations

import dataclasses
import json
import sys

import click
from flask.cli import AppGroup
from tqdm import tqdm

from school.foundation.audit import actions, queries
from school.foundation.db import unit_of_work

commands = AppGroup("audit", help="The append-only log of what was done.")


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output.")
def verify(as_json: bool) -> None:
    """Recompute the log; exit 1 and name the first row that does not fit."""
    with tqdm(unit=" events", disable=None, file=sys.stderr) as bar:
        verdict = queries.verify(bar.update)
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(verdict)))
    elif verdict.bad_id is None:
        click.echo(f"The log fits: {verdict.events} events, {verdict.seals} sealed days, head {verdict.head}.")
    else:
        click.echo(f"audit_event {verdict.bad_id}: {verdict.reason}.")
    sys.exit(0 if verdict.bad_id is None else 1)


@commands.command()
def seal() -> None:
    """Seal the days that are over; the worker does this every night."""
    with unit_of_work():
        sealed = actions.seal_days()
    click.echo(f"Sealed {sealed} days.")
