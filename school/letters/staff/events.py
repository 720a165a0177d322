"""What this room writes into the log."""

from __future__ import annotations

from school.foundation.audit import event

STAFF_MAILING_CREATED = event("staff_mailing.created", "staff_mailing")
STAFF_WORDING_REVISED = event("staff_mailing.wording_revised", "staff_mailing", version=int)
STAFF_PRINTING_STARTED = event("staff_letters.printing_started", "staff_mailing", job=int)
STAFF_LETTERS_PRINTED = event("staff_letters.printed", "staff_mailing", letters=int, held_back=int, units=int)
