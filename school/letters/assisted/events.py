"""What the log keeps of the assisted way: who was reached, how and why, in codes; never words about a family."""

from school.foundation.audit import event
from school.letters.models import AssistedReason, ContactWay, Relationship

LETTER_ASSISTED = event(
    "letter.assisted",
    "letter",
    signature=int,
    relationship=Relationship,
    contact_way=ContactWay,
    assisted_reason=AssistedReason,
)
LETTER_UNASSISTED = event("letter.unassisted", "letter", signature=int)
