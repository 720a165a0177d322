"""The short cookie that stands for a link between the QR code and the last page.

It holds the link's id and which second thing opened it, signed and for half an hour, renewed by each
page. The token itself never stays in an address, a history or a log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug import Response

from school.foundation.access import Actor
from school.foundation.db import db
from school.links.models import PersonalLink
from school.links.purposes import purpose_of
from school.links.rules import SecondThing

COOKIE = "family_letter"
HALF_AN_HOUR = 30 * 60
PATHS = "/r/"


@dataclass(frozen=True)
class Pass:
    """Which link somebody holds; ``second_thing`` None means that the door is still shut."""

    link_id: int
    second_thing: SecondThing | None = None


def read(cookies: Mapping[str, str]) -> Pass | None:
    """The pass in ``cookies``, unless it is missing, forged or too old."""
    try:
        link_id, second_thing = _serializer().loads(cookies.get(COOKIE, ""), max_age=HALF_AN_HOUR)
    except (BadSignature, ValueError, TypeError):
        return None
    return Pass(link_id, SecondThing(second_thing) if second_thing else None)


def give(response: Response, held: Pass) -> None:
    """Put the pass into ``response``."""
    response.set_cookie(
        COOKIE,
        _serializer().dumps((held.link_id, held.second_thing.value if held.second_thing else "")),
        max_age=HALF_AN_HOUR,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )


def link_of(held: Pass | None) -> PersonalLink | None:
    """The link of a pass while it is valid: reissuing a letter ends its passes at once."""
    link = db.session.get(PersonalLink, held.link_id) if held else None
    return link if link is not None and link.voided_at is None else None


def family_actor(path: str, cookies: Mapping[str, str]) -> Actor | None:
    """The family behind an open door, on the family's own pages and nowhere else."""
    if not path.startswith(PATHS):
        return None
    held = read(cookies)
    link = link_of(held) if held and held.second_thing else None
    grant = purpose_of(link).grant(link) if link else None
    return Actor("link", link.id, (grant,)) if link and grant else None


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="family letter")
