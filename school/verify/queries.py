"""Whom to call."""

from __future__ import annotations

from dataclasses import dataclass

from school.org.queries.settings import school, shown_name, shown_office_name


@dataclass(frozen=True)
class Office:
    """The security office as a family knows it; ``phone`` is empty until the school has said it."""

    school: str
    name: str
    phone: str
    hours: str


def office() -> Office:
    """The school's office, with its number."""
    row = school()
    if row is None:
        return Office("", "", "", "")
    return Office(shown_name(row), shown_office_name(row), row.office_phone, row.office_hours)
