"""What students say, for the log."""

from school.foundation.audit import event
from school.letters.models import Confirmation

LETTER_CONFIRMED = event("letter.confirmed", "letter", confirmation=Confirmation, photo=bool)
