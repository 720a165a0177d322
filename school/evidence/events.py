"""What this room writes into the log: who asked for which class's evidence, for whom, masked or not."""

from school.evidence.rules import Recipient
from school.foundation.audit import event

EVIDENCE_ASKED = event("evidence.asked", "school_class", job=int, masked=bool, recipient=Recipient)
EVIDENCE_MADE = event("evidence.made", "school_class", job=int, masked=bool, files=int)
