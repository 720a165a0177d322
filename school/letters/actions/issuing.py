"""Making one letter per student: whole campuses at once, and safe to repeat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from school.foundation.audit import record
from school.foundation.db import allocate_ids, db, utc_now
from school.letters.actions.copies import insert_rows, make_links
from school.letters.actions.moves import lock_letters, step
from school.letters.events import LETTERS_ISSUED
from school.letters.models import ExemptReason, Letter, LetterState, Mailing, Verb, Wording
from school.org.models import FamilyMember, Student


@dataclass(frozen=True)
class Issued:
    """Letters made now, exempt now, exempt before and written to now, and had already."""

    made: int
    exempt: int
    lifted: int
    had: int


def issue_letters(mailing: Mailing, students: Select[int]) -> Issued:
    """Make the missing letters of ``mailing`` for ``students`` (a statement of ids, already scoped).

    Existing letters keep their wording and number, so it can be run again when students join. A
    student without family on the roster is exempt (no_family); once a family is there, the next
    run writes to it. Two runs at once wait for each other on the mailing's row.
    """
    db.session.execute(select(Mailing.id).where(Mailing.id == mailing.id).with_for_update())
    wording_id = _newest_wording(mailing)
    lifted = _lift_where_family_came(mailing, students)
    had = set(db.session.scalars(select(Letter.student_id).where(Letter.mailing_id == mailing.id)))
    wanted = db.session.scalars(students.where(Student.current()).order_by(None).order_by(Student.student_number)).all()
    missing = [student_id for student_id in wanted if student_id not in had]
    with_family = set(db.session.scalars(select(FamilyMember.student_id).distinct()))
    written_to = [student_id for student_id in missing if student_id in with_family]
    alone = [student_id for student_id in missing if student_id not in with_family]
    _insert_letters(mailing.id, wording_id, written_to, alone)
    issued = Issued(len(written_to), len(alone), lifted, len(wanted) - len(missing))
    record(LETTERS_ISSUED, mailing.id, made=issued.made, exempt=issued.exempt, lifted=lifted, had=issued.had)
    return issued


def _insert_letters(mailing_id: int, wording_id: int, written_to: Sequence[int], alone: Sequence[int]) -> None:
    now = utc_now()
    link_ids: list[int | None] = [*make_links(len(written_to)), *([None] * len(alone))]
    students = [*written_to, *alone]
    letter_ids = allocate_ids(Letter, len(students))
    rows = [
        {
            "id": letter_id,
            "mailing_id": mailing_id,
            "student_id": student_id,
            "wording_id": wording_id,
            "link_id": link_id,
            "state": LetterState.EXEMPT if link_id is None else LetterState.ISSUED,
            "exempt_reason": ExemptReason.NO_FAMILY if link_id is None else None,
            "copies": 0 if link_id is None else 1,
            "issued_at": now,
        }
        for letter_id, student_id, link_id in zip(letter_ids, students, link_ids, strict=True)
    ]
    insert_rows(Letter, rows)


def _lift_where_family_came(mailing: Mailing, students: Select[int]) -> int:
    """Students who had no family on the roster and now have one get their letter."""
    waiting = select(Letter.id).where(
        Letter.mailing_id == mailing.id,
        Letter.exempt_reason == ExemptReason.NO_FAMILY,
        Letter.student_id.in_(students),
        Letter.student_id.in_(select(FamilyMember.student_id)),
    )
    letters = lock_letters(waiting)
    give_links(letters)
    return step(Verb.LIFT, letters, exempt_reason=None).count


def give_links(letters: Iterable[Letter]) -> None:
    """A link for each of ``letters`` that never had one."""
    without = [letter for letter in letters if letter.link_id is None]
    for letter, link_id in zip(without, make_links(len(without)), strict=True):
        letter.link_id, letter.copies = link_id, 1


def _newest_wording(mailing: Mailing) -> int:
    newest = select(Wording.id).where(Wording.mailing_id == mailing.id).order_by(Wording.version.desc())
    return db.session.scalars(newest.limit(1)).one()
