"""What stands around every page: the school's name, its numbers, notices, sign-out.

The foundation knows nothing of the school, so features hand in functions:
``frame.of(app).school = settings.school_card``. They run once per page, before the template, so
that no template asks the database anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g, has_request_context
from flask_babel import gettext, refresh
from flask_babel.speaklater import LazyString

from school.foundation.access import ANONYMOUS, current_actor, may, may_open
from school.foundation.ui.menu import menu_for_request

Number = tuple[str, str, str]  # label, number, note


@dataclass(frozen=True)
class School:
    """What pages say about the school. ``numbers`` are (label, number, note), for every footer."""

    name: str
    office: str
    numbers: tuple[Number, ...]
    crest_url: str | None = None


@dataclass(frozen=True)
class Notice:
    """A strip above every office page: demo data is there, set-up is not finished."""

    text: str | LazyString
    url: str | None = None
    link: str | LazyString = ""
    icon: str = "alert-triangle"


@dataclass
class Frame:
    """One application's frame; features set what they know. Endpoints that do not exist are not shown."""

    school: Callable[[], School]
    notices: list[Callable[[], Notice | None]] = field(default_factory=list)
    sign_in: str = "accounts.sign_in"
    sign_out: str = "accounts.sign_out"
    account: str = "accounts.own"
    search: str = "search.find"
    genuine: str = "verify.ask"


def nameless_school() -> School:
    """Before the first-run page: only the numbers that are the same everywhere."""
    return School(
        name=gettext("Our school"),
        office=gettext("Security office"),
        numbers=((gettext("Police"), "110", ""), (gettext("Anti-fraud hotline"), "96110", "")),
    )


def of(app: Flask) -> Frame:
    """The frame of an application."""
    made: Frame = app.extensions["frame"]
    return made


def page_context() -> dict[str, Any]:
    """What base.html and phone.html need, made once per request."""
    if not has_request_context():
        return {}
    if "page_context" not in g:
        g.page_context = _context(of(current_app))
    context: dict[str, Any] = g.page_context
    return context


def quiet_context() -> dict[str, Any]:
    """The same without touching the database, for the page that says something broke."""
    return _school_context(nameless_school()) | {"menu": [], "phone_menu": [], "notices": [], "frame": {}}


def forget_last_request() -> None:
    """Tests keep one application context over several requests; what was kept in it is per request."""
    g.pop("page_context", None)
    refresh()


def _context(frame: Frame) -> dict[str, Any]:
    actor = current_actor()
    notices = [] if actor == ANONYMOUS else [notice() for notice in frame.notices]
    endpoints = {name: getattr(frame, name) for name in ("sign_in", "sign_out", "account", "search", "genuine")}
    return _school_context(frame.school()) | {
        "signed_in": actor != ANONYMOUS and actor.kind == "account",
        "actor_name": actor.name,
        "menu": menu_for_request(),
        "phone_menu": menu_for_request("phone"),
        "notices": [notice for notice in notices if notice],
        "frame": {name: end for name, end in endpoints.items() if end in current_app.view_functions},
    }


def _school_context(school: School) -> dict[str, Any]:
    return {
        "school_name": school.name,
        "school_office": school.office,
        "school_numbers": school.numbers,
        "school_crest": school.crest_url,
        "school_host": urlsplit(str(current_app.config.get("BASE_URL", ""))).netloc,
        "signed_in": False,
        "actor_name": "",
    }


def init_app(app: Flask) -> None:
    """Give the application its frame and every template the context."""
    app.extensions["frame"] = Frame(school=nameless_school)
    app.before_request(forget_last_request)
    app.context_processor(page_context)
    app.jinja_env.globals.update(may=may, may_open=may_open)
