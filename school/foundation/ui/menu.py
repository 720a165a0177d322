"""The menu, made from the endpoints themselves: who may open the page sees the entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request, url_for
from flask_babel.speaklater import LazyString

from school.foundation.access import ANONYMOUS, current_actor, may_open


@dataclass(frozen=True)
class MenuItem:
    """One entry. ``badge`` counts what waits there (0 shows nothing); ``place`` "phone" is the bar
    at the bottom of a student's pages. ``order`` is of the whole school: 10, 20, 30 … ``under`` are
    paths that belong to the entry though they do not begin with its own.
    """

    endpoint: str
    label: str | LazyString
    order: int
    icon: str
    badge: Callable[[], int] | None = None
    place: str = "office"
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """An item as it stands on this page."""

    label: str
    url: str
    icon: str
    count: int
    current: bool


_items: dict[str, MenuItem] = {}


def add(item: MenuItem) -> None:
    """Register an entry; called from a feature's ``init_app``, any number of times."""
    _items[item.endpoint] = item


def menu_for_request(place: str = "office") -> list[Entry]:
    """The entries within the reach of whoever is acting, in order; the present one is marked."""
    if current_actor() == ANONYMOUS:
        return []
    items = [item for item in sorted(_items.values(), key=lambda item: item.order) if item.place == place]
    shown = [(item, url_for(item.endpoint)) for item in items if may_open(item.endpoint)]
    here = _current([(url, own) for item, own in shown for url in (own, *item.under)])
    return [
        Entry(str(item.label), url, item.icon, item.badge() if item.badge else 0, url == here) for item, url in shown
    ]


def _current(places: list[tuple[str, str]]) -> str | None:
    """Of (path, entry) the entry with the longest path that this page lies under; "/" only on itself."""
    path = request.path

    def leads_here(url: str) -> bool:
        return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))

    found = [(url, entry) for url, entry in places if leads_here(url)]
    return max(found, key=lambda each: len(each[0]))[1] if found else None
