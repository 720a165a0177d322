"""What the archive prints: a box's label with its contents, and the record of a destruction."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext

from school.foundation.clock import today
from school.foundation.press.ledger import Ledger, LedgerColumn, ledger_pdf
from school.foundation.ui.filters import date, moment
from school.letters.archive.models import ArchivedReceipt
from school.letters.archive.queries.boxes import BoxContents
from school.letters.archive.queries.destruction import DestructionCard
from school.links.rules import printed_number
from school.org.queries.settings import school, shown_name


def box_label(contents: BoxContents) -> bytes:
    """A label to cut out for the box's front, and the list of what lies in it."""
    box, rows = contents.box, contents.rows
    numbers = f"{rows[0].number} – {rows[-1].number}" if rows else "—"
    facts = (
        (gettext("Mailing"), box.mailing.name),
        (gettext("College, class"), contents.place_name),
        (gettext("Label"), box.label),
        (gettext("Paper slips"), str(len(rows))),
        (gettext("Numbers"), numbers),
        (gettext("Sealed on"), date(box.sealed_at)),
        (gettext("Kept until"), date(contents.keep_until)),
        (gettext("Printed on"), date(today())),
    )
    columns = (
        LedgerColumn(gettext("Place"), 14),
        LedgerColumn(gettext("Archive number"), 48),
        LedgerColumn(gettext("Student number"), 34),
        LedgerColumn(gettext("Student"), 44),
        LedgerColumn(gettext("Letter number"), 34),
    )
    url = f"{current_app.config['BASE_URL']}/archive/boxes/{box.id}"
    ledger = Ledger(gettext("Archive box"), _school(), facts, columns, [_slip(row) for row in rows], box.code, url)
    return ledger_pdf(ledger)


def destruction_record(card: DestructionCard) -> bytes:
    """The record of a destruction: what, why, who proposed and who approved, number and hash of each receipt."""
    record = card.record
    facts = (
        (gettext("Mailing"), record.mailing.name),
        (gettext("Receipts"), str(record.count)),
        (gettext("Why"), record.reason),
        (gettext("Proposed by"), f"{card.proposed_by}　{moment(record.proposed_at)}"),
        (gettext("Approved by"), f"{card.approved_by}　{moment(record.approved_at)}" if record.approved_at else "—"),
        (gettext("Carried out"), moment(record.carried_out_at)),
    )
    columns = (
        LedgerColumn(gettext("Archive number"), 44),
        LedgerColumn(gettext("Box, place"), 36),
        LedgerColumn(gettext("SHA-256 of the picture"), 94),
    )
    rows = [(number, f"{code} / {place}" if code else "—", sha256 or "—") for number, code, place, sha256 in card.rows]
    text = gettext(
        "Pictures, names, drawn signatures, reasons and questions of these receipts were removed from the system. What stays: the archive number, the hash of the picture, that somebody answered and when. Paper slips are shredded by two people, who sign here."
    )
    sign = (gettext("Shredded by, date"), gettext("In the presence of, date"))
    return ledger_pdf(
        Ledger(gettext("Record of destruction"), _school(), facts, columns, rows, record.number, text=text, sign=sign)
    )


def _slip(row: ArchivedReceipt) -> tuple[str, str, str, str, str]:
    letter = row.letter
    number = printed_number(letter.link.number) if letter.link else ""
    return str(row.place), row.number, letter.student.student_number, letter.student.printed_name, number


def _school() -> str:
    row = school()
    return shown_name(row) if row else ""
