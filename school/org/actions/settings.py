"""The school's settings and its calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.foundation.files import store_bytes
from school.org.events import (
    HOLIDAY_REMOVED,
    HOLIDAY_SAVED,
    SCHOOL_CHANGED,
    TERM_REMOVED,
    TERM_SAVED,
)
from school.org.models import Holiday, School, Term

SETTINGS = (
    "name",
    "english_name",
    "office_name",
    "office_phone",
    "office_hours",
    "duty_phone",
    "campus_alarm_phone",
    "counsellor_label",
    "college_label",
)


def save_school(values: dict[str, Any], crest: bytes | None) -> School:
    """Keep the school's settings; the first time this sets the school up. ``crest`` is a PNG."""
    school = db.session.get(School, 1) or School(id=1, name="")
    for name in SETTINGS:
        setattr(school, name, values[name])
    school.set_up_at = school.set_up_at or utc_now()
    if crest:
        school.crest = store_bytes(crest, name="crest.png", media_type="image/png")
    db.session.add(school)
    record(SCHOOL_CHANGED, school.id)
    return school


def save_term(term: Term, *, name: str, starts_on: dt.date, ends_on: dt.date) -> Term:
    """Keep a term, new or changed."""
    term.name, term.starts_on, term.ends_on = name, starts_on, ends_on
    db.session.add(term)
    db.session.flush()
    record(TERM_SAVED, term.id)
    return term


def save_holiday(holiday: Holiday, *, name: str, starts_on: dt.date, ends_on: dt.date) -> Holiday:
    """Keep a holiday, new or changed."""
    holiday.name, holiday.starts_on, holiday.ends_on = name, starts_on, ends_on
    db.session.add(holiday)
    db.session.flush()
    record(HOLIDAY_SAVED, holiday.id)
    return holiday


def remove_from_calendar(row: Term | Holiday) -> None:
    """Take a term or a holiday out of the calendar."""
    record(TERM_REMOVED if isinstance(row, Term) else HOLIDAY_REMOVED, row.id)
    db.session.delete(row)
