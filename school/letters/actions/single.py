"""What is done to one letter: exempt, lifted, given a new copy, its family answered."""

from __future__ import annotations

from werkzeug.exceptions import Forbidden

from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.letters.actions.copies import replace_link
from school.letters.actions.issuing import give_links
from school.letters.actions.moves import Moved, class_of, lock_letters, move_letters, step
from school.letters.events import LETTER_REISSUED, LINK_UNLOCKED, QUESTION_ANSWERED
from school.letters.models import ExemptReason, FamilyQuestion, Letter, Verb
from school.letters.queries.classes import is_on_lists
from school.links.models import PersonalLink


def move_letter(verb: Verb, letter: Letter) -> Moved:
    """One letter, one step: checked, ticked back, archived …"""
    return move_letters(verb, lock_letters([letter.id]), class_of(letter))


def move_paper(verb: Verb, letter: Letter) -> Moved:
    """One letter's paper out or back; raises Forbidden where a class post may not know how the letter stands."""
    if not is_on_lists(current_actor(), letter):
        raise Forbidden
    return move_letter(verb, letter)


def exempt_letter(letter: Letter, reason: ExemptReason) -> Moved:
    """No letter for this family. The link closes at once; the reason is seen by the counsellor only."""
    return move_letters(Verb.EXEMPT, lock_letters([letter.id]), class_of(letter), exempt_reason=reason)


def lift_exemption(letter: Letter) -> Moved:
    """A letter for this family after all: the old copy opens again, or a first one is made."""
    letters = lock_letters([letter.id])
    give_links(letters)
    return move_letters(Verb.LIFT, letters, class_of(letter), exempt_reason=None)


def reissue_letter(letter: Letter) -> PersonalLink | None:
    """A new copy with a new number and link; the old one is void at once and stays known.

    For a lost or leaked letter. None when the receipt is already there and no copy is needed.
    """
    held = lock_letters([letter.id])[0]
    old = db.session.get(PersonalLink, held.link_id) if held.link_id is not None else None
    moved = step(Verb.REISSUE, [held], class_of(letter)) if old is not None else None
    if old is None or moved is None or moved.batch is None:
        record(LETTER_REISSUED, letter.id, link=None, old_link=held.link_id)
        return None
    link = replace_link(old)
    held.link_id, held.copies = link.id, held.copies + 1
    db.session.flush()
    record(LETTER_REISSUED, letter.id, link=link.id, old_link=old.id)
    return link


def unlock_letter(letter: Letter) -> None:
    """Give a family its tries back: one tap."""
    link = db.session.get(PersonalLink, letter.link_id) if letter.link_id is not None else None
    if link is not None:
        link.unlock()
    record(LINK_UNLOCKED, letter.id, link=letter.link_id)


def answer_question(question: FamilyQuestion) -> None:
    """The family was called or written to; the letter stays open until it is signed."""
    question.answered_at = question.answered_at or utc_now()
    question.account_id = current_actor().account_id
    record(QUESTION_ANSWERED, question.letter_id, question=question.id)
