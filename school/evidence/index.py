"""The index of a pack: whose evidence it is, for whom, what was left out, and every file with its hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from school.evidence.labels import RECIPIENTS
from school.evidence.rules import Recipient
from school.evidence.writing import SUMS, PackedFile
from school.foundation.clock import today
from school.foundation.press.ledger import Ledger, LedgerColumn, ledger_pdf
from school.foundation.ui.filters import date, number
from school.org.queries.settings import school, shown_name


@dataclass(frozen=True)
class Index:
    """What the index says."""

    college: str
    class_name: str
    recipient: Recipient
    masked: bool
    files: Sequence[PackedFile]
    remarks: Sequence[str]


def index_pdf(index: Index) -> bytes:
    """The index as PDF."""
    row = school()
    facts = (
        (gettext("College, class"), f"{index.college} {index.class_name}"),
        (gettext("Made for"), str(RECIPIENTS[index.recipient])),
        (gettext("Made on"), date(today())),
        (gettext("Names"), gettext("masked") if index.masked else gettext("in full")),
        (gettext("Files"), number(len(index.files))),
    )
    check = gettext("%(file)s holds the SHA-256 of every file: sha256sum --check %(file)s", file=SUMS)
    columns = (
        LedgerColumn(gettext("File"), 92),
        LedgerColumn(gettext("Bytes"), 20),
        LedgerColumn(gettext("SHA-256 (beginning)"), 62),
    )
    rows = [(file.path, number(file.size), file.sha256[:32]) for file in index.files]
    text = "\n".join([check, *index.remarks])
    name = shown_name(row) if row else ""
    return ledger_pdf(Ledger(gettext("Evidence of a class"), name, facts, columns, rows, text=text))
