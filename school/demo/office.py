"""What the security office and the administrator did: setting up, the mailing, and the rows that go with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from school.accounts.events import ACCOUNT_CREATED
from school.demo.acts import Noted
from school.demo.campus import COLLEGES, DEPARTMENTS, ENGLISH_NAME, SCHOOL_NAME, Campus
from school.demo.chance import chance
from school.demo.dates import TICKS_PER_HOUR, Days, between, week_day
from school.demo.letter_rows import MAILING, WORDING
from school.demo.letters import ISSUED_ON, PRINTED_ON
from school.demo.numbering import FIRST_ACCOUNT, Accounts
from school.demo.rows import Rows
from school.demo.staff import ADMINISTRATOR, OFFICE, StaffPlan
from school.foundation.audit import EventKind
from school.letters.default_wording import default_wording
from school.letters.events import LETTERS_ISSUED, LETTERS_PRINTED, MAILING_CREATED
from school.letters.models import Addressee, Mailing, ReceiptPolicy, Route, Wording
from school.letters.rules import WordingText
from school.org.events import (
    CLASS_SAVED,
    HOLIDAY_SAVED,
    POST_GIVEN,
    SCHOOL_CHANGED,
    STAFF_SAVED,
    TERM_SAVED,
    UNIT_SAVED,
)
from school.org.models import Holiday, School, Term, UnitKind

OFFICE_NAME = DEPARTMENTS[0]
DUE_ON = week_day(12, 4)


class OfficeStory:
    """The office's acts and rows. ``exempt`` of all ``letters`` have no family to write to."""

    def __init__(self, campus: Campus, staff: Sequence[StaffPlan], days: Days, accounts: Accounts) -> None:
        self._campus, self._staff, self._days = campus, staff, days
        self._office, self._administrator = accounts.of_staff(OFFICE), accounts.of_staff(ADMINISTRATOR)
        random = chance(campus.seed, "office")
        self.issued = between(random, ISSUED_ON, 9.5, 11)
        self._printed = between(random, PRINTED_ON, 9, 12)
        self._written = between(random, week_day(4, 3), 14, 16)

    @property
    def text(self) -> WordingText:
        """What families read."""
        return default_wording(SCHOOL_NAME, OFFICE_NAME)

    def acts(self, letters: int, exempt: int) -> Iterator[Noted]:
        """Everything the office did, setting up on the first morning."""
        for place, (kind, subject, data) in enumerate(self._set_up()):
            tick = 9 * TICKS_PER_HOUR + place % (3 * TICKS_PER_HOUR)
            yield Noted(tick, self._administrator, kind, subject, data)
        yield Noted(self._written, self._office, MAILING_CREATED, MAILING, {})
        made = letters - exempt
        issued = {"made": made, "exempt": exempt, "lifted": 0, "had": 0}
        yield Noted(self.issued, self._office, LETTERS_ISSUED, MAILING, issued)
        printed = {"letters": made, "held_back": 0, "classes": len(self._campus.classes)}
        yield Noted(self._printed, self._office, LETTERS_PRINTED, MAILING, printed)

    def write(self, rows: Rows) -> None:
        """The school, its calendar, and the mailing with the default wording."""
        days = self._days
        rows.add(
            School,
            id=1,
            name=SCHOOL_NAME,
            english_name=ENGLISH_NAME,
            crest_id=None,
            office_name=OFFICE_NAME,
            office_phone="0000-8660120",
            office_hours="工作日 8:00–17:30",
            duty_phone="0000-8660119",
            campus_alarm_phone="0000-8660110",
            counsellor_label="辅导员",
            college_label="学院",
            is_demo=True,
            set_up_at=days.moment(9 * TICKS_PER_HOUR),
        )
        for model, periods in ((Term, days.terms), (Holiday, days.holidays)):
            for number, (name, starts_on, ends_on) in enumerate(periods, 1):
                rows.add(model, id=number, name=name, starts_on=starts_on, ends_on=ends_on)
        self._write_mailing(rows)

    def _write_mailing(self, rows: Rows) -> None:
        text, moment = self.text, self._days.moment(self._written)
        rows.add(
            Mailing,
            id=MAILING,
            name=f"{self._days.term_name}致家长的一封信",
            addressed_to=Addressee.FAMILIES,
            audience={},
            due_on=self._days.date(DUE_ON),
            route=Route.PRINTED,
            policy=ReceiptPolicy.ANY,
            created_at=moment,
            closed_at=None,
        )
        rows.add(
            Wording,
            id=WORDING,
            mailing_id=MAILING,
            version=1,
            language=text.language,
            title=text.title,
            salutation=text.salutation,
            body=text.body,
            signed_by=text.signed_by,
            sha256=text.sha256,
            created_at=moment,
            account_id=self._office,
        )

    def _set_up(self) -> Iterator[tuple[EventKind, int, dict[str, object]]]:
        yield SCHOOL_CHANGED, 1, {}
        for kind, periods in ((TERM_SAVED, self._days.terms), (HOLIDAY_SAVED, self._days.holidays)):
            for number, _ in enumerate(periods, 1):
                yield kind, number, {}
        for place in range(1, len(COLLEGES) + len(DEPARTMENTS) + 1):
            unit_kind = UnitKind.COLLEGE if place <= len(COLLEGES) else UnitKind.DEPARTMENT
            yield UNIT_SAVED, place, {"kind": unit_kind.value}
        for plan in self._campus.classes:
            yield CLASS_SAVED, plan.id, {"college_id": plan.college}
        post_id = 0
        for member in self._staff:
            yield STAFF_SAVED, member.id, {"unit_id": member.unit}
            for post in member.posts:
                post_id += 1
                where = {"college_id": post.college, "class_id": post.class_id}
                yield POST_GIVEN, post_id, {"kind": post.kind.value, **where}
            if member.role_name:
                yield ACCOUNT_CREATED, FIRST_ACCOUNT + member.id, {"post": member.posts[0].kind.value}
