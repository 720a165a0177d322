"""``flask receipts verify FILE``: is this one of our receipts, exactly as it was given out?

Exit codes: 0 genuine · 1 changed · 2 unknown · 3 the file cannot be read.
"""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext

from school.letters.receipts.queries import check, letter_of, receipt_of
from school.letters.receipts.rules import Checked, Verdict, printed_code
from school.links.rules import printed_number

EXIT = {Verdict.GENUINE: 0, Verdict.CHANGED: 1, Verdict.UNKNOWN: 2}
UNREADABLE = 3
MOST_BYTES = 16 * 1024 * 1024  # a receipt has a few hundred kilobytes
SENTENCES = {
    Verdict.GENUINE: "genuine: this school gave out exactly this file for letter {number} (receipt code today: {code}).",
    Verdict.CHANGED: "changed: the file names letter {number} of this school, and is not what was given out.",
    Verdict.UNKNOWN: "unknown: no receipt of this school, or a picture that a chat app has made anew.",
}


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output.")
@with_appcontext
def verify(file: Path, as_json: bool) -> None:
    """Say whether FILE (PDF or PNG) is a receipt of this school: genuine, changed or unknown."""
    content = _content(file)
    checked = check(content)
    told = _told(checked)
    if as_json:
        click.echo(json.dumps({"file": str(file), "verdict": checked.verdict.value, **told}, ensure_ascii=False))
    else:
        click.echo(SENTENCES[checked.verdict].format(**told))
    sys.exit(EXIT[checked.verdict])


def _content(file: Path) -> bytes:
    """The file's bytes; a pipe, a device or what is far larger than any receipt is not read."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            _refuse(f"{file} cannot be read: it is no file.")
        if file.stat().st_size > MOST_BYTES:
            _refuse(f"{file} is larger than any receipt.")
        return file.read_bytes()
    except OSError as trouble:
        _refuse(f"{file} cannot be read: {trouble.strerror}.")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(UNREADABLE)


def _told(checked: Checked) -> dict[str, Any]:
    """The letter's number, and its receipt code as it would be printed today: another signature changes it."""
    letter = letter_of(checked.number) if checked.number else None
    number = printed_number(checked.number) if checked.number else None
    return {"number": number, "code": printed_code(receipt_of(letter).code) if letter is not None else None}
