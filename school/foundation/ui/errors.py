"""Error pages: what happened, in plain words, and what to do. Never a trace, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, Unauthorized

from school.foundation.access import Gate
from school.foundation.ui import frame, own_words
from school.foundation.ui.i18n import own_path

PHONE_PATHS = ("/r/", "/s/", "/me", "/verify")


@dataclass(frozen=True)
class Words:
    """A page's heading and what to do."""

    title: LazyString
    text: LazyString


EXPIRED = Words(
    _l("This page was open for too long"),
    _l("Nothing was saved. Go back (your text is still there), reload the page if asked, and send it again."),
)
WORDS = {
    400: Words(
        _l("That could not be read"), _l("Something in the address or the form was incomplete. Go back and try again.")
    ),
    401: Words(_l("Please sign in"), _l("This page is open after signing in.")),
    403: Words(
        _l("This page is not open to you"),
        _l("Your role does not include it. If you need it for your work, ask the security office."),
    ),
    404: Words(
        _l("There is nothing here"),
        _l("The address may be mistyped or out of date, or the entry belongs to another class or college."),
    ),
    405: Words(_l("That does not work this way"), _l("Go back and use the button on the page.")),
    410: Words(_l("This link is no longer valid"), _l("It was replaced by a newer one. Please use the newest letter.")),
    413: Words(_l("The file is too large"), _l("Choose a smaller file, or a smaller picture, and send it again.")),
    429: Words(_l("Too many tries"), _l("Please wait a little and try again. Nothing was lost.")),
    500: Words(
        _l("Something went wrong on our side"),
        _l("It has been noted. Nothing half-done was saved. Please try again in a few minutes."),
    ),
}


def http_error(error: HTTPException) -> ResponseReturnValue:
    """The page of any HTTP error. A redirect that travels as an exception stays one."""
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, Unauthorized) and _sign_in_page():
        return redirect(_sign_in_page())
    words = EXPIRED if isinstance(error, CSRFError) else WORDS.get(error.code, WORDS[400 if error.code < 500 else 500])
    if error.code >= 500:
        own_words.standard_words()
        g.page_context = frame.quiet_context()
    elif "actor" not in g:
        # An unknown path, an expired form and a file too large never reach the gate: who is signed in keeps the menu.
        g.actor = cast(Gate, current_app).load_actor()
    template = "errors/phone.html" if _is_for_the_phone() else "errors/office.html"
    retry = error.get_headers()
    page = render_template(
        template,
        words=words,
        code=error.code,
        back=_way_back(),
        of_letter=is_phone_path(request.path) and not request.path.startswith("/verify"),
    )
    return page, error.code, [(key, value) for key, value in retry if key in ("Allow", "Retry-After")]


def is_phone_path(path: str) -> bool:
    """Whether a path belongs to families and students, whose pages are made for the phone."""
    return path in PHONE_PATHS or path.startswith(tuple(f"{prefix.rstrip('/')}/" for prefix in PHONE_PATHS))


def _is_for_the_phone() -> bool:
    """Families' and students' paths, and whoever has no office page to go to but the home that everybody has."""
    context = frame.page_context()
    return is_phone_path(request.path) or bool(context["phone_menu"] and len(context["menu"]) < 2)


def _way_back() -> str:
    """The page of ours that led here, by path; empty where there is none or it is this one."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host or (came_from.path == request.path and request.method == "GET"):
        return ""
    back = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    return back if own_path(back) == back else ""  # "//host" would leave


def _sign_in_page() -> str:
    """The sign-in page with the way back, for pages opened by GET; empty while there is none."""
    endpoint = frame.of(current_app).sign_in
    if request.method != "GET" or endpoint not in current_app.view_functions or "HX-Request" in request.headers:
        return ""
    return url_for(endpoint, next=request.full_path.rstrip("?"))


def init_app(app: Flask) -> None:
    """Catch every HTTP error; an unexpected exception reaches here as 500, after it was logged."""
    app.register_error_handler(HTTPException, http_error)
