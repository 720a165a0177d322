"""What can happen to imports."""

from __future__ import annotations

from school.foundation.audit import event

ROSTER_STAGED = event("roster.staged", "import_batch", kind=str, rows=int, rejected=int)
ROSTER_MENDED = event("roster.mended", "import_batch", cells=int, rejected=int)
ROSTER_MAPPED = event("roster.mapped", "import_batch", headings=int)
ROSTER_DISCARDED = event("roster.discarded", "import_batch")
ROSTER_SAVING = event("roster.saving", "import_batch", job_id=int)
ROSTER_SAVED = event(
    "roster.saved",
    "import_batch",
    kind=str,
    created=int,
    updated=int,
    unchanged=int,
    rejected=int,
    classes_created=int,
    colleges_created=int,
    posts=int,
)
ROSTER_UNDONE = event("roster.undone", "import_batch", removed=int, restored=int)
MISSING_LEFT = event("roster.missing_left", "import_batch", student_ids=list)
TROUBLE_EXPORTED = event("roster.trouble_exported", "import_batch", rows=int)
