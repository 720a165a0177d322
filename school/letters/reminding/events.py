"""What the log keeps of reminders to families: that one was written, and the how-manieth of the term."""

from school.foundation.audit import event

LETTER_REMINDED = event("letter.reminded", "letter", reminder=int, time_of_term=int)
