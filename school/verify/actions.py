"""Asking whether a number is ours."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from school.foundation.audit import record
from school.foundation.db import unit_of_work, utc_now
from school.verify import kinds, tries
from school.verify.events import NUMBERS_GUESSED
from school.verify.kinds import Paper
from school.verify.rules import NUMBERS, shown_number, typed_number

THE_SCHOOL = 1


class Verdict(enum.StrEnum):
    """What there is to say of a number."""

    ISSUED = "issued"
    REPLACED = "replaced"
    MISTYPED = "mistyped"
    UNKNOWN = "unknown"
    NOT_NOW = "not_now"


@dataclass(frozen=True)
class Answer:
    """A verdict on the number as typed; ``wait`` in seconds where it was not looked at."""

    verdict: Verdict
    number: str
    paper: Paper | None = None
    wait: int = 0


def ask(typed: str, address: str, now: dt.datetime | None = None) -> Answer:
    """Say whether a paper with this number is ours, to whoever holds it.

    A number that does not fit its check character is a slip of the finger and costs nothing, nor does
    one that is found. An unknown one is counted before anybody else is let past, in a transaction of
    its own; the log learns once an hour and place that somebody seems to guess.
    """
    now, number, shown = now or utc_now(), typed_number(typed), shown_number(typed)
    if number is None:
        return Answer(Verdict.MISTYPED, shown)
    with unit_of_work():
        counted = tries.counted(NUMBERS, address, now)
        if wait := counted.wait(now):
            return Answer(Verdict.NOT_NOW, shown, wait=wait)
        paper = kinds.paper_of(number)
        if paper is None and counted.use():
            record(NUMBERS_GUESSED, THE_SCHOOL, count=counted.place.count)
    if paper is None:
        return Answer(Verdict.UNKNOWN, shown)
    return Answer(Verdict.REPLACED if paper.replaced else Verdict.ISSUED, shown, paper)
