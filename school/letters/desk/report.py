"""A batch as ``--json`` prints it, and its balance in one sentence."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, ngettext

from school.letters.desk.models import ScanBatch, ScannedPage
from school.letters.desk.queries import balance, files_of, pages_of
from school.letters.desk.rules import Balance


def report(batch: ScanBatch) -> dict[str, Any]:
    """Every page with its result, and the balance: ``settled + at_desk`` are the pages of the list.

    ``page`` counts over all files of the batch; two slips of one page have the same. Blank backs are
    settled pages and counted apart as well; ``missing`` compares the others with ``expected``.
    """
    found, files = balance(batch.id), files_of(batch)
    pages = pages_of(batch)
    order = {place: number for number, place in enumerate(dict.fromkeys((p.file, p.page) for p in pages), start=1)}
    names = {file.position: file.name for file in files}
    return {
        "pages": [_page(page, order[page.file, page.page], names.get(page.file, "")) for page in pages],
        "expected": found.expected,
        "settled": found.settled,
        "at_desk": found.at_desk,
        "blank_backs": found.blank,
        "missing": found.missing,
        "batch": batch.id,
        "files": [{"file": file.name, "trouble": file.trouble} for file in files],
    }


def _page(page: ScannedPage, number: int, file: str) -> dict[str, Any]:
    return {
        "page": number,
        "result": page.result.value,
        "number": page.number or None,
        "file": file,
        "page_of_file": page.page,
        "reason": page.reason,
        "trouble": page.trouble,
    }


def balance_words(found: Balance) -> str:
    """One sentence: what came, what is settled, what waits, and whether it fits what was counted."""
    parts = [
        gettext("%(slips)s slips: %(settled)s settled, %(desk)s at the desk.", **_counts(found)),
        ngettext("%(num)s blank back left out.", "%(num)s blank backs left out.", found.blank) if found.blank else "",
        fits_words(found),
    ]
    return " ".join(part for part in parts if part)


def fits_words(found: Balance) -> str:
    """Whether as many came as were counted; "" where nobody counted."""
    if found.missing is None:
        return ""
    if found.missing == 0:
        return str(gettext("As many as counted before scanning."))
    if found.missing > 0:
        return str(
            ngettext("%(num)s of those counted is missing.", "%(num)s of those counted are missing.", found.missing)
        )
    return str(ngettext("%(num)s more than was counted.", "%(num)s more than were counted.", -found.missing))


def _counts(found: Balance) -> dict[str, int]:
    return {"slips": found.slips, "settled": found.slips - found.at_desk, "desk": found.at_desk}
