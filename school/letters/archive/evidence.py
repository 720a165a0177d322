"""Letters' part of a class's evidence pack: the wording as sent, each receipt, pictures of slips, the list."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from school.evidence import Pack
from school.foundation.db import db
from school.foundation.files import StoredFile
from school.foundation.press.layout import read_markup
from school.foundation.press.ledger import Ledger, ledger_pdf
from school.foundation.sheets import Column, Sheet, write_xlsx
from school.foundation.ui.filters import date, moment
from school.letters.archive.models import ArchivedReceipt
from school.letters.labels import STATES
from school.letters.models import Letter, Mailing, Signature, SignatureKind, SlipPicture, Wording
from school.letters.paper import fill
from school.letters.receipts.paper import receipt_pdf
from school.letters.receipts.queries import ReceiptContent, content_of, has_receipt
from school.letters.rules import COMPLETE
from school.links.rules import printed_number
from school.org.models import SchoolClass, Student
from school.org.queries.settings import school, shown_name


def write(pack: Pack, school_class: SchoolClass) -> None:
    """Every mailing that the class has letters of, in a folder of its own."""
    class_id = school_class.id
    for mailing_id, name in _mailings(class_id):
        folder = "-".join((gettext("letters to families"), str(mailing_id)))
        _write_wordings(pack, folder, mailing_id, name)
        letters = _letters(class_id, mailing_id)
        _write_list(pack, folder, letters)
        for letter in letters:
            _write_receipt(pack, folder, letter)
        if pack.masked:
            pack.remark(gettext("Pictures of slips show names and are left out, and so are drawn signatures."))
        else:
            _write_slips(pack, folder, letters)
        db.session.expunge_all()


def masked_content(pack: Pack, content: ReceiptContent) -> ReceiptContent:
    """The receipt as it may stand in the pack: names masked, no handwriting."""
    if not pack.masked:
        return content
    signed = tuple(replace(answer, name=pack.name(answer.name), strokes=()) for answer in content.signed)
    student, number = pack.name(content.student), pack.number(content.student_number)
    code = content.code
    return replace(content, student=student, student_number=number, signed=signed, masked=True, code_in_full=code)


def _mailings(class_id: int) -> Sequence[tuple[int, str]]:
    """Mailings with letters for the class's present students, the oldest first."""
    statement = select(Mailing.id, Mailing.name).where(
        Mailing.id.in_(select(Letter.mailing_id).join(Student).where(Student.class_id == class_id, Student.current()))
    )
    return [(mailing_id, name) for mailing_id, name in db.session.execute(statement.order_by(Mailing.id))]


def _letters(class_id: int, mailing_id: int) -> list[Letter]:
    options = (
        joinedload(Letter.mailing),
        joinedload(Letter.wording),
        joinedload(Letter.link),
        joinedload(Letter.student).joinedload(Student.school_class).joinedload(SchoolClass.college),
    )
    statement = select(Letter).join(Student, Student.id == Letter.student_id)
    statement = statement.where(Student.class_id == class_id, Student.current(), Letter.mailing_id == mailing_id)
    return list(db.session.scalars(statement.options(*options).order_by(Student.student_number)))


def _write_wordings(pack: Pack, folder: str, mailing_id: int, mailing: str) -> None:
    """The text as sent, with marks where each letter has its own words."""
    marks = {
        "student": gettext("[student]"),
        "class": gettext("[class]"),
        "college": gettext("[college]"),
        "counsellor": gettext("[counsellor and phone]"),
        "office_phone": gettext("[the office's phone]"),
    }
    row, called = school(), gettext("text of the letter")
    for wording in db.session.scalars(
        select(Wording).where(Wording.mailing_id == mailing_id).order_by(Wording.version)
    ):
        paragraphs = ("".join(run.text for run in each.runs) for each in read_markup(fill(wording.body, marks)))
        text = "\n".join([fill(wording.salutation, marks), *paragraphs, wording.signed_by])
        facts = (
            (gettext("Mailing"), mailing),
            (gettext("Version"), f"{wording.version}　{date(wording.created_at)}"),
            ("SHA-256", wording.sha256),
        )
        name = shown_name(row) if row else ""
        pack.add(
            f"{folder}/{called}-{wording.version}.pdf",
            ledger_pdf(Ledger(wording.title, name, facts, (), (), text=text)),
        )


def _write_receipt(pack: Pack, folder: str, letter: Letter) -> None:
    answers = select(Signature).where(Signature.letter_id == letter.id, Signature.kind == SignatureKind.SIGNED)
    archived = select(ArchivedReceipt.number).where(ArchivedReceipt.letter_id == letter.id)
    found = list(db.session.scalars(answers.order_by(Signature.at, Signature.id)))
    content = content_of(letter, found, db.session.scalar(archived) or "")
    if letter.state in COMPLETE and has_receipt(content):
        path = f"{folder}/{gettext('receipts')}/{_file_name(pack, letter)}.pdf"
        pack.add(path, receipt_pdf(masked_content(pack, content)))


def _write_slips(pack: Pack, folder: str, letters: Sequence[Letter]) -> None:
    by_id, pictures = {letter.id: letter for letter in letters}, gettext("pictures of slips")
    statement = select(SlipPicture.letter_id, StoredFile).join(StoredFile, StoredFile.id == SlipPicture.file_id)
    for letter_id, stored in db.session.execute(statement.where(SlipPicture.letter_id.in_(by_id))).all():
        pack.add_stored(f"{folder}/{pictures}/{_file_name(pack, by_id[letter_id])}.jpg", stored)


def _file_name(pack: Pack, letter: Letter) -> str:
    """By letter number where names are masked (* is no character for a file); else student number and name as well."""
    number = printed_number(letter.link.number) if letter.link else str(letter.id)
    if pack.masked:
        return number
    plain = "".join("_" if character in '\\/:*?"<>|' else character for character in letter.student.name)
    return f"{letter.student.student_number}-{plain}-{number}"


def _write_list(pack: Pack, folder: str, letters: Sequence[Letter]) -> None:
    """Where each letter of the class stands."""
    headings = (
        gettext("Student number"),
        gettext("Student"),
        gettext("Letter number"),
        gettext("State"),
        gettext("Handed out on"),
        gettext("Signed on the phone"),
        gettext("Back on paper"),
        gettext("Checked"),
        gettext("Archive number"),
    )
    out, called = io.BytesIO(), gettext("list of letters")
    columns = [Column(str(heading), 18) for heading in headings]
    write_xlsx(out, [Sheet(called, columns, _rows(pack, letters))])
    pack.add(f"{folder}/{called}.xlsx", out.getvalue())


def _rows(pack: Pack, letters: Sequence[Letter]) -> Iterator[tuple[str, ...]]:
    wanted = ArchivedReceipt.letter_id.in_([letter.id for letter in letters])
    statement = select(ArchivedReceipt.letter_id, ArchivedReceipt.number).where(wanted)
    archived = {row.letter_id: row.number for row in db.session.execute(statement)}
    for letter in letters:
        moments = (letter.handed_out_at, letter.signed_at, letter.back_at, letter.checked_at)
        yield (
            pack.number(letter.student.student_number),
            pack.name(letter.student.name),
            printed_number(letter.link.number) if letter.link else "",
            str(STATES[letter.state]),
            *(moment(each) if each else "" for each in moments),
            archived.get(letter.id, ""),
        )
