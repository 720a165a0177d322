"""Which day it is at the school."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flask import current_app


def today() -> dt.date:
    """The date in the school's own time zone: posts, terms and due dates are counted in it."""
    return dt.datetime.now(ZoneInfo(current_app.config["TIMEZONE"])).date()
