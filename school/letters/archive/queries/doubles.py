"""Evidence that is there twice: for a person to look at, nobody is stopped by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import aliased

from school.foundation.access import Scope
from school.foundation.files import StoredFile
from school.foundation.ui.listing import Column, Table
from school.letters.archive.labels import DOUBLES
from school.letters.archive.rules import Double
from school.letters.labels import STATES
from school.letters.models import Letter, Mailing, Signature, SignatureMethod, SlipPicture
from school.letters.queries.columns import STUDENT, STUDENT_NUMBER
from school.letters.queries.figures import letters_counted
from school.links.models import PersonalLink
from school.links.rules import printed_number
from school.org.models import SchoolClass, Student, Unit

_Other = aliased(SlipPicture)
_OtherFile = aliased(StoredFile)

# Correlated on purpose, all of them: a letter's page asks for one letter, and indices answer for it alone. As
# sets they took 46 ms a page with 20,000 slips, and more with every mailing.
_HAS_SLIP = exists().where(SlipPicture.letter_id == Letter.id)


def _same_picture() -> ColumnElement[bool]:
    """The slip's picture is, byte for byte, another letter's, too."""
    own = select(SlipPicture.letter_id).join(StoredFile, StoredFile.id == SlipPicture.file_id)
    shared = own.join(_OtherFile, _OtherFile.sha256 == StoredFile.sha256).join(_Other, _Other.file_id == _OtherFile.id)
    others = shared.where(SlipPicture.letter_id == Letter.id, _Other.letter_id != SlipPicture.letter_id)
    return others.correlate(Letter).exists()


def _two_pictures() -> ColumnElement[bool]:
    return Letter.photo_id.is_not(None) & _HAS_SLIP


def _both_ways() -> ColumnElement[bool]:
    """Somebody of the family signed on a phone, and a slip is there as well."""
    on_phone = Signature.method.in_([SignatureMethod.TYPED, SignatureMethod.DRAWN])
    signed = exists().where(Signature.letter_id == Letter.id, on_phone)
    return signed & or_(Letter.back_at.is_not(None), _HAS_SLIP)


_WHERE = {Double.SAME_PICTURE: _same_picture, Double.TWO_PICTURES: _two_pictures, Double.BOTH_WAYS: _both_ways}


def kinds_of(row: Any) -> Iterator[Double]:
    """Which kinds hold for a listed letter."""
    return (kind for kind in Double if getattr(row, kind.value))


DOUBLED = Table(
    "doubles",
    columns=(
        STUDENT,
        STUDENT_NUMBER,
        Column("class", _l("Class"), lambda row: row.class_name, sort=SchoolClass.name),
        Column(
            "letter", _l("Letter number"), lambda row: printed_number(row.letter_number) if row.letter_number else None
        ),
        Column("state", _l("Letter"), lambda row: STATES[row.state], sort=Letter.state),
        Column("twice", _l("There twice"), lambda row: "; ".join(str(DOUBLES[kind]) for kind in kinds_of(row))),
    ),
    order=(Unit.position, SchoolClass.name, Student.student_number),
)


def doubles(scope: Scope, mailing: Mailing | None, kind: Double | None) -> Select[Any]:
    """Letters within reach with evidence that is there twice, of one kind or of any."""
    statement = (
        letters_counted(scope, mailing)
        .join(Unit, Unit.id == SchoolClass.college_id)
        .outerjoin(PersonalLink, PersonalLink.id == Letter.link_id)
        .add_columns(
            Letter.id.label("letter_id"),
            Letter.state,
            PersonalLink.number.label("letter_number"),
            Student.name,
            Student.student_number,
            SchoolClass.name.label("class_name"),
            *(where().label(each.value) for each, where in _WHERE.items()),
        )
    )
    found = statement.where(_WHERE[kind]() if kind else or_(*(where() for where in _WHERE.values())))
    return cast(Select[Any], found)


def doubles_of(letter: Letter) -> Select[Any]:
    """The kinds of one letter, as one row of booleans."""
    kinds = select(*(where().label(kind.value) for kind, where in _WHERE.items()))
    return cast(Select[Any], kinds.where(Letter.id == letter.id))
