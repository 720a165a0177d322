"""What happens here, for the log: no number, no address, no word that somebody wrote."""

from school.foundation.audit import event
from school.verify.models import ReportKind

NUMBERS_GUESSED = event("verify.guessed", "school", count=int)
FAKE_REPORTED = event("fake_report.sent", "fake_report", kind=ReportKind, photo=bool, contact=bool)
FAKE_REPORT_SEEN = event("fake_report.seen", "fake_report")
FAKE_REPORT_TAKEN = event("fake_report.taken", "fake_report")
FAKE_REPORT_CLOSED = event("fake_report.closed", "fake_report")
FAKE_REPORT_PHONE_SHOWN = event("fake_report.phone_shown", "fake_report")
FAKE_REPORTS_EXPORTED = event("fake_report.exported", "fake_report", count=int)
CONTACTS_FORGOTTEN = event("fake_report.contacts_forgotten", "fake_report", count=int)
