"""The figures of letters, and the rows behind each of them: one predicate for both.

Students who belong now are counted, in the class they are in now. Every figure is the number of
rows that ``letters/list?figure=…`` shows for the same place and mailing.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select

from school.foundation.access import Scope
from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.ui.filters import local
from school.letters.models import Confirmation, FamilyQuestion, Letter, LetterState, Mailing
from school.letters.rules import COMPLETE, OPEN, RECEIVED
from school.org.models import SchoolClass, Student

Where = ColumnElement[bool]
LATER_THAN_ISSUED = frozenset(LetterState) - {LetterState.ISSUED, LetterState.EXEMPT}


@dataclass(frozen=True)
class Figure:
    """A figure: its words, its definition in a sentence, and the WHERE of its rows on a given day."""

    label: LazyString
    definition: LazyString
    where: Callable[[dt.date], Where]


def _state(*states: LetterState) -> Callable[[dt.date], Where]:
    return lambda _day: Letter.state.in_(states)


def _confirmation(which: Confirmation) -> Callable[[dt.date], Where]:
    return lambda _day: and_(Letter.confirmation == which, Letter.state != LetterState.EXEMPT)


def _assisted() -> Where:
    """The counsellor's note alone: neither a signature nor a slip of the family's own."""
    return and_(Letter.signed_at.is_(None), Letter.back_at.is_(None), Letter.assisted_at.is_not(None))


def _with_question() -> Where:
    return Letter.id.in_(select(FamilyQuestion.letter_id).where(FamilyQuestion.answered_at.is_(None)))


def _came_late() -> Where:
    """Correlated on purpose: an index finds the one mailing of each of the few letters that nobody has looked at."""
    closed = exists().where(Mailing.id == Letter.mailing_id)
    unseen = Letter.state.in_(RECEIVED)
    late = closed.where(Mailing.closed_at < Letter.came_at)
    return or_(and_(unseen, late), and_(_with_question(), closed.where(Mailing.closed_at.is_not(None))))


FIGURES: dict[str, Figure] = {
    "issued": Figure(
        _l("Issued"),
        _l("A letter was made for the student; students without a letter are counted apart."),
        lambda _day: Letter.state != LetterState.EXEMPT,
    ),
    "handed_out": Figure(
        _l("Handed out"),
        _l("Given to the student or sent, or answered already."),
        lambda _day: Letter.state.in_(LATER_THAN_ISSUED),
    ),
    "confirmed_by_student": Figure(
        _l("Confirmed by students"),
        _l("The student has said where the letter is. A claim: by itself it is neither signed nor back."),
        lambda _day: and_(Letter.confirmation.is_not(None), Letter.state != LetterState.EXEMPT),
    ),
    "taken_home": Figure(
        _l("Says taken home"), _l("The student says the letter was taken home."), _confirmation(Confirmation.TAKEN_HOME)
    ),
    "handed_in": Figure(
        _l("Says handed in"),
        _l("The student says the slip was signed and handed in."),
        _confirmation(Confirmation.HANDED_IN),
    ),
    "family_cannot": Figure(
        _l("Says family cannot"),
        _l("The student says the family cannot sign; the counsellor asks in private."),
        _confirmation(Confirmation.FAMILY_CANNOT),
    ),
    "signed": Figure(
        _l("Signed on the phone"),
        _l("The receipt was completed on the phone, whether or not it has been checked."),
        lambda _day: and_(Letter.state.in_(COMPLETE), Letter.signed_at.is_not(None)),
    ),
    "back": Figure(
        _l("Back on paper"),
        _l("The signed slip came back, whether or not it has been checked."),
        lambda _day: and_(Letter.state.in_(COMPLETE), Letter.signed_at.is_(None), not_(_assisted())),
    ),
    "assisted": Figure(
        _l("Noted for the family"),
        _l(
            "The family can neither sign on the phone nor return paper; the counsellor reached it and noted the receipt. It is no signature of the family's own."
        ),
        lambda _day: and_(Letter.state.in_(COMPLETE), _assisted()),
    ),
    "answered": Figure(
        _l("Signed or back"),
        _l("The receipt is complete: on the phone, on paper, or noted for a family that could do neither."),
        _state(*COMPLETE),
    ),
    "checked": Figure(
        _l("Checked"),
        _l("A counsellor or contact has looked at the receipt; archived ones count too."),
        _state(LetterState.CHECKED, LetterState.ARCHIVED),
    ),
    "archived": Figure(_l("Archived"), _l("The receipt lies in the archive."), _state(LetterState.ARCHIVED)),
    "declined": Figure(
        _l("Declined to sign"), _l("The family chose not to sign. Nothing depends on it."), _state(LetterState.DECLINED)
    ),
    "exempt": Figure(_l("No letter"), _l("No family to write to, or contact is unwise."), _state(LetterState.EXEMPT)),
    "questions": Figure(
        _l("Has a question"), _l("The family asked something and waits for an answer."), lambda _day: _with_question()
    ),
    "replaced": Figure(
        _l("Replaced"),
        _l("The letter was issued again; older copies are void."),
        lambda _day: and_(Letter.copies > 1, Letter.state != LetterState.EXEMPT),
    ),
    "outstanding": Figure(
        _l("No answer yet"),
        _l("Issued, and neither signed, back nor declined."),
        lambda _day: Letter.state.in_(OPEN),
    ),
    "overdue": Figure(
        _l("Overdue"),
        _l("No answer yet, and the due date has passed."),
        lambda today: and_(
            Letter.state.in_(OPEN), Letter.mailing_id.in_(select(Mailing.id).where(Mailing.due_on < today))
        ),
    ),
    "not_handed_out": Figure(
        _l("Not handed out yet"), _l("Made, but still in the school."), _state(LetterState.ISSUED)
    ),
    "unchecked": Figure(_l("To check"), _l("The receipt is there, and nobody has looked yet."), _state(*RECEIVED)),
}
# A list but no figure: figures are of open mailings, and what comes in later is brought before the counsellor.
CAME_LATE = "came_late"
LISTED = FIGURES | {
    CAME_LATE: Figure(
        _l("Waits after closing"),
        _l("Signed or back after the mailing was closed, and nobody has looked yet; or a question waits there."),
        lambda _day: _came_late(),
    )
}
LetterFigures = dict[str, int]


class GroupBy(enum.StrEnum):
    """What one row of figures stands for."""

    COLLEGE = "college"
    CLASS = "class"


def letter_figures(scope: Scope, mailing: Mailing | None = None) -> LetterFigures:
    """Every figure within ``scope``, of one mailing or of all open ones: one query."""
    row = db.session.execute(_counts(scope, mailing)).one()
    return dict(zip(FIGURES, row, strict=True))


def letter_figures_by(group_by: GroupBy, scope: Scope, mailing: Mailing | None = None) -> dict[int, LetterFigures]:
    """The same for each college or class that has letters, by its id: one grouped query."""
    column: Any = SchoolClass.college_id if group_by is GroupBy.COLLEGE else Student.class_id
    statement = _counts(scope, mailing, column).group_by(column)
    return {row[0]: dict(zip(FIGURES, row[1:], strict=True)) for row in db.session.execute(statement)}


def figure_where(figure: str) -> Where:
    """The rows of one figure or list today; KeyError for a name that is none."""
    return LISTED[figure].where(today())


def letters_counted(scope: Scope, mailing: Mailing | None = None, *, closed: bool = False) -> Select[Any]:
    """The letters that figures count, joined to student and class; columns are up to the caller.

    Of one mailing, of all open ones, or of all ``closed`` ones.
    """
    statement = (
        select()
        .select_from(Letter)
        .join(Student, Student.id == Letter.student_id)
        .join(SchoolClass, SchoolClass.id == Student.class_id)
        .where(Letter.within(scope), Student.current(), of_mailing(mailing, closed=closed))
    )
    return statement.execution_options(scope=scope)


def of_mailing(mailing: Mailing | None, *, closed: bool = False) -> Where:
    """Letters of one mailing, or of all that are open or ``closed``."""
    if mailing is not None:
        return Letter.mailing_id == mailing.id
    wanted = Mailing.closed_at.is_not(None) if closed else Mailing.closed_at.is_(None)
    return Letter.mailing_id.in_(select(Mailing.id).where(wanted))


def letter_trend(scope: Scope, mailing: Mailing | None = None) -> dict[str, dict[dt.date, int]]:
    """New per day of the school's clock: handed_out, signed, back, assisted, checked. Days without are left out.

    The state decides whether a letter counts, so that the sum of all days is today's figure for
    signed, back, assisted and checked.
    """
    moments = {
        "handed_out": (
            func.coalesce(
                Letter.handed_out_at, Letter.back_at, Letter.signed_at, Letter.assisted_at, Letter.declined_at
            ),
            "handed_out",
        ),
        "signed": (Letter.signed_at, "signed"),
        "back": (Letter.back_at, "back"),
        "assisted": (Letter.assisted_at, "assisted"),
        "checked": (Letter.checked_at, "checked"),
    }
    return {name: _by_day(scope, mailing, moment, figure_where(figure)) for name, (moment, figure) in moments.items()}


def _counts(scope: Scope, mailing: Mailing | None, *keys: Any) -> Select[Any]:
    day = today()
    sums = [func.count(Letter.id).filter(figure.where(day)).label(name) for name, figure in FIGURES.items()]
    return letters_counted(scope, mailing).add_columns(*keys, *sums)


def _by_day(scope: Scope, mailing: Mailing | None, moment: Any, where: Where) -> dict[dt.date, int]:
    """Counted by hour in UTC in the database, then by the school's day: zones and both databases agree."""
    if db.session.get_bind().dialect.name == "sqlite":
        hour: Any = func.strftime("%Y-%m-%dT%H:00+00:00", moment)
    else:
        hour = func.to_char(func.timezone("UTC", moment), 'YYYY-MM-DD"T"HH24":00+00:00"')
    statement = letters_counted(scope, mailing).add_columns(hour, func.count(Letter.id))
    statement = statement.where(where, not_(moment.is_(None))).group_by(hour)
    days: dict[dt.date, int] = {}
    for text, count in db.session.execute(statement):
        day = local(dt.datetime.fromisoformat(text)).date()
        days[day] = days.get(day, 0) + count
    return dict(sorted(days.items()))
