"""Where each number leads: the list of the rows it counts, narrowed to the same place and mailing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from school.dashboards.queries.places import Place
from school.foundation.access import Actor, Permission, Scope, reach
from school.letters.models import Mailing
from school.letters.queries.figures import LISTED


@dataclass(frozen=True)
class Lists:
    """The lists that somebody may open and that show the very rows of the figures; made once a page.

    A number leads nowhere for people who see figures but no names, and for the few whose several
    posts reach further in a list than in the figures (or the other way round).
    """

    within: Scope
    students_agree: bool
    marks_agree: bool
    letters_agree: bool
    mailing: Mailing | None
    built: dict[tuple[Any, ...], str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, actor: Actor, mailing: Mailing | None = None) -> Lists:
        """The lists of ``actor``, of one mailing or of all open ones."""
        within = reach(actor, Permission.FIGURES_READ)

        def agrees(permission: Permission) -> bool:
            return bool(within) and reach(actor, permission) == within

        return cls(
            within,
            students_agree=agrees(Permission.PERSON_READ),
            marks_agree=agrees(Permission.APP_STATUS_READ),
            letters_agree=agrees(Permission.LETTER_FOLLOW),
            mailing=mailing,
        )

    def students(self, place: Place) -> str | None:
        """The present students of a place."""
        if not self.students_agree or not self._shows(place):
            return None
        return self._address("org.students", place, "school_class")

    def marks(self, figure: str, place: Place) -> str | None:
        """The students behind a figure of the three marks."""
        if not self.marks_agree or not self._shows(place):
            return None
        return self._address("appstatus.students", place, "school_class", figure=figure)

    def letters(self, figure: str, place: Place, **more: Any) -> str | None:
        """The letters behind a figure of letters."""
        if not self.letters_agree or figure not in LISTED or not self._shows(place):
            return None
        return self._address("letters.letter_rows", place, figure=figure, **self.of_mailing, **more)

    def locked(self, place: Place) -> str | None:
        """The letters whose families are locked out."""
        if not self.letters_agree or not self._shows(place):
            return None
        return self._address("dashboards.locked", place)

    def classes(self, only: str, place: Place) -> str | None:
        """The classes of a place that something is said of."""
        return self._address("dashboards.classes", place, only=only) if self._shows(place) else None

    def college(self, college_id: int) -> str:
        """A college's page of figures."""
        return url_for("dashboards.college", unit_id=college_id, **self.of_mailing)

    def school_class(self, class_id: int) -> str:
        """A class's page of figures."""
        return url_for("dashboards.school_class", class_id=class_id, **self.of_mailing)

    def page_of(self, place: Place) -> str:
        """The page of figures of a place; of all within reach the home."""
        if place.class_id is not None:
            return self.school_class(place.class_id)
        return self.college(place.college_id) if place.college_id is not None else url_for("dashboards.home")

    @property
    def of_mailing(self) -> dict[str, Any]:
        """What an address says about the mailing."""
        return {"mailing": self.mailing.id} if self.mailing else {}

    def _shows(self, place: Place) -> bool:
        """A list without a college or class shows everything within reach: so must the figure."""
        return place.college_id is not None or place.class_id is not None or place.scope == self.within

    def _address(self, endpoint: str, place: Place, class_word: str = "class", **arguments: Any) -> str:
        """A list's address, narrowed to ``place``.

        A college's page has some 2,000 numbers: building each address took 90 ms, adding the class to one
        that was built takes 2 (measured).
        """
        key = (endpoint, *arguments.items())
        if key not in self.built:
            self.built[key] = url_for(endpoint, **arguments)
        address = self.built[key]
        word, number = (class_word, place.class_id) if place.class_id is not None else ("college", place.college_id)
        return address if number is None else f"{address}{'&' if '?' in address else '?'}{word}={number}"
