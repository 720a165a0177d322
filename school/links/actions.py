"""Trying the second thing."""

from __future__ import annotations

import enum
import hmac
from dataclasses import dataclass

from sqlalchemy import case, or_, update

from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.foundation.db.phone import last_four_lookup
from school.links.codes import check_code
from school.links.events import LINK_OPENED, LINK_REFUSED
from school.links.models import PersonalLink
from school.links.purposes import purpose_of
from school.links.rules import ALL_TRIES, FIRST_TRIES, WAIT, SecondThing, digits_typed


class Answer(enum.StrEnum):
    """What came of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_NOW = "not_now"


@dataclass(frozen=True)
class Try:
    """One try; ``second_thing`` is what the four digits were, if they were right."""

    answer: Answer
    second_thing: SecondThing | None = None


def try_digits(link: PersonalLink, typed: str) -> Try:
    """Open ``link`` with four digits: the 核对码, or the last four of a family phone on file.

    Every try is charged in the row before it is looked at, in one statement, so that a thousand
    phones at the same moment have eight tries between them. A right one gives them all back.
    While the link waits or is locked, even right digits are not looked at.
    """
    if not _charge(link):
        return Try(Answer.NOT_NOW)
    second_thing = _recognise(link, digits_typed(typed))
    if second_thing is None:
        record(LINK_REFUSED, link.id, wrong_tries=link.wrong_tries, locked=link.needs_unlock)
        return Try(Answer.WRONG)
    link.unlock()
    link.opened_at = link.opened_at or utc_now()
    record(LINK_OPENED, link.id, second_thing=second_thing)
    return Try(Answer.RIGHT, second_thing)


def _charge(link: PersonalLink) -> bool:
    """Take one try from the row if there is one; the row's columns are fresh afterwards."""
    now, tries = utc_now(), PersonalLink.wrong_tries + 1
    statement = (
        update(PersonalLink)
        .where(
            PersonalLink.id == link.id,
            PersonalLink.voided_at.is_(None),
            PersonalLink.needs_unlock.is_(False),
            PersonalLink.wrong_tries < ALL_TRIES,
            or_(PersonalLink.blocked_until.is_(None), PersonalLink.blocked_until <= now),
        )
        .values(
            wrong_tries=tries,
            blocked_until=case((tries == FIRST_TRIES, now + WAIT), else_=PersonalLink.blocked_until),
            needs_unlock=case((tries >= ALL_TRIES, True), else_=False),
        )
        .returning(PersonalLink.wrong_tries)
        .execution_options(synchronize_session=False)
    )
    charged = db.session.execute(statement).scalar_one_or_none() is not None
    db.session.refresh(link)
    return charged


def _recognise(link: PersonalLink, digits: str) -> SecondThing | None:
    if hmac.compare_digest(digits, check_code(link)):
        return SecondThing.CHECK_CODE
    return SecondThing.LAST_FOUR if last_four_lookup(digits) in purpose_of(link).last_four(link) else None
