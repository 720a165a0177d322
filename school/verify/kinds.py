"""What papers carry a number. Features hand in how theirs is found; this room knows none of them.

kinds.add_kind("letter", paper_of_number)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Paper:
    """All that anybody may be told of a paper: nothing of whose it is, or of what became of it.

    ``what`` says what was issued, for example "letter to families"; ``day`` is the date that stands on
    the paper; ``school_class`` is empty for a paper that is for everybody. Of a ``replaced`` copy nothing
    else is told.
    """

    what: str | LazyString
    day: dt.date | None = None
    school_class: str = ""
    replaced: bool = False


Finder = Callable[[str], Paper | None]
_finders: dict[str, Finder] = {}


def add_kind(name: str, finder: Finder) -> None:
    """Ask ``finder`` for papers of one kind; called from a feature's ``init_app``, any number of times.

    It gets eight characters that fit their check character (links/rules.py), and answers None for a
    number that is not of this kind.
    """
    _finders[name] = finder


def paper_of(number: str) -> Paper | None:
    """The paper with this number. Every kind is asked, so that the time tells nothing of which it was."""
    found = [finder(number) for finder in _finders.values()]
    return next((paper for paper in found if paper is not None), None)
