"""The one thing this room writes down: that figures left the system."""

from __future__ import annotations

from school.dashboards.events import FIGURES_EXPORTED
from school.dashboards.queries.figures import Breakdown
from school.dashboards.queries.places import Place
from school.foundation.audit import record


def record_export(place: Place, table: Breakdown) -> None:
    """Note which place's figures were exported, and how many rows they had."""
    record(
        FIGURES_EXPORTED, place.college_id, college_id=place.college_id, class_id=place.class_id, rows=len(table.rows)
    )
