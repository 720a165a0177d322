"""The letters of one class, and the classes somebody works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from school.foundation.access import Actor, Permission, Scope, reach, visible
from school.foundation.db import db
from school.letters.models import Confirmation, FamilyQuestion, Letter, LetterState, Mailing, MoveBatch
from school.letters.rules import OPEN, Verb, allowed
from school.links.models import PersonalLink
from school.org.models import SchoolClass, Student
from school.org.queries.units import classes as classes_of_scope


@dataclass(frozen=True)
class ClassRow:
    """A student of the class with the letter, if one was made."""

    student: Student
    letter: Letter | None
    number: str = ""
    locked: bool = False
    question: bool = False

    @property
    def claims_handed_in(self) -> bool:
        """The student says the slip was handed in, and no answer is there."""
        letter = self.letter
        return letter is not None and letter.confirmation is Confirmation.HANDED_IN and letter.state in OPEN

    @property
    def open(self) -> bool:
        """No answer yet."""
        return self.letter is not None and self.letter.state in OPEN

    @property
    def on_paper(self) -> bool:
        """Whether the paper itself says where the letter is: all that a class post may know."""
        return self.letter is not None and self.letter.shows_on_paper

    def can(self, verb: Verb) -> bool:
        """Whether ``verb`` moves this letter."""
        return self.letter is not None and allowed(self.letter.state, verb)


@dataclass(frozen=True)
class ClassLetters:
    """A class's page: rows in student-number order, and the questions that wait."""

    rows: list[ClassRow]
    questions: list[FamilyQuestion]
    full: bool = True
    """Whether the reader follows letters: a monitor's lists do not tell refusals from signatures."""

    def to(self, verb: Verb) -> list[ClassRow]:
        """The rows that ``verb`` moves; students who say "handed in" first when slips come back."""
        rows = [row for row in self.rows if row.can(verb) and (self.full or row.open)]
        return sorted(rows, key=lambda row: not row.claims_handed_in) if verb is Verb.TICK_BACK else rows

    @property
    def locked(self) -> list[ClassRow]:
        """Families that tried too often and wait to be let in."""
        return [row for row in self.rows if row.locked]

    def count(self, *states: LetterState) -> int:
        """How many letters are in one of ``states``, as far as the reader may know."""
        shown = (row.letter for row in self.rows if self.full or row.on_paper)
        return sum(letter is not None and letter.state in states for letter in shown)


def letter_ids_of_class(class_id: int, mailing_id: int) -> Select[int]:
    """Ids of a mailing's letters for the students who are in the class now."""
    statement = select(Letter.id).join(Student, Student.id == Letter.student_id)
    return statement.where(Letter.mailing_id == mailing_id, Student.class_id == class_id, Student.current())


def class_letters(school_class: SchoolClass, mailing: Mailing, *, full: bool) -> ClassLetters:
    """Everything the page of a class shows; ``full`` for those who follow letters there."""
    statement = (
        select(Student, Letter, PersonalLink.number, PersonalLink.needs_unlock)
        .outerjoin(Letter, (Letter.student_id == Student.id) & (Letter.mailing_id == mailing.id))
        .outerjoin(PersonalLink, PersonalLink.id == Letter.link_id)
        .where(Student.class_id == school_class.id, Student.current())
        .order_by(Student.student_number)
    )
    questions = open_questions(school_class, mailing)
    asking = {question.letter_id for question in questions}
    rows = []
    for student, found, number, locked in db.session.execute(statement):
        letter: Letter | None = found  # the outer join may find none
        rows.append(ClassRow(student, letter, number or "", bool(locked), letter is not None and letter.id in asking))
    return ClassLetters(rows, questions, full)


def letters_to_tick(school_class: SchoolClass, scope: Scope, *, full: bool) -> Select[Letter]:
    """Letters of the class that a form may name, of whatever mailing; without ``full`` those on a class post's lists.

    Otherwise a tick that moves nothing, or moves a refusal, would tell what the lists do not.
    """
    students = select(Student.id).where(Student.class_id == school_class.id, Student.current())
    statement = visible(Letter, scope).where(Letter.student_id.in_(students))
    return statement if full else statement.where(Letter.showing_on_paper())


def is_on_lists(actor: Actor, letter: Letter) -> bool:
    """Whether ``actor`` may tick ``letter`` alone: who follows letters all of them, a class post those on its lists."""
    followed = visible(Letter, reach(actor, Permission.LETTER_FOLLOW)).where(Letter.id == letter.id)
    return letter.shows_on_paper or db.session.scalar(followed) is not None


def open_questions(school_class: SchoolClass, mailing: Mailing) -> list[FamilyQuestion]:
    """What families of the class asked and nobody has answered, the oldest first."""
    statement = (
        select(FamilyQuestion)
        .where(
            FamilyQuestion.answered_at.is_(None),
            FamilyQuestion.letter_id.in_(letter_ids_of_class(school_class.id, mailing.id)),
        )
        .options(joinedload(FamilyQuestion.letter).joinedload(Letter.student))
        .order_by(FamilyQuestion.at)
    )
    return list(db.session.scalars(statement))


def follows(actor: Actor, school_class: SchoolClass, permission: Permission = Permission.LETTER_FOLLOW) -> bool:
    """Whether ``actor`` holds ``permission`` for this very class, not just somewhere."""
    statement = visible(SchoolClass, reach(actor, permission)).where(SchoolClass.id == school_class.id)
    return db.session.scalar(statement) is not None


def own_classes(scope: Scope) -> Sequence[SchoolClass]:
    """Open classes within ``scope`` with their colleges, in the school's order."""
    return db.session.scalars(classes_of_scope(scope)).all()


def batch_done(scope: Scope, actor: Actor, batch_id: int | None) -> MoveBatch | None:
    """The batch that the actor has just done, for its undo button; None when it was undone or is not in scope.

    Nobody else's: its verb and count would tell a monitor that somebody was set to "no letter".
    """
    if batch_id is None:
        return None
    statement = visible(MoveBatch, scope).where(
        MoveBatch.id == batch_id, MoveBatch.account_id == actor.id, MoveBatch.undone_at.is_(None)
    )
    found: MoveBatch | None = db.session.scalar(statement)
    return found
