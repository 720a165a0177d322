"""Audit events of this room. They say whose marks were set by whom, never what was answered:
the log is read by people who may not see that somebody declined. The answers stand in the history.
"""

from __future__ import annotations

from school.appstatus.rules import Voice
from school.foundation.audit import event

# More students than this are counted, not listed.
LISTED = 200

ANSWERS_SET = event("app_status.set", "school_class", voice=Voice, count=int, students=list)
ANSWERS_UNDONE = event("app_status.undone", "school_class", voice=Voice, undone=int, count=int, students=list)
ANSWERED = event("app_status.answered", "student")
REMINDED = event("app_status.reminded", "school_class", count=int, students=list)
SPOT_CHECK_DRAWN = event("spot_check.drawn", "spot_check", seed=int, size=int, population=int)
SPOT_CHECK_RECORDED = event("spot_check.recorded", "spot_check_entry", spot_check_id=int)
SPOT_CHECK_CLOSED = event("spot_check.closed", "spot_check")
