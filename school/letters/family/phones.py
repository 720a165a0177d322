"""A random number that a phone is given when somebody signs on it.

It is there for one purpose: the counsellor sees when many letters were signed on one phone. The
phone keeps the number, we keep a keyed hash of it and of the mailing beside the signature, and nothing
else of the phone: which letters of other years were signed on it is not to be found.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping

from flask import current_app
from werkzeug import Response

from school.foundation.keys import key

COOKIE = "family_phone"
PATH = "/r/"
DAYS = 400  # the longest that browsers keep a cookie
HASH_BYTES = 16
_NUMBER = re.compile(r"[0-9a-f]{32}")


def number_of(cookies: Mapping[str, str]) -> str:
    """The phone's number, or a new one for a phone that has none yet or sends anything else."""
    sent = cookies.get(COOKIE, "")
    return sent if _NUMBER.fullmatch(sent) else secrets.token_hex(16)


def hash_of(number: str, mailing_id: int) -> bytes:
    """What stands beside a signature of one mailing: the number cannot be found again from it."""
    text = f"phone that signed {number} in mailing {mailing_id}"
    return hmac.digest(key("link"), text.encode(), "sha256")[:HASH_BYTES]


def give(response: Response, number: str) -> None:
    """Let the phone keep its number; only the family's own pages are ever sent it."""
    response.set_cookie(
        COOKIE,
        number,
        max_age=DAYS * 24 * 60 * 60,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
