"""What families do, for the log: never a name."""

from school.foundation.audit import event
from school.letters.models import SignatureMethod
from school.letters.rules import Receipt
from school.links.rules import SecondThing

LETTER_SIGNED = event(
    "letter.signed", "letter", signature=int, method=SignatureMethod, opened_with=SecondThing, receipt=Receipt
)
LETTER_DECLINED = event("letter.declined", "letter", signature=int, opened_with=SecondThing, receipt=Receipt)
LETTER_ANSWERED_AGAIN = event("letter.answered_again", "letter")
QUESTION_ASKED = event("letter.question_asked", "letter", question=int)
