"""The first day: what a school does until its first ten letters are printed."""

from __future__ import annotations

import enum
import json

from sqlalchemy import exists, select

from school.dashboards.queries.figures import Figures
from school.dashboards.rules import PRINTED_LETTERS_AT_LEAST
from school.foundation.audit.models import AuditEvent
from school.foundation.clock import today
from school.foundation.db import db
from school.letters.events import LETTERS_PRINTED
from school.letters.models import Letter, Mailing
from school.org.models import Post, PostKind, Student, Term
from school.org.queries.settings import school


class Step(enum.StrEnum):
    """One step of the first day, in the order in which they are best taken."""

    SCHOOL = "school"
    TERM = "term"
    ROSTER = "roster"
    STAFF = "staff"
    WORDING = "wording"
    ISSUED = "issued"
    PRINTED = "printed"


def first_steps(figures: Figures) -> dict[Step, bool]:
    """Each step and whether it is done; empty once ten letters are printed: the list is not needed then.

    Letters that were handed out have been printed or sent, which saves asking the log on most days.
    """
    if figures.letters["handed_out"] >= PRINTED_LETTERS_AT_LEAST or printed_letters() >= PRINTED_LETTERS_AT_LEAST:
        return {}
    row = school()
    held = exists().where(Post.kind == PostKind.COUNSELLOR, Post.held_on(today()))
    found = db.session.execute(
        select(
            exists().where(Term.id > 0), exists().where(Student.current()), held, exists().where(Mailing.to_families())
        )
    ).one()
    issued = db.session.scalar(select(Letter.id).limit(1)) is not None
    done = (row is not None and row.set_up_at is not None, *found, issued, False)
    return dict(zip(Step, map(bool, done), strict=True))


def printed_letters() -> int:
    """How many letters were printed so far, as the log has it: a letter printed twice counts twice.

    Of mailings that are there: the log also remembers those of a demo campus that was removed.
    """
    statement = select(AuditEvent.data).where(
        AuditEvent.subject_type == LETTERS_PRINTED.subject,
        AuditEvent.event == LETTERS_PRINTED.code,
        AuditEvent.subject_id.in_(select(Mailing.id)),
    )
    return sum(json.loads(data).get("letters", 0) for data in db.session.scalars(statement))
