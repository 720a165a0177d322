"""What an import did or would do, as the command line prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext

from school.org.roster.header import HeaderMatch
from school.org.roster.planning import AnyPlan
from school.org.roster.reasons import IgnoredRow, RejectedRow


@dataclass
class Report:
    """``rows`` = created + updated + unchanged + the ignored + the rejected."""

    counts: dict[str, int]
    ignored: Sequence[IgnoredRow]
    rejected: Sequence[RejectedRow]
    header: HeaderMatch
    classes_created: int
    colleges_created: int
    batch: int | None = field(default=None)

    @classmethod
    def of(cls, plan: AnyPlan, header: HeaderMatch) -> Report:
        """The report of a sheet of students or staff."""
        made = (len(plan.new_classes), len(plan.new_colleges))
        return cls(plan.counts(), plan.ignored, plan.rejected, header, *made)

    def as_json(self) -> dict[str, Any]:
        """Exactly the keys that scripts rely on."""
        return {
            "rows": self.counts["rows"],
            "created": self.counts["created"],
            "updated": self.counts["updated"],
            "unchanged": self.counts["unchanged"],
            "ignored": [row.as_json() for row in self.ignored],
            "rejected": [row.as_json() for row in self.rejected],
            "columns": self.header.mapping,
            "unmapped": self.header.unmapped,
            "classes_created": self.classes_created,
            "colleges_created": self.colleges_created,
            "batch": self.batch,
        }


def spoken(report: Report, *, saved: bool) -> str:
    """The same in words, one line for each row that needs a look."""
    lines = [
        gettext(
            "%(rows)s rows: %(created)s new, %(updated)s changed, %(unchanged)s unchanged, %(ignored)s ignored, "
            "%(rejected)s rejected.",
            **report.counts,
        )
    ]
    for row in report.rejected:
        for problem in row.problems:
            words = {"row": row.row, "column": problem.column, "value": problem.value, "reason": problem.sentence}
            lines.append(gettext("Row %(row)s, %(column)s “%(value)s”: %(reason)s", **words))
    if saved:
        lines.append(gettext("Saved as import %(batch)s.", batch=report.batch))
    else:
        lines.append(gettext("Nothing was saved."))
    return "\n".join(lines)
