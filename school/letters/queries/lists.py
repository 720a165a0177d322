"""The list of letters: what a filter finds, with its columns for page and export."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.orm import joinedload

from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.foundation.ui.listing import Column, Table
from school.letters.labels import CONFIRMATIONS, STATES
from school.letters.models import Letter, LetterState, Mailing
from school.letters.queries.columns import STUDENT, STUDENT_NUMBER
from school.letters.queries.figures import LISTED, figure_where, letters_counted
from school.links.models import PersonalLink
from school.links.queries import link_of_number, present_link
from school.links.rules import printed_number
from school.org.models import SchoolClass, Student, Unit

LETTERS = Table(
    "letters",
    columns=(
        STUDENT,
        STUDENT_NUMBER,
        Column("college", _l("College"), lambda row: row.college, sort=Unit.position),
        Column(
            "class",
            _l("Class"),
            lambda row: row.class_name,
            sort=SchoolClass.name,
            link=lambda row: url_for("letters.class_page", class_id=row.class_id),
        ),
        Column(
            "number",
            _l("Letter number"),
            lambda row: printed_number(row.number) if row.number else None,
            sort=PersonalLink.number,
        ),
        Column("state", _l("State"), lambda row: STATES[row.state], sort=Letter.state),
        Column(
            "confirmation",
            _l("The student says"),
            lambda row: CONFIRMATIONS[row.confirmation] if row.confirmation else None,
            sort=Letter.confirmation,
        ),
        Column("handed_out_at", _l("Handed out on"), lambda row: row.handed_out_at, sort=Letter.handed_out_at),
        Column(
            "answered_at",
            _l("Answered on"),
            lambda row: row.signed_at or row.back_at or row.assisted_at or row.declined_at,
        ),
    ),
    order=(Unit.position, SchoolClass.name, Student.student_number),
)


def _tick(row: Any) -> Markup:
    """A box that names the letter in the form below the list; nothing where nothing can be printed."""
    if row.number is None or row.state is LetterState.EXEMPT:
        return Markup()
    box = Markup('<input type="checkbox" name="letters" form="ticked" value="{}" aria-label="{}">')
    return box.format(row.letter_id, gettext("Print the letter of %(name)s", name=row.name))


TICKED_LETTERS = Table(
    LETTERS.name,
    columns=(Column("tick", _l("To print"), lambda _row: None, cell=_tick), *LETTERS.columns),
    order=LETTERS.order,
)
"""As the page of one mailing shows them; what is exported has no boxes."""


def letter_list(scope: Scope, mailing: Mailing | None, wanted: dict[str, Any]) -> Select[Any]:
    """The rows for a filter: figure, state, confirmation, college, school_class, q. Present students only."""
    statement = (
        letters_counted(scope, mailing)
        .join(Unit, Unit.id == SchoolClass.college_id)
        .outerjoin(PersonalLink, PersonalLink.id == Letter.link_id)
        .add_columns(
            Letter.id.label("letter_id"),
            Letter.state,
            Letter.confirmation,
            Letter.handed_out_at,
            Letter.signed_at,
            Letter.back_at,
            Letter.assisted_at,
            Letter.declined_at,
            PersonalLink.number,
            Student.name,
            Student.student_number,
            Student.class_id,
            SchoolClass.name.label("class_name"),
            Unit.name.label("college"),
        )
    )
    return statement.where(*_conditions(wanted))


def _conditions(wanted: dict[str, Any]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.get("figure") in LISTED:
        conditions.append(figure_where(wanted["figure"]))
    if wanted.get("state"):
        conditions.append(Letter.state == wanted["state"])
    if wanted.get("college"):
        conditions.append(SchoolClass.college_id == wanted["college"].id)
    if wanted.get("school_class"):
        conditions.append(Student.class_id == wanted["school_class"].id)
    if wanted.get("q"):
        conditions.append(_matching(wanted["q"]))
    return conditions


def _matching(text: str) -> ColumnElement[bool]:
    """A student's name or number, or a letter number; that of an old copy finds its letter too."""
    people = or_(Student.student_number.startswith(text, autoescape=True), Student.name.contains(text, autoescape=True))
    link = link_of_number(text)
    return people if link is None else or_(people, Letter.link_id == present_link(link).id)


def letter_of_number(scope: Scope, text: str) -> Letter | None:
    """The letter of a printed number with student and class, within ``scope``; old copies lead to the present one."""
    link = link_of_number(text)
    if link is None:
        return None
    with_class = joinedload(Letter.student).joinedload(Student.school_class)
    statement = visible(Letter, scope).where(Letter.link_id == present_link(link).id)
    found: Letter | None = db.session.scalar(statement.options(with_class, joinedload(Letter.link)))
    return found
