"""What the search in the page's head finds here."""

from __future__ import annotations

from flask import url_for

from school.foundation.access import Permission, current_actor, reach
from school.letters.queries.lists import letter_of_number
from school.links.rules import printed_number
from school.org.queries.search import Hit


def find_letter(text: str) -> list[Hit]:
    """A letter by its printed number, within the actor's reach; an old copy's number finds it too."""
    letter = letter_of_number(reach(current_actor(), Permission.LETTER_FOLLOW), text)
    if letter is None or letter.link is None:
        return []
    student = letter.student
    address = url_for("letters.show", letter_id=letter.id)
    return [Hit(printed_number(letter.link.number), student.name, student.school_class.name, address)]
