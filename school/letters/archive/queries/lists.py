"""The archive as a list: one search over students, letter numbers and archive numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import ColumnElement, Select, and_, or_, select

from school.foundation.access import Permission, Scope, current_actor, reach, visible
from school.foundation.clock import today
from school.foundation.ui.listing import Column, Table
from school.letters.archive.labels import NOTED, ON_PAPER, ON_THE_PHONE, STANDINGS
from school.letters.archive.models import ArchiveBox, ArchivedReceipt, DestructionRecord
from school.letters.archive.rules import ReceiptStanding, standing
from school.letters.models import Letter, LetterState, Mailing
from school.letters.queries.columns import STUDENT_NUMBER
from school.links.models import PersonalLink
from school.links.queries import link_of_number, present_link
from school.links.rules import printed_number
from school.org.models import SchoolClass, Student, Unit


def standing_of(row: Any) -> ReceiptStanding:
    """Where a listed receipt stands today."""
    return standing(
        row.keep_until,
        today(),
        proposed=row.destruction_id is not None,
        destroyed=row.carried_out_at is not None,
    )


def _way(row: Any) -> LazyString:
    """How the receipt came: the phone counts where there are both."""
    if row.signed_at is not None:
        return ON_THE_PHONE
    return ON_PAPER if row.back_at is not None else NOTED


def _box_page(row: Any) -> str | None:
    """The box's page; that of a college holds other classes' slips, and is not every counsellor's to open."""
    if row.box_id is None:
        return None
    scope = reach(current_actor(), Permission.LETTER_FOLLOW)
    of_class = row.box_college_id is None
    within = of_class or scope.campus or row.box_college_id in scope.colleges
    return url_for("archive.box", archive_box_id=row.box_id) if within else None


ARCHIVE = Table(
    "archive",
    columns=(
        Column(
            "number",
            _l("Archive number"),
            lambda row: row.number,
            sort=ArchivedReceipt.number,
            link=lambda row: url_for("letters.show", letter_id=row.letter_id),
        ),
        Column("name", _l("Student"), lambda row: row.name, sort=Student.name),
        STUDENT_NUMBER,
        Column("class", _l("Class"), lambda row: row.class_name, sort=SchoolClass.name),
        Column(
            "letter",
            _l("Letter number"),
            lambda row: printed_number(row.letter_number or "") if row.letter_number else None,
        ),
        Column("way", _l("Signed"), _way),
        Column(
            "box",
            _l("Box"),
            lambda row: f"{row.box_code} / {row.place}" if row.box_code else None,
            sort=ArchiveBox.code,
            link=_box_page,
        ),
        Column("archived_at", _l("Archived on"), lambda row: row.archived_at.date(), sort=ArchivedReceipt.archived_at),
        Column("keep_until", _l("Kept until"), lambda row: row.keep_until, sort=ArchivedReceipt.keep_until),
        Column("standing", _l("State"), lambda row: STANDINGS[standing_of(row)]),
    ),
    order=(ArchivedReceipt.number,),
)


_COLUMNS = (
    ArchivedReceipt.letter_id,
    ArchivedReceipt.number,
    ArchivedReceipt.place,
    ArchivedReceipt.archived_at,
    ArchivedReceipt.keep_until,
    ArchivedReceipt.destruction_id,
    DestructionRecord.carried_out_at,
    ArchiveBox.id.label("box_id"),
    ArchiveBox.code.label("box_code"),
    ArchiveBox.college_id.label("box_college_id"),
    Letter.signed_at,
    Letter.back_at,
    PersonalLink.number.label("letter_number"),
    Student.name,
    Student.student_number,
    SchoolClass.name.label("class_name"),
)


def archive_list(scope: Scope, wanted: dict[str, Any]) -> Select[Any]:
    """Archived receipts within reach, for a filter: q, mailing, college, school_class, box, standing.

    Of people who left, too: their receipts are what an archive is for.
    """
    statement = (
        select(*_COLUMNS)
        .select_from(ArchivedReceipt)
        .join(Letter, Letter.id == ArchivedReceipt.letter_id)
        .join(Student, Student.id == Letter.student_id)
        .join(SchoolClass, SchoolClass.id == Student.class_id)
        .join(Unit, Unit.id == SchoolClass.college_id)
        .outerjoin(PersonalLink, PersonalLink.id == Letter.link_id)
        .outerjoin(ArchiveBox, ArchiveBox.id == ArchivedReceipt.box_id)
        .outerjoin(DestructionRecord, DestructionRecord.id == ArchivedReceipt.destruction_id)
        .where(ArchivedReceipt.within(scope), in_archive())
        .execution_options(scope=scope)
    )
    return cast(Select[Any], statement.where(*_conditions(wanted)))


def due(day: dt.date) -> Select[ArchivedReceipt]:
    """Receipts whose time is over on ``day`` and that nobody has proposed to destroy."""
    return (
        select(ArchivedReceipt)
        .join(Letter, Letter.id == ArchivedReceipt.letter_id)
        .where(in_archive(), ArchivedReceipt.keep_until < day, ArchivedReceipt.destruction_id.is_(None))
    )


def archived_of(scope: Scope, text: str) -> Select[ArchivedReceipt]:
    """The receipt whose archive number this is, within reach."""
    return visible(ArchivedReceipt, scope).where(ArchivedReceipt.number == text.strip())


def in_archive() -> ColumnElement[bool]:
    """A letter that was taken back out is not in the archive; what was proposed or destroyed is on its records."""
    return or_(Letter.state == LetterState.ARCHIVED, ArchivedReceipt.destruction_id.is_not(None))


def _conditions(wanted: dict[str, Any]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if isinstance(mailing := wanted.get("mailing"), Mailing):
        conditions.append(Letter.mailing_id == mailing.id)
    if wanted.get("college"):
        conditions.append(SchoolClass.college_id == wanted["college"].id)
    if wanted.get("school_class"):
        conditions.append(Student.class_id == wanted["school_class"].id)
    if wanted.get("box"):
        conditions.append(ArchivedReceipt.box_id == wanted["box"].id)
    if wanted.get("standing"):
        conditions.append(_stands(wanted["standing"]))
    if wanted.get("q"):
        conditions.append(_matching(wanted["q"]))
    return conditions


def _stands(wanted: ReceiptStanding) -> ColumnElement[bool]:
    """The WHERE of ``rules.standing``."""
    free = ArchivedReceipt.destruction_id.is_(None)
    return {
        ReceiptStanding.KEPT: and_(free, ArchivedReceipt.keep_until >= today()),
        ReceiptStanding.DUE: and_(free, ArchivedReceipt.keep_until < today()),
        ReceiptStanding.PROPOSED: and_(~free, DestructionRecord.carried_out_at.is_(None)),
        ReceiptStanding.DESTROYED: DestructionRecord.carried_out_at.is_not(None),
    }[wanted]


def _matching(text: str) -> ColumnElement[bool]:
    """A student's name or number, a letter number (of an old copy, too), an archive number or its end."""
    found = or_(
        Student.student_number.startswith(text, autoescape=True),
        Student.name.contains(text, autoescape=True),
        ArchivedReceipt.number.contains(text, autoescape=True),
    )
    link = link_of_number(text)
    return found if link is None else or_(found, Letter.link_id == present_link(link).id)
