"""Writing one more reminder to one family, within the limits."""

from __future__ import annotations

from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.letters.actions.moves import lock_letters
from school.letters.models import Letter, Mailing
from school.letters.queries.reminders import topic_of
from school.letters.reminding.events import LETTER_REMINDED
from school.letters.rules import OPEN
from school.org.models import Student
from school.reminders import actions as reminders
from school.reminders import queries
from school.reminders.models import Reminder


def remind_family(letter: Letter) -> Reminder | None:
    """Count one reminder to this letter's family and have its text shown.

    None, and nothing counted, where the family has answered, the mailing is closed or the limits are
    reached. Of two who press at once, the second finds the first.
    """
    held = lock_letters([letter.id])[0]
    mailing = db.session.get_one(Mailing, held.mailing_id)
    if held.state not in OPEN or mailing.closed_at is not None:
        return None
    student = db.session.get_one(Student, held.student_id)
    made = reminders.pass_on(topic_of(held), student)
    if made is None:
        return None
    given = queries.allowances(topic_of(held), [student.id], utc_now())[student.id].given
    record(LETTER_REMINDED, held.id, reminder=made.id, time_of_term=given)
    return made
