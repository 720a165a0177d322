"""Reminders to families: whom one's own classes still wait for, and how often each was reminded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from school.foundation.access import Scope, visible
from school.foundation.db import db, utc_now
from school.foundation.ui.filters import short_date
from school.letters.models import Confirmation, Letter, Mailing, Wording
from school.letters.queries.devices import shared_phones
from school.letters.rules import OPEN
from school.links.codes import address_of
from school.links.models import PersonalLink
from school.org.models import FamilyMember, SchoolClass, Student
from school.org.queries.people import counsellors_by_class
from school.org.queries.settings import school, shown_name
from school.reminders import queries as reminders
from school.reminders.models import Reminder
from school.reminders.rules import PER_TERM, Allowance

# How long a text that was counted can be looked at again: a copy that went wrong must not cost a second one.
TEXT_STAYS = dt.timedelta(hours=24)


@dataclass(frozen=True)
class Outstanding:
    """One family that has not answered, and what the limits leave."""

    student: Student
    letter: Letter
    number: str
    allowance: Allowance
    may_remind: bool

    @property
    def family_cannot(self) -> bool:
        """The student says so: a talk is better than a reminder."""
        return self.letter.confirmation is Confirmation.FAMILY_CANNOT

    @property
    def handed_in(self) -> bool:
        """The student says the slip was handed in: look for it first."""
        return self.letter.confirmation is Confirmation.HANDED_IN


def topic_of(letter: Letter) -> str:
    """Under which word reminders of this letter are counted: its mailing's, for this student."""
    return f"letter:{letter.mailing_id}"


def outstanding(scope: Scope, school_class: SchoolClass, mailing: Mailing) -> list[Outstanding]:
    """The families of one class that have not answered a letter, within ``scope``, in student-number order."""
    statement = (
        visible(Letter, scope)
        .join(Student, Student.id == Letter.student_id)
        .join(PersonalLink, PersonalLink.id == Letter.link_id)
        .where(Letter.mailing_id == mailing.id, Letter.state.in_(OPEN))
        .where(Student.class_id == school_class.id, Student.current())
        .add_columns(Student, PersonalLink.number)
        .order_by(Student.student_number)
    )
    found = db.session.execute(statement).all()
    now = utc_now()
    left = reminders.allowances(f"letter:{mailing.id}", [student.id for _letter, student, _number in found], now)
    return [
        Outstanding(student, letter, number, left[student.id], left[student.id].open_at(now))
        for letter, student, number in found
    ]


def allowance_of(letter: Letter) -> Allowance:
    """How often the family of a letter was reminded of it, and from when once more."""
    return reminders.allowances(topic_of(letter), [letter.student_id], utc_now())[letter.student_id]


def on_letter_page(letter: Letter, *, may_remind: bool) -> dict[str, Any]:
    """What a letter's page shows of reminders and of phones; the limits only to those who may remind, while it waits."""
    waits = letter.state in OPEN and letter.mailing.closed_at is None
    left = allowance_of(letter) if may_remind and waits else None
    phones = shared_phones(letter.student.class_id, letter.mailing_id)
    return {
        "allowance": left,
        "may_remind": left is not None and left.open_at(utc_now()),
        "per_term": PER_TERM,
        "phones": [phone for phone in phones if letter.id in {each.id for each in phone.here}],
    }


def history(letter: Letter) -> Sequence[Reminder]:
    """Every reminder of this letter, the first one first."""
    return reminders.history(topic_of(letter), db.session.get_one(Student, letter.student_id))


def text_to_show(letter: Letter, account_id: int | None) -> Reminder | None:
    """The newest reminder of this letter, while its text may still be copied by the one who had it counted."""
    newest = next(reversed(history(letter)), None)
    mine = newest is not None and newest.account_id == account_id and utc_now() - newest.at < TEXT_STAYS
    return newest if mine else None


def reminder_text(letter: Letter) -> str:
    """A polite text for one family, of one student: what, by when, the link, how to open it, whom to ask.

    Without the 核对码: the link alone opens nothing, so that a text in the wrong chat does no harm.
    """
    row, student = school(), db.session.get_one(Student, letter.student_id)
    mailing, wording = db.session.get_one(Mailing, letter.mailing_id), db.session.get_one(Wording, letter.wording_id)
    return "\n".join(
        (
            gettext("Dear family of %(student)s,", student=student.name),
            gettext(
                "%(school)s has written you a letter, “%(title)s”. If you find the time before %(day)s, please read it:",
                school=shown_name(row) if row else "",
                title=wording.title,
                day=short_date(mailing.due_on),
            ),
            address_of(db.session.get_one(PersonalLink, letter.link_id)),
            _how_to_open(student),
            gettext(
                "Signing is free and asks for no SMS code, bank card or transfer. You need not sign; that can be said on the same page."
            ),
            _whom_to_ask(student, row.office_phone if row else ""),
        )
    )


def _how_to_open(student: Student) -> str:
    on_file = select(FamilyMember.id).where(
        FamilyMember.student_id == student.id, FamilyMember.phone_last_four.is_not(None)
    )
    if db.session.scalar(on_file.limit(1)) is not None:
        return str(
            gettext(
                "It opens with the last 4 digits of the phone number you left with the school, or with the check code on the paper letter."
            )
        )
    return str(gettext("It opens with the check code beside the QR code on the paper letter."))


def _whom_to_ask(student: Student, office_phone: str) -> str:
    members = counsellors_by_class([student.class_id]).get(student.class_id, [])
    counsellor = next((member for member in members if member.phone), None)
    if counsellor is None:
        return str(
            gettext("Not sure whether this is genuine? Call the security office first: %(phone)s", phone=office_phone)
        )
    return str(
        gettext(
            "Not sure whether this is genuine? Call first: counsellor %(name)s %(phone)s, security office %(office)s",
            name=counsellor.name,
            phone=counsellor.phone,
            office=office_phone,
        )
    )
