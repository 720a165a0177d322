"""What links are for. Features hand in what they know; links knows none of them.

purposes.register("letter", Purpose(grant=grant_of_link, page="family.letter", …))
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from school.foundation.access import Grant
from school.links.models import PersonalLink

Contact = tuple[str, str, str]  # label, name (empty before the second thing), number


@dataclass(frozen=True)
class Purpose:
    """One kind of link.

    ``grant`` is what the link opens now (None: nothing any more). ``last_four`` are the keyed hashes
    of the digits that open it besides the 核对码. ``contacts`` are numbers to call, without names.
    ``page`` is the endpoint behind the door; ``student_page`` is where the student goes instead.
    """

    grant: Callable[[PersonalLink], Grant | None]
    last_four: Callable[[PersonalLink], Collection[bytes]]
    contacts: Callable[[PersonalLink], list[Contact]]
    page: str
    student_page: str


_purposes: dict[str, Purpose] = {}


def register(name: str, purpose: Purpose) -> None:
    """Say what links of ``name`` open; called from a feature's ``init_app``, any number of times."""
    _purposes[name] = purpose


def purpose_of(link: PersonalLink) -> Purpose:
    """The purpose of a link; KeyError for one whose feature is not part of this application."""
    return _purposes[link.purpose]
