"""Figures as ``flask figures`` prints them."""

from __future__ import annotations

from typing import Any

from school.dashboards.queries.figures import Figures
from school.dashboards.rules import ratio

MARKS = ("installed", "real_name", "alerts")


def as_dict(figures: Figures) -> dict[str, Any]:
    """Counts, and shares from 0 to 1 with four decimals (null of nothing).

    ``willing_and_able`` is the second denominator: students without those who declined or cannot;
    those not asked yet stay in both. Families who answered are a share of the letters issued;
    coverage of students and of families is never added up (R17).
    """
    rates, letters = figures.rates, figures.letters
    app: dict[str, Any] = {mark: _share(getattr(rates, mark), rates.students, rates.willing) for mark in MARKS}
    app |= {"declined": rates.declined, "unable": rates.unable, "not_asked": rates.not_asked}
    asked, answered = rates.students - rates.not_asked, letters["answered"]
    return {
        "students": rates.students,
        "app": app | {"willing_and_able": rates.willing},
        "letters": dict(letters),
        "coverage": {
            "students_asked": {"count": asked, "of_all": ratio(asked, rates.students)},
            "families_answered": {"count": answered, "of_issued": ratio(answered, letters["issued"])},
        },
    }


def _share(count: int, students: int, willing: int) -> dict[str, Any]:
    return {"count": count, "of_all": ratio(count, students), "of_willing": ratio(count, willing)}
