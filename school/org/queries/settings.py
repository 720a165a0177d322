"""The school's own settings and its calendar, as pages and letters need them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import current_app, g, url_for
from flask_babel import get_locale, gettext
from sqlalchemy import select

from school.foundation.clock import today
from school.foundation.db import db
from school.foundation.ui import frame
from school.foundation.ui import own_words as own_words_in_texts
from school.org.models import Holiday, School, Term
from school.org.rules import CollegeWord, CounsellorWord, teaching_week

POLICE, HOTLINE = "110", "96110"
OFFICE = "保卫处"  # the catalogue's word


def school() -> School | None:
    """The school, or None before the first-run page.

    Held for the request: the session forgets rows that nobody holds and would ask for it again each time.
    """
    g.school = db.session.get(School, 1)
    row: School | None = g.school
    return row


def is_demo() -> bool:
    """Whether this is the made-up campus."""
    row = school()
    return row is not None and row.is_demo


def own_words() -> own_words_in_texts.Words:
    """What this school says for the words of the catalogue."""
    row = school()
    if row is None:
        return {}
    return {
        CounsellorWord.COUNSELLOR: row.counsellor_label,
        CollegeWord.COLLEGE: row.college_label,
        OFFICE: row.office_name,
    }


def school_card() -> frame.School:
    """What stands around every page: name, crest, and the numbers for every footer."""
    row = school()
    if row is None:
        return frame.nameless_school()
    numbers = [(gettext("Police"), POLICE, ""), (gettext("Anti-fraud hotline"), HOTLINE, "")]
    if row.campus_alarm_phone:
        numbers.append((gettext("Campus alarm"), row.campus_alarm_phone, ""))
    if row.office_phone:
        numbers.append((shown_office_name(row), row.office_phone, row.office_hours))
    crest = url_for("org.crest", version=row.crest.sha256[:12]) if row.crest else None
    return frame.School(name=shown_name(row), office=shown_office_name(row), numbers=tuple(numbers), crest_url=crest)


def shown_name(row: School) -> str:
    """The school's name in the language of the page: its English one where it has one."""
    return row.english_name or row.name if _in_english() else row.name


def shown_office_name(row: School) -> str:
    """The office's name; only the usual one has an English one."""
    return gettext("Security Office") if _in_english() and row.office_name == OFFICE else row.office_name


def _in_english() -> bool:
    locale = get_locale()
    return locale is not None and locale.language == "en"


def demo_notice() -> frame.Notice | None:
    """The strip that says these people do not exist."""
    row = school()
    if row is None or not row.is_demo:
        return None
    return frame.Notice(
        text=gettext("This is a made-up campus to try things on. Remove it with: flask demo remove"), icon="flask"
    )


def set_up_notice() -> frame.Notice | None:
    """The strip that leads to the first-run page while the school has no name."""
    row = school()
    if row is not None and row.set_up_at is not None:
        return None
    return frame.Notice(
        text=gettext("The school has no name and no numbers yet."),
        url=url_for("org.first_run"),
        link=gettext("Set up now"),
    )


@dataclass(frozen=True)
class AddressCheck:
    """Whether families can open the address that letters carry."""

    address: str
    public: bool


def address_check() -> AddressCheck:
    """BASE_URL as this server sees it."""
    return AddressCheck(current_app.config["BASE_URL"], bool(current_app.config["BASE_URL_IS_PUBLIC"]))


def terms() -> list[Term]:
    """All terms, newest first."""
    return list(db.session.scalars(select(Term).order_by(Term.starts_on.desc())))


def holidays() -> list[Holiday]:
    """All holidays, newest first."""
    return list(db.session.scalars(select(Holiday).order_by(Holiday.starts_on.desc())))


def current_term(day: dt.date | None = None) -> Term | None:
    """The term ``day`` (today) lies in, else the one begun last."""
    day = day or today()
    return db.session.scalar(select(Term).where(Term.starts_on <= day).order_by(Term.starts_on.desc()).limit(1))


def current_week(day: dt.date | None = None) -> int | None:
    """The teaching week of ``day`` (today), None outside the term."""
    day = day or today()
    term = current_term(day)
    return teaching_week(day, term.starts_on) if term and day <= term.ends_on else None
