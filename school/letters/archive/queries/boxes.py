"""Boxes: which one is proposed, and what lies in one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.foundation.ui.listing import Column, Table
from school.letters.archive.labels import BOX_OPEN, BOX_SEALED
from school.letters.archive.models import ArchiveBox, ArchivedReceipt
from school.letters.models import Letter
from school.org.models import SchoolClass, Student


@dataclass(frozen=True)
class BoxContents:
    """What lies in a box, in the order of its places."""

    box: ArchiveBox
    rows: list[ArchivedReceipt]

    @property
    def keep_until(self) -> dt.date | None:
        """The box is kept as long as any slip in it."""
        return max((row.keep_until for row in self.rows), default=None)

    @property
    def place_name(self) -> str:
        """College and class, or the college."""
        return place_name(self.box)


def place_name(box: ArchiveBox) -> str:
    """College and class of a box, or its college."""
    if box.school_class is not None:
        return f"{box.school_class.college.name} {box.school_class.name}"
    return str(box.college.name) if box.college is not None else ""


def boxes_for(school_class: SchoolClass, mailing_id: int | None = None) -> Select[ArchiveBox]:
    """Open boxes that slips of a class may go into: the class's own and its college's, the newest first."""
    own = or_(ArchiveBox.class_id == school_class.id, ArchiveBox.college_id == school_class.college_id)
    statement = select(ArchiveBox).where(ArchiveBox.sealed_at.is_(None), own).order_by(ArchiveBox.id.desc())
    return statement if mailing_id is None else statement.where(ArchiveBox.mailing_id == mailing_id)


def last_box(school_class: SchoolClass, mailing_id: int) -> ArchiveBox | None:
    """The mailing's open box that slips of this class went into last, else its newest; None where there is none."""
    newest = (
        select(ArchivedReceipt.box_id)
        .join(Letter, Letter.id == ArchivedReceipt.letter_id)
        .join(Student, Student.id == Letter.student_id)
        .where(Student.class_id == school_class.id, Letter.mailing_id == mailing_id)
        .where(ArchivedReceipt.box_id.is_not(None))
        .order_by(ArchivedReceipt.archived_at.desc(), ArchivedReceipt.id.desc())
        .limit(1)
    )
    used = db.session.scalar(newest)
    found = list(db.session.scalars(boxes_for(school_class, mailing_id)))
    return next((box for box in found if box.id == used), found[0] if found else None)


def box_list(scope: Scope) -> Select[ArchiveBox]:
    """Boxes within reach with how many slips lie in each."""
    filled = (
        select(ArchivedReceipt.box_id, func.count().label("slips"), func.max(ArchivedReceipt.keep_until).label("until"))
        .group_by(ArchivedReceipt.box_id)
        .subquery()
    )
    statement = visible(ArchiveBox, scope).outerjoin(filled, filled.c.box_id == ArchiveBox.id)
    return statement.add_columns(
        func.coalesce(filled.c.slips, 0).label("slips"), filled.c.until.label("until")
    ).options(
        joinedload(ArchiveBox.college),
        joinedload(ArchiveBox.school_class).joinedload(SchoolClass.college),
        joinedload(ArchiveBox.mailing),
    )


def contents(box: ArchiveBox) -> BoxContents:
    """A box with its slips, students and letter numbers."""
    place = (joinedload(ArchiveBox.school_class).joinedload(SchoolClass.college), joinedload(ArchiveBox.college))
    full = select(ArchiveBox).where(ArchiveBox.id == box.id).options(*place, joinedload(ArchiveBox.mailing))
    letter = joinedload(ArchivedReceipt.letter)
    rows = (
        select(ArchivedReceipt)
        .where(ArchivedReceipt.box_id == box.id)
        .options(
            letter.joinedload(Letter.student).joinedload(Student.school_class),
            letter.joinedload(Letter.link),
            joinedload(ArchivedReceipt.destruction),
        )
        .order_by(ArchivedReceipt.place)
    )
    found = db.session.scalars(full, execution_options={"populate_existing": True}).one()
    return BoxContents(found, list(db.session.scalars(rows)))


def box_choices(scope: Scope) -> Select[ArchiveBox]:
    """All boxes within reach, for a select."""
    return visible(ArchiveBox, scope).order_by(ArchiveBox.code)


BOXES = Table(
    "boxes",
    columns=(
        Column(
            "code",
            _l("Box"),
            lambda row: row.ArchiveBox.code,
            sort=ArchiveBox.code,
            link=lambda row: url_for("archive.box", archive_box_id=row.ArchiveBox.id),
        ),
        Column("label", _l("Label"), lambda row: row.ArchiveBox.label, sort=ArchiveBox.label),
        Column("mailing", _l("Mailing"), lambda row: row.ArchiveBox.mailing.name),
        Column("place", _l("College, class"), lambda row: place_name(row.ArchiveBox)),
        Column("slips", _l("Paper slips"), lambda row: row.slips, number=True),
        Column("opened_at", _l("Opened on"), lambda row: row.ArchiveBox.opened_at.date(), sort=ArchiveBox.opened_at),
        Column("until", _l("Kept until"), lambda row: row.until),
        Column("state", _l("State"), lambda row: BOX_OPEN if row.ArchiveBox.sealed_at is None else BOX_SEALED),
    ),
    order=(ArchiveBox.code,),
)
