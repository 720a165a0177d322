"""What the desk writes into the log: a batch, each slip it files, each page a person settles."""

from school.foundation.audit import event
from school.letters.desk.rules import Settling

SCANS_SENT = event("scans.sent", "scan_batch", files=int, expected=int, job=int)
SCANS_READ = event("scans.read", "scan_batch", pages=int, settled=int, at_desk=int)
SCANS_CLOSED = event("scans.closed", "scan_batch", files=int)
SLIP_FILED = event("slip.filed", "letter", page=int, step=int)
SLIP_PHOTOGRAPHED = event("slip.photographed", "scanned_page", class_id=int)
SLIP_TYPED = event("slip.typed", "scanned_page", class_id=int)
PAGE_SETTLED = event("slip.settled", "scanned_page", settling=Settling, letter=int)
PAGE_REOPENED = event("slip.reopened", "scanned_page", settling=Settling, letter=int)
