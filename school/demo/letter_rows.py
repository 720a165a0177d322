"""The rows of letters: each follows the one table of states, so that nothing impossible can be made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from school.demo import signature_rows
from school.demo.acts import (
    Asked,
    Assisted,
    Confirmed,
    FamilyAnswered,
    Moved,
    Opened,
    QuestionAnswered,
    Refused,
    Reissued,
)
from school.demo.archive_rows import ArchiveRows
from school.demo.campus import ClassPlan
from school.demo.chance import chance
from school.demo.dates import Days
from school.demo.links import LinkDesk
from school.demo.log import Log, account
from school.demo.numbering import Ids
from school.demo.people import StudentPlan
from school.demo.rows import Rows
from school.demo.texts import QUESTIONS
from school.foundation.access import Actor
from school.letters.assisted.events import LETTER_ASSISTED
from school.letters.events import LETTER_REISSUED, MOVED, QUESTION_ANSWERED
from school.letters.family.events import LETTER_DECLINED, LETTER_SIGNED, QUESTION_ASKED
from school.letters.models import (
    ExemptReason,
    FamilyQuestion,
    Letter,
    LetterMove,
    LetterState,
    MoveBatch,
    Signature,
    SignatureKind,
    Verb,
)
from school.letters.rules import TRANSITIONS, Receipt, allowed, target
from school.letters.student.events import LETTER_CONFIRMED

MAILING, WORDING = 1, 1
_MOMENTS = (
    "confirmed_at",
    "settled_at",
    "handed_out_at",
    "back_at",
    "signed_at",
    "declined_at",
    "assisted_at",
    "checked_at",
    "archived_at",
)


class LetterRows:
    """Follows the letters of one class after another."""

    def __init__(self, rows: Rows, log: Log, ids: Ids, days: Days, seed: int, wording_sha256: str) -> None:
        self._rows, self._log, self._ids, self._days = rows, log, ids, days
        self._random = chance(seed, "strokes")
        self._sha256 = wording_sha256
        self._links = LinkDesk(rows, log, days, seed)
        self.archive = ArchiveRows(rows, ids, MAILING, days.start.year)
        self._letters: dict[int, dict[str, Any]] = {}
        self._questions: dict[int, dict[str, Any]] = {}
        self._students: Sequence[StudentPlan] = ()
        self._plan: ClassPlan | None = None

    def begin(self, plan: ClassPlan, students: Sequence[StudentPlan], issued_at: dt.datetime) -> None:
        """One letter for each student; no family on file, no letter to write."""
        self._plan, self._students = plan, students
        for student in students:
            alone = not student.family
            self._letters[student.seat] = {
                "id": self._ids.take("letter"),
                "mailing_id": MAILING,
                "student_id": student.id,
                "wording_id": WORDING,
                "link_id": None if alone else self._links.new(issued_at),
                "state": LetterState.EXEMPT if alone else LetterState.ISSUED,
                "copies": 0 if alone else 1,
                "exempt_reason": ExemptReason.NO_FAMILY if alone else None,
                "confirmation": None,
                "photo_id": None,
                "issued_at": issued_at,
                **dict.fromkeys(_MOMENTS),
            }

    def finish(self) -> None:
        """Hand over links, letters and questions as they stand in the end."""
        self._links.finish()
        for letter in self._letters.values():
            self._rows.add(Letter, **letter)
        for question in self._questions.values():
            self._rows.add(FamilyQuestion, **question)
        self._letters.clear()
        self._questions.clear()

    def moved(self, plan: ClassPlan, act: Moved) -> None:
        """Letters of the class take one step, as one batch with its event."""
        moment = self._days.moment(act.tick)
        changes: dict[str, Any] = {"settled_at": moment} if act.settles else {}
        if act.verb is Verb.EXEMPT:
            changes["exempt_reason"] = act.reason
            self._links.close([self._letters[seat]["link_id"] for seat in act.seats], moment)
        batch = self._step(act.verb, act.seats, moment, account_id=act.account, class_id=plan.id, **changes)
        if act.verb is Verb.ARCHIVE:
            self.archive.archived(plan, [self._letters[seat] for seat in act.seats], moment, act.account)
        self._log.note(
            act.tick,
            account(act.account),
            MOVED[act.verb],
            batch,
            mailing=MAILING,
            class_id=plan.id,
            count=len(act.seats),
        )

    def confirmed(self, _plan: ClassPlan, act: Confirmed) -> None:
        """A claim: it moves the letter nowhere."""
        letter = self._letters[act.seat]
        letter["confirmation"], letter["confirmed_at"] = act.confirmation, self._days.moment(act.tick)
        actor = account(act.account)
        self._log.note(act.tick, actor, LETTER_CONFIRMED, letter["id"], confirmation=act.confirmation, photo=False)

    def refused(self, _plan: ClassPlan, act: Refused) -> None:
        """Wrong digits at the door."""
        self._links.refuse(self._letters[act.seat]["link_id"], act.tick)

    def opened(self, _plan: ClassPlan, act: Opened) -> None:
        """Right digits at the door."""
        self._links.open(self._letters[act.seat]["link_id"], act.tick, act.second_thing)

    def family_answered(self, _plan: ClassPlan, act: FamilyAnswered) -> None:
        """A signature, which completes the receipt, or a refusal."""
        letter = self._letters[act.seat]
        declined = act.kind is SignatureKind.DECLINED
        member = None if declined else self._students[act.seat].family[act.member]
        row = signature_rows.answered(act, letter["id"], member, self._random)
        signature = self._sign(row, letter["id"], self._days.moment(act.tick))
        verb = Verb.DECLINE if declined else Verb.SIGN
        if allowed(letter["state"], verb):
            self._step(verb, [act.seat], self._days.moment(act.tick))
        self._log.note(
            act.tick,
            self._family(letter),
            LETTER_DECLINED if declined else LETTER_SIGNED,
            letter["id"],
            signature=signature,
            opened_with=act.second_thing,
            receipt=Receipt.DECLINED if declined else Receipt.COMPLETE,
            **({} if declined else {"method": signature_rows.method_of(act)}),
        )

    def assisted(self, plan: ClassPlan, act: Assisted) -> None:
        """A receipt noted for a family that can do neither."""
        letter, moment = self._letters[act.seat], self._days.moment(act.tick)
        row = signature_rows.assisted(self._students[act.seat].family[0], act.account)
        signature = self._sign(row, letter["id"], moment)
        self._step(Verb.ASSIST, [act.seat], moment, account_id=act.account, class_id=plan.id)
        actor, noted = account(act.account), signature_rows.note_of(row)
        self._log.note(act.tick, actor, LETTER_ASSISTED, letter["id"], signature=signature, **noted)

    def asked(self, _plan: ClassPlan, act: Asked) -> None:
        """A question; the letter stays open."""
        letter, question_id = self._letters[act.seat], self._ids.take("family_question")
        self._questions[act.seat] = {
            "id": question_id,
            "letter_id": letter["id"],
            "text": QUESTIONS[act.text],
            "at": self._days.moment(act.tick),
            "answered_at": None,
            "account_id": None,
        }
        self._log.note(act.tick, self._family(letter), QUESTION_ASKED, letter["id"], question=question_id)

    def question_answered(self, _plan: ClassPlan, act: QuestionAnswered) -> None:
        """The counsellor has called the family."""
        question = self._questions[act.seat]
        question["answered_at"], question["account_id"] = self._days.moment(act.tick), act.account
        actor = account(act.account)
        self._log.note(act.tick, actor, QUESTION_ANSWERED, question["letter_id"], question=question["id"])

    def reissued(self, plan: ClassPlan, act: Reissued) -> None:
        """A new copy with a new number; the old one is void at once."""
        letter, moment = self._letters[act.seat], self._days.moment(act.tick)
        self._step(Verb.REISSUE, [act.seat], moment, account_id=act.account, class_id=plan.id)
        old = letter["link_id"]
        letter["link_id"], letter["copies"] = self._links.replace(old, moment), letter["copies"] + 1
        actor = account(act.account)
        self._log.note(act.tick, actor, LETTER_REISSUED, letter["id"], link=letter["link_id"], old_link=old)

    def _step(
        self,
        verb: Verb,
        seats: Sequence[int],
        moment: dt.datetime,
        account_id: int | None = None,
        class_id: int | None = None,
        **changes: Any,
    ) -> int:
        batch = self._ids.take("letter_batch")
        self._rows.add(
            MoveBatch,
            id=batch,
            verb=verb,
            mailing_id=MAILING,
            class_id=class_id,
            account_id=account_id,
            at=moment,
            count=len(seats),
            undone_at=None,
        )
        for seat in seats:
            self._take(self._letters[seat], verb, moment, batch, changes)
        return batch

    def _take(
        self, letter: dict[str, Any], verb: Verb, moment: dt.datetime, batch: int, changes: dict[str, Any]
    ) -> None:
        """One step along the table; ValueError where it does not lead."""
        row, came_from = TRANSITIONS[verb], letter["state"]
        values = dict.fromkeys(row.clears) | ({row.moment: moment} if row.moment else {}) | changes
        before = {name: letter[name].isoformat() if letter[name] else None for name in values}
        letter["state"] = target(came_from, verb)
        letter.update(values)
        self._rows.add(
            LetterMove,
            id=self._ids.take("letter_move"),
            batch_id=batch,
            letter_id=letter["id"],
            from_state=came_from,
            to_state=letter["state"],
            before=before,
        )

    def _sign(self, row: dict[str, Any], letter_id: int, moment: dt.datetime) -> int:
        signature = self._ids.take("signature")
        self._rows.add(Signature, **signature_rows.identified(row, signature, letter_id, self._sha256, moment))
        return signature

    @staticmethod
    def _family(letter: dict[str, Any]) -> Actor:
        return Actor("link", letter["link_id"])
