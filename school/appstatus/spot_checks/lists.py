"""The list of spot checks, and its export: numbers and what a draw can be proved by, no names."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.appstatus.models import SpotCheck
from school.appstatus.rules import wilson
from school.foundation.ui.filters import percent
from school.foundation.ui.listing import Column, Table
from school.foundation.ui.states import State


def _place(row: Any) -> str:
    return str(row[1].name if row[1] else row[2].name)


def _state(row: Any) -> State:
    if row[0].closed_at:
        return State("", "lock", gettext("Closed"))
    return (
        State("warn", "clock", gettext("Still open")) if row.open else State("ok", "circle-check", gettext("All seen"))
    )


def interval_words(hits: int, seen: int) -> str:
    """``80.0% (49.0%–94.3%)``, or a dash while nobody was seen."""
    found = wilson(hits, seen)
    return f"{percent(found.share)} ({percent(found.low)}–{percent(found.high)})" if found else "—"


CHECKS = Table(
    "spot-checks",
    columns=(
        Column("drawn", _l("Drawn on"), lambda row: row[0].drawn_at, sort=SpotCheck.drawn_at),
        Column(
            "place",
            _l("College or class"),
            _place,
            link=lambda row: url_for("spot_checks.show", spot_check_id=row[0].id),
        ),
        Column("state", _l("State"), _state),
        Column("population", _l("Could be drawn"), lambda row: row[0].population, number=True),
        Column("size", _l("Drawn"), lambda row: row[0].size, sort=SpotCheck.size, number=True),
        Column("seen", _l("Phones seen"), lambda row: row.seen or 0, number=True),
        Column("installed", _l("App installed"), lambda row: interval_words(row.installed or 0, row.seen or 0)),
        Column("real_name", _l("Real-name registered"), lambda row: interval_words(row.real_name or 0, row.seen or 0)),
        Column("alerts", _l("Call alerts on"), lambda row: interval_words(row.alerts or 0, row.seen or 0)),
        Column("seed", _l("Seed of the draw"), lambda row: str(row[0].seed)),
    ),
    order=(SpotCheck.id.desc(),),
)
