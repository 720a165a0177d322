"""What waits for somebody: due letters, questions, shut doors, unused accounts, classes without a counsellor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import joinedload

from school.accounts import queries as accounts
from school.dashboards.queries.figures import Figures
from school.foundation.access import Actor, Scope, visible
from school.foundation.clock import today
from school.foundation.db import db
from school.letters.models import FamilyQuestion, Letter, LetterState, Mailing
from school.letters.queries.figures import CAME_LATE, figure_where, letters_counted
from school.letters.rules import OPEN
from school.links.models import PersonalLink
from school.org.models import Post, PostKind, SchoolClass, Student
from school.org.queries import units
from school.org.rules import posts_given_by

MOST_QUESTIONS = 3


@dataclass(frozen=True)
class Due:
    """A mailing, and of how many of its letters something is to be done."""

    mailing: Mailing
    letters: int


def open_mailings(scope: Scope) -> list[Mailing]:
    """Mailings under way, the newest first."""
    return list(db.session.scalars(mailings_under_way(scope)))


def mailings_under_way(scope: Scope) -> Select[Mailing]:
    """The same as a choice."""
    return visible(Mailing, scope).where(Mailing.closed_at.is_(None)).order_by(Mailing.id.desc())


def due(scope: Scope, mailings: Sequence[Mailing], figures: Figures) -> list[Due]:
    """Open mailings with letters that have no answer; one mailing alone is known from ``figures``."""
    if len(mailings) <= 1:
        counts = {row.id: figures.letters["outstanding"] for row in mailings}
    else:
        statement = letters_counted(scope).add_columns(Letter.mailing_id, func.count(Letter.id))
        counts = dict(db.session.execute(statement.where(Letter.state.in_(OPEN)).group_by(Letter.mailing_id)).all())
    return [Due(row, counts[row.id]) for row in mailings if counts.get(row.id)]


def came_late(scope: Scope) -> list[Due]:
    """Closed mailings in which something came in that nobody has looked at, the newest first."""
    late = letters_counted(scope, closed=True).where(figure_where(CAME_LATE))
    late = late.add_columns(Letter.mailing_id, func.count(Letter.id).label("count")).group_by(Letter.mailing_id)
    counted = late.subquery()
    statement = select(Mailing, counted.c.count).join(counted, counted.c.mailing_id == Mailing.id)
    return [Due(*row) for row in db.session.execute(statement.order_by(Mailing.id.desc()))]


def oldest_question(scope: Scope, mailing: Mailing | None = None) -> dt.datetime | None:
    """Since when the family that waits longest has been waiting for an answer."""
    statement = select(func.min(FamilyQuestion.at)).where(FamilyQuestion.answered_at.is_(None), _of(scope, mailing))
    moment: dt.datetime | None = db.session.scalar(statement)
    return moment


def questions(scope: Scope, mailing: Mailing | None = None) -> Sequence[FamilyQuestion]:
    """The questions that wait longest, with letter, student and class."""
    with_class = joinedload(FamilyQuestion.letter).joinedload(Letter.student).joinedload(Student.school_class)
    statement = (
        select(FamilyQuestion)
        .where(FamilyQuestion.answered_at.is_(None), _of(scope, mailing))
        .options(with_class)
        .order_by(FamilyQuestion.at, FamilyQuestion.id)
    )
    return db.session.scalars(statement.limit(MOST_QUESTIONS)).all()


def locked_letters(scope: Scope) -> Select[Any]:
    """Letters whose family tried too often and waits to be let in: (letter_id, tries, student, class …)."""
    shut = select(PersonalLink.id).where(PersonalLink.needs_unlock)  # few: looked up first
    statement = letters_counted(scope).join(PersonalLink, PersonalLink.id == Letter.link_id)
    return statement.where(Letter.link_id.in_(shut)).add_columns(
        Letter.id.label("letter_id"),
        Letter.state,
        PersonalLink.wrong_tries,
        Student.name,
        Student.student_number,
        Student.class_id,
        SchoolClass.name.label("class_name"),
    )


def claims(scope: Scope, claim: str, mailing: Mailing | None = None) -> int:
    """Letters that were handed out and of which the student says ``claim`` (a figure), without an answer yet."""
    statement = letters_counted(scope, mailing).add_columns(func.count(Letter.id))
    found = statement.where(figure_where(claim), Letter.state == LetterState.HANDED_OUT)
    return db.session.scalar(found) or 0


def people_never_signed_in(actor: Actor) -> int:
    """People in posts that ``actor`` may give who have never signed in, as the list of them shows."""
    return count(accounts.people_never_signed_in(posts_given_by(actor.roles)))


def classes_without_counsellor(scope: Scope) -> Select[SchoolClass]:
    """Open classes with students and nobody to answer their families."""
    looked_after = select(Post.class_id).where(Post.kind == PostKind.COUNSELLOR, Post.held_on(today()))
    peopled = exists().where(Student.class_id == SchoolClass.id, Student.current())
    return units.classes(scope).where(SchoolClass.id.not_in(looked_after.where(Post.class_id.is_not(None))), peopled)


def count(statement: Select[Any]) -> int:
    """How many rows a list has."""
    return db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0


def _of(scope: Scope, mailing: Mailing | None) -> ColumnElement[bool]:
    """Questions about counted letters. Correlated on purpose: a few questions wait, and letters are many."""
    letters = letters_counted(scope, mailing).add_columns(Letter.id).where(Letter.id == FamilyQuestion.letter_id)
    return letters.exists()
