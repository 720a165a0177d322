"""What the database knows of a slip: by its codes, by a number that somebody types, by a name on the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from school.foundation.access import CAMPUS, Scope, visible
from school.foundation.db import db
from school.foundation.files import StoredFile
from school.letters.actions import lock_letters
from school.letters.desk.models import ScanBatch, ScanBatchClass, ScannedPage
from school.letters.desk.rules import Known
from school.letters.models import Letter, SlipPicture
from school.letters.rules import COMPLETE, LetterState
from school.links.models import PersonalLink
from school.links.queries import link_of_number, link_of_token, present_link
from school.org.models import SchoolClass, Student
from school.org.queries.units import classes as classes_of_scope


@dataclass(frozen=True)
class FoundSlip:
    """The letter of a slip, locked, and what the rules need to know of it."""

    number: str
    letter: Letter
    known: Known


def scope_of(batch: ScanBatch) -> Scope:
    """The letters that a batch may file: those of its place."""
    if batch.of_classes:
        classes = select(ScanBatchClass.class_id).where(ScanBatchClass.batch_id == batch.id)
        return Scope(classes=frozenset(db.session.scalars(classes)))
    return CAMPUS if batch.college_id is None else Scope(colleges=frozenset({batch.college_id}))


def number_of(values: Mapping[str, str]) -> str:
    """The printed number that the codes of a page give, "" where only the big code was read and is not ours."""
    if "slip" in values:
        return values["slip"]
    link = link_of_token(values["link"]) if "link" in values else None
    return link.number if link else ""


def slip_of(values: Mapping[str, str], batch: ScanBatch) -> FoundSlip | None:
    """The letter that the codes of a page lead to; None where no letter of this school has such a code."""
    link = link_of_number(number_of(values))
    found = letter_of_link(link) if link else None
    if link is None or found is None:
        return None
    letter = lock_letters([found.id])[0]
    other = link_of_token(values["link"]) if "slip" in values and "link" in values else link
    known = Known(
        state=letter.state,
        mailing_id=letter.mailing_id,
        within=is_within(letter.id, scope_of(batch)),
        replaced=link.id != letter.link_id,
        agrees=other is not None and other.id == link.id,
        twin=_has_twin(batch, letter.id),
    )
    return FoundSlip(link.number, letter, known)


def letter_of_link(link: PersonalLink) -> Letter | None:
    """The letter of a link or of its successor; whoever changes it locks it, after the page it is written on."""
    return db.session.scalar(select(Letter).where(Letter.link_id == present_link(link).id))


def is_within(letter_id: int, scope: Scope) -> bool:
    """Whether a letter lies in ``scope``."""
    return db.session.scalar(visible(Letter, scope).where(Letter.id == letter_id)) is not None


def outstanding(scope: Scope, batch: ScanBatch, class_id: int | None = None) -> Select[Letter]:
    """Letters of the batch's place and mailing whose slip has not come, of students who belong now."""
    statement = (
        visible(Letter, scope)
        .join(Student, Student.id == Letter.student_id)
        .join(SchoolClass, SchoolClass.id == Student.class_id)
        .where(Letter.within(scope_of(batch)), Student.current())
        .where(Letter.state.not_in([*COMPLETE, LetterState.EXEMPT]))
        .order_by(SchoolClass.college_id, SchoolClass.name, Student.student_number)
    )
    if batch.mailing_id is not None:
        statement = statement.where(Letter.mailing_id == batch.mailing_id)
    if class_id is not None:
        statement = statement.where(Student.class_id == class_id)
    return statement.options(
        joinedload(Letter.link), joinedload(Letter.student).joinedload(Student.school_class), joinedload(Letter.mailing)
    )


def _has_twin(batch: ScanBatch, letter_id: int) -> bool:
    at_desk = select(ScannedPage.id).where(ScannedPage.batch_id == batch.id, ScannedPage.letter_id == letter_id)
    return db.session.scalar(at_desk.where(ScannedPage.settled_as.is_(None)).limit(1)) is not None


def picture_of(page: ScannedPage) -> StoredFile | None:
    """The picture that lies with a page."""
    return db.session.get(StoredFile, page.picture_id) if page.picture_id is not None else None


def kept_picture(letter_id: int | None) -> StoredFile | None:
    """The picture that a letter's slip has already."""
    kept = db.session.get(SlipPicture, letter_id) if letter_id is not None else None
    return db.session.get(StoredFile, kept.file_id) if kept is not None else None


def classes_of(batch: ScanBatch) -> list[SchoolClass]:
    """The open classes of a batch's place, in the school's order."""
    return list(db.session.scalars(classes_of_scope(scope_of(batch))))
