"""What the search in the page's head finds in the archive."""

from __future__ import annotations

from flask import url_for
from sqlalchemy.orm import joinedload

from school.foundation.access import Permission, current_actor, reach
from school.foundation.db import db
from school.letters.archive.models import ArchivedReceipt
from school.letters.archive.queries.lists import archived_of
from school.letters.models import Letter
from school.org.models import Student
from school.org.queries.search import Hit


def find_archived(text: str) -> list[Hit]:
    """A receipt by its archive number, within the actor's reach."""
    options = joinedload(ArchivedReceipt.letter).joinedload(Letter.student).joinedload(Student.school_class)
    found = db.session.scalar(archived_of(reach(current_actor(), Permission.LETTER_FOLLOW), text).options(options))
    if found is None:
        return []
    student = found.letter.student
    return [
        Hit(found.number, student.name, student.school_class.name, url_for("letters.show", letter_id=found.letter_id))
    ]
