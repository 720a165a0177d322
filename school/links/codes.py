"""What is derived from a link and never stored: its addresses and its 核对码."""

from __future__ import annotations

from flask import current_app

from school.foundation.keys import key
from school.links.models import PersonalLink
from school.links.rules import check_code_of, token_of


def address_of(link: PersonalLink) -> str:
    """What the big QR code holds and what is sent to a family: BASE_URL/r/TOKEN."""
    return f"{current_app.config['BASE_URL']}/r/{token_of(key('link'), link.purpose, link.id)}"


def check_code(link: PersonalLink) -> str:
    """The four digits printed beside the QR code."""
    return check_code_of(key("link"), link.purpose, link.id)
