"""The letters of one class, and the classes somebody works with."""

from __future__ import annotations

from sqlalchemy import Select, select

from school.letters.models import Letter
from school.org.models import Student


def letter_ids_of_class(class_id: int, mailing_id: int) -> Select[int]:
    """Ids of a mailing's letters for the students who are in the class now."""
    statement = select(Letter.id).join(Student, Student.id == Letter.student_id)
    return statement.where(Letter.mailing_id == mailing_id, Student.class_id == class_id, Student.current())
