"""How dates, numbers and phones are written: the Chinese way in Chinese pages, plain in English ones."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask, current_app
from flask_babel import get_locale, gettext

NOTHING = "—"
Day = dt.date | dt.datetime


def local(value: dt.datetime) -> dt.datetime:
    """A moment on the school's clock. A moment without zone is UTC, as the database keeps it."""
    aware = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    return aware.astimezone(ZoneInfo(current_app.config.get("TIMEZONE", "Asia/Shanghai")))


def date(value: Day | None) -> str:
    """2026年11月24日, or 24 Nov 2026."""
    if value is None:
        return NOTHING
    day = _day(value)
    return f"{day.year}年{day.month}月{day.day}日" if _chinese() else f"{day.day} {day:%b} {day.year}"


def short_date(value: Day | None) -> str:
    """11月24日, or 24 Nov."""
    if value is None:
        return NOTHING
    day = _day(value)
    return f"{day.month}月{day.day}日" if _chinese() else f"{day.day} {day:%b}"


def moment(value: dt.datetime | None) -> str:
    """Date and time of day on the school's clock: 2026年11月24日 09:30."""
    return NOTHING if value is None else f"{date(value)} {local(value):%H:%M}"


def weekday(value: Day) -> str:
    """星期二, or Tuesday."""
    return format_date(_day(value), "EEEE", locale=get_locale() or "zh_CN")


def teaching_week(number: int) -> str:
    """第12教学周, or Teaching week 12."""
    return str(gettext("Teaching week %(number)s", number=number))


def number(value: int | float | None) -> str:
    """Thousands apart by commas; nothing known is a dash."""
    return NOTHING if value is None else f"{value:,}"


def percent(ratio: float | None) -> str:
    """A ratio from 0 to 1 with one decimal. Only all is 100.0% and only none is 0.0%."""
    return NOTHING if ratio is None else f"{percentage(ratio):.1f}%"


def percentage(ratio: float) -> float:
    """The number that ``percent`` shows: nearly all must not read as all, nor a few as none."""
    shown = round(ratio * 100, 1)
    if ratio < 1:
        shown = min(shown, 99.9)
    return max(shown, 0.1) if ratio > 0 else shown


def masked_phone(phone: str | None) -> str:
    """138****5678: enough to recognise, not enough to call."""
    if not phone:
        return NOTHING
    digits = "".join(character for character in phone if character.isdigit())
    if len(digits) >= 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-2:]}" if len(digits) > 4 else "****"


def _day(value: Day) -> dt.date:
    return local(value).date() if isinstance(value, dt.datetime) else value


def _chinese() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "zh"


def init_app(app: Flask) -> None:
    """Offer all of them as filters."""
    for function in (date, short_date, moment, weekday, teaching_week, number, percent, percentage, masked_phone):
        app.jinja_env.filters[function.__name__] = function
