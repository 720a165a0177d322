"""The tabs of a class page and the buttons of a student's: features add theirs without org knowing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for
from flask_babel.speaklater import LazyString

from school.foundation.access import reach_of
from school.org.models import SchoolClass, Student

Link = tuple[str, str, str]  # label, address, icon
Tab = tuple[str, str, bool, int | None]  # label, address, whether it is the present one, count


@dataclass(frozen=True)
class ClassTab:
    """One way through a class; shown to those who may open it for that very class."""

    endpoint: str
    label: str | LazyString
    order: int


_tabs: dict[str, ClassTab] = {}
_student_links: dict[str, Callable[[Student], Link | None]] = {}


def add_tab(tab: ClassTab) -> None:
    """Add a tab whose endpoint takes ``class_id``."""
    _tabs[tab.endpoint] = tab


def add_student_link(name: str, link: Callable[[Student], Link | None]) -> None:
    """Add a button to students' pages: a function that gives (label, address, icon) or None."""
    _student_links[name] = link


def items(school_class: SchoolClass, here: str) -> list[Tab]:
    """The tabs of one class for whoever is looking; none for those who can open but one of them."""
    shown = [
        tab
        for tab in sorted(_tabs.values(), key=lambda tab: tab.order)
        if school_class.lies_within(reach_of(tab.endpoint))
    ]
    if len(shown) < 2:
        return []
    return [
        (str(tab.label), url_for(tab.endpoint, class_id=school_class.id), tab.endpoint == here, None) for tab in shown
    ]


def student_links(student: Student) -> list[Link]:
    """The buttons of one student's page."""
    return [found for link in _student_links.values() if (found := link(student))]
