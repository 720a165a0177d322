"""What an address asks for behind its question mark."""

from __future__ import annotations

from flask import request

from school.foundation.db import LARGEST_ID


def asked_id(name: str) -> int | None:
    """The id of a row, such as ``?class=3``; None for none, and for what cannot be one: no database is asked for it."""
    found = request.args.get(name, type=int)
    return found if found is not None and 0 < found <= LARGEST_ID else None
