"""What leaves the system from here: tables of figures, without names of people."""

from __future__ import annotations

from school.foundation.audit import event

FIGURES_EXPORTED = event("figures.exported", "unit", college_id=int, class_id=int, rows=int)
