"""What can happen to the log itself: it leaves the system, or is recomputed."""

from __future__ import annotations

from school.foundation.audit import event

LOG_EXPORT_ASKED = event("log.export_asked", "audit_log", job_id=int)
LOG_EXPORTED = event("log.exported", "audit_log", rows=int)
LOG_CHECK_ASKED = event("log.check_asked", "audit_log", job_id=int)
# subject: the first event that does not fit
LOG_CHECKED = event("log.checked", "audit_log", events=int, seals=int, fits=bool)
