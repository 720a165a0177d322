"""``flask receipts``: slips that came back.

Exit codes: 0 done · 1 refused, one sentence says why (a file that could not be read; the others are
done all the same) · 2 the command was not understood.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import AppGroup
from tqdm import tqdm

from school.foundation.access import CAMPUS
from school.foundation.db import db, unit_of_work
from school.letters.desk.actions import new_batch, note_files
from school.letters.desk.labels import FILE_TROUBLES, RESULTS
from school.letters.desk.models import ScanBatch
from school.letters.desk.queries import balance, files_of, pages_of
from school.letters.desk.reading import read_batch
from school.letters.desk.report import balance_words, report
from school.letters.queries.mailings import mailing_named
from school.links.rules import printed_number

commands = AppGroup("receipts", help="Slips that came back.")


@commands.command("scan")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--mailing", help="The mailing whose slips these are; any without it.")
@click.option("--expect", type=click.IntRange(0, 1_000_000), help="How many slips were counted before scanning.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output.")
def scan(files: tuple[Path, ...], mailing: str | None, expect: int | None, as_json: bool) -> None:
    """Read scanned slips (PDF, JPEG, PNG, TIFF) and file what is clear; the rest waits at the desk."""
    absent = [file for file in files if not os.path.isfile(file)]  # noqa: PTH113 (says no, too, of a name that is too long)
    for file in absent:
        click.echo(f"{file}: there is no such file.", err=True)
    files = tuple(file for file in files if file not in absent)
    if not files:
        sys.exit(1)
    batch_id = _new_batch(files, mailing, expect)
    with tqdm(total=expect, unit=" pages", disable=True if as_json else None, file=sys.stderr) as bar:
        read_batch(batch_id, list(files), lambda _pages: _step(bar))
    db.session.rollback()
    batch = db.session.get_one(ScanBatch, batch_id)
    found = report(batch)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        _tell(batch)
    for file in files_of(batch):
        if file.trouble is not None:
            click.echo(f"{file.name}: {FILE_TROUBLES[file.trouble]}", err=True)
    sys.exit(1 if absent or any(file.trouble for file in files_of(batch)) else 0)


def _new_batch(files: tuple[Path, ...], name: str | None, expect: int | None) -> int:
    with unit_of_work():
        mailing = mailing_named(name) if name else None
        if name and mailing is None:
            _refuse(f"There is no mailing {name}.")
        batch = new_batch(CAMPUS, mailing, expect)
        note_files(batch, [file.name for file in files])
        return batch.id


def _step(bar: Any) -> None:
    bar.update(1)


def _tell(batch: ScanBatch) -> None:
    names = {file.position: file.name for file in files_of(batch)}
    for page in pages_of(batch):
        number = printed_number(page.number) if page.number else "-"
        click.echo(f"{names[page.file]} {page.page:>4}  {number:<9}  {RESULTS[page.result].label}")
    click.echo(balance_words(balance(batch.id)))
    click.echo(f"batch {batch.id}")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
