"""What happened to one class's letters, from the stack on the counsellor's desk to the archive."""

from __future__ import annotations

from collections.abc import Sequence

from school.demo.acts import (
    Act,
    Asked,
    Assisted,
    Confirmed,
    FamilyAnswered,
    Moved,
    Opened,
    QuestionAnswered,
    Refused,
    Reissued,
    SignedIn,
)
from school.demo.campus import ClassPlan
from school.demo.chance import chance
from school.demo.dates import TICKS_PER_DAY, TICKS_PER_HOUR, Days, between, week_day
from school.demo.fates import FIRST_CLASS, UNCHECKED, Fate, fate_of
from school.demo.numbering import Accounts
from school.demo.people import UNWISE_SEAT, StudentPlan
from school.demo.texts import QUESTIONS
from school.letters.models import Confirmation, ExemptReason, SignatureKind, Verb
from school.links.rules import ALL_TRIES, FIRST_TRIES, SecondThing

ISSUED_ON, PRINTED_ON, EARLIEST_HAND_OUT = week_day(5, 0), week_day(5, 1), week_day(5, 2)
ARCHIVED_ON = week_day(9, 3)
MINUTE = TICKS_PER_HOUR // 60
DEVICES = ("wechat", "wechat", "wechat", "wechat", "phone", "phone", "qq", "computer")


class LettersStory:
    """Plans one class. Call ``acts`` once; the order of time is the caller's business."""

    def __init__(self, seed: int, plan: ClassPlan, days: Days, accounts: Accounts) -> None:
        self.random = chance(seed, "letters", plan.index)
        self.plan, self.days, self.accounts = plan, days, accounts
        self.counsellor = accounts.of_staff(plan.counsellor)
        self.found: list[Act] = []
        self.answered: dict[int, int] = {}
        self.on_paper: list[tuple[int, int]] = []
        self._rarer = {Fate.LOCKED: self._lock, Fate.ASKED: self._ask, Fate.ASSISTED: self._assist}

    def acts(self, students: Sequence[StudentPlan]) -> list[Act]:
        """All acts of the class. Students who left keep a letter that nobody hands out."""
        delay = int(self.random.expovariate(0.3 + self.plan.pace / 4))
        day = self.days.working(EARLIEST_HAND_OUT + delay)
        written_to = [each for each in students if each.family and not each.left]
        kept_back = self._exempt(written_to)
        if day is None or not self.plan.hands_out or not self.plan.pace:
            return self.found
        handed = [each for each in written_to if each.seat not in kept_back and self._is_there(each)]
        self._move(between(self.random, day, 10, 12), Verb.HAND_OUT, [each.seat for each in handed])
        for student in handed:
            self._fate(student, day)
        self._slips_come_back(day)
        self._check(day)
        self._archive()
        return self.found

    def _is_set(self, student: StudentPlan) -> bool:
        """Whether this letter's way is not left to chance."""
        return self.plan.is_first and student.seat in FIRST_CLASS

    def _delay(self, student: StudentPlan, rate: float) -> int:
        """Days until a family answers; ``rate`` is one over their mean."""
        return 1 if self._is_set(student) else int(self.random.expovariate(rate))

    def _is_there(self, student: StudentPlan) -> bool:
        """A few are ill when letters are handed out; theirs stay on the desk."""
        return self._is_set(student) or self.random.random() > 0.02

    def _exempt(self, students: Sequence[StudentPlan]) -> set[int]:
        """Families to whom a letter would be unwise, set on the day of printing."""
        seats = [each.seat for each in students if self.random.random() < 0.003]
        if self.plan.is_first:
            seats = [UNWISE_SEAT] if any(each.seat == UNWISE_SEAT for each in students) else []
        for seat in seats:
            tick = between(self.random, PRINTED_ON, 14, 17)
            self._move(tick, Verb.EXEMPT, [seat], reason=ExemptReason.UNWISE)
        return set(seats)

    def _fate(self, student: StudentPlan, day: int) -> None:
        """What one family does with its letter."""
        fate = self._drawn(student)
        if fate is Fate.REPLACED or (fate not in (Fate.OPEN, Fate.LOCKED) and self.random.random() < 0.012):
            day = self._reissue(student, day)
        if fate is Fate.SIGNED:
            self._answer(student, day, SignatureKind.SIGNED)
            self._confirm(student, day, 0.35)
        elif fate is Fate.DECLINED:
            self._answer(student, day, SignatureKind.DECLINED)
        elif fate is Fate.ON_PAPER:
            self.on_paper.append((student.seat, day + 1 + self._delay(student, 0.11)))
        elif (way := self._rarer.get(fate)) is not None:
            way(student, day)
        elif fate is not Fate.OPEN:
            self._confirm(student, day, 1.0, fate)

    def _drawn(self, student: StudentPlan) -> Fate:
        if self._is_set(student):
            return FIRST_CLASS[student.seat]
        return fate_of(self.random, self.plan.pace)

    def _answer(self, student: StudentPlan, day: int, kind: SignatureKind) -> None:
        """The family opens the letter and signs, or says that it will not."""
        when = day + self._delay(student, 0.16)
        if not self.days.over(when):
            return
        tick = between(self.random, when, 12 if when > day else 18, 22)
        second_thing = self._open(student, tick)
        by_mother = int(len(student.family) > 1 and self.random.random() < 0.3)
        self._family(student, tick + MINUTE, kind, by_mother, second_thing)
        if kind is SignatureKind.SIGNED:
            self.answered[student.seat] = tick + MINUTE
            self._second_parent(student, tick, 1 - by_mother)

    def _second_parent(self, student: StudentPlan, tick: int, member: int) -> None:
        """Here and there the other parent signs as well."""
        if len(student.family) > 1 and self.random.random() < 0.06:
            again = tick + TICKS_PER_HOUR
            second_thing = self._open(student, again)
            self._family(student, again + MINUTE, SignatureKind.SIGNED, member, second_thing)

    def _family(self, student: StudentPlan, tick: int, kind: SignatureKind, member: int, thing: SecondThing) -> None:
        drawn = kind is SignatureKind.SIGNED and self.random.random() < 0.1
        device = self.random.choice(DEVICES)
        self.found.append(FamilyAnswered(tick, None, student.seat, kind, member, thing, device, drawn))

    def _open(self, student: StudentPlan, tick: int) -> SecondThing:
        """Four digits, now and then mistyped once."""
        if self.random.random() < 0.04:
            self.found.append(Refused(tick - MINUTE, None, student.seat))
        by_phone = student.family_phones and self.random.random() < 0.7
        second_thing = SecondThing.LAST_FOUR if by_phone else SecondThing.CHECK_CODE
        self.found.append(Opened(tick, None, student.seat, second_thing))
        return second_thing

    def _confirm(self, student: StudentPlan, day: int, share: float, fate: Fate = Fate.TAKEN_HOME) -> None:
        """The student says where the letter is."""
        if self.random.random() >= share:
            return
        if fate is Fate.CLAIMED:
            said, when = Confirmation.HANDED_IN, day + 3 + self.random.randrange(5)
        elif fate is Fate.CANNOT:
            said, when = Confirmation.FAMILY_CANNOT, day + 2 + self.random.randrange(6)
        else:
            said, when = Confirmation.TAKEN_HOME, day + self.random.randrange(4)
        if self.days.over(when):
            self._say(student.seat, between(self.random, when, 17, 22), said)

    def _say(self, seat: int, tick: int, said: Confirmation) -> None:
        account = self.accounts.of_student(self.plan.first_student + seat)
        self.found.append(SignedIn(tick - MINUTE, account, seat))
        self.found.append(Confirmed(tick, account, seat, said))

    def _ask(self, student: StudentPlan, day: int) -> None:
        """Some families ask before they sign; most of them have their answer."""
        when = day + 1 + self.random.randrange(9)
        if not self.days.over(when):
            return
        tick = between(self.random, when, 12, 21)
        self._open(student, tick)
        self.found.append(Asked(tick + 2 * MINUTE, None, student.seat, self.random.randrange(len(QUESTIONS))))
        answered = self.days.working(when + 1 + self.random.randrange(3))
        if answered is not None and not self.plan.is_first and self.random.random() < 0.6:
            later = between(self.random, answered, 9, 17)
            self.found.append(QuestionAnswered(later, self.counsellor, student.seat))

    def _assist(self, student: StudentPlan, day: int) -> None:
        """A family far away is rung up at last, and the counsellor notes it."""
        reached = self.days.working(day + 6 + self.random.randrange(6))
        if reached is not None:
            self.found.append(Assisted(between(self.random, reached, 15, 18), self.counsellor, student.seat))

    def _lock(self, student: StudentPlan, day: int) -> None:
        """Somebody tries digits until the link is locked: five times, an hour later three more."""
        if not self.days.over(day + 1):
            return
        tick = between(self.random, day + 1, 18, 20)
        for attempt in range(ALL_TRIES):
            wait = TICKS_PER_HOUR + 5 * MINUTE if attempt >= FIRST_TRIES else 0
            self.found.append(Refused(tick + attempt * MINUTE + wait, None, student.seat))

    def _reissue(self, student: StudentPlan, day: int) -> int:
        """A lost letter is replaced and handed out again; returns the day from which it can be answered."""
        replaced = self.days.working(day + 1 + self.random.randrange(4))
        again = self.days.working(replaced + 1) if replaced is not None else None
        if replaced is None or again is None:
            return day
        tick = between(self.random, replaced, 9, 17)
        self.found.append(Reissued(tick, self.counsellor, student.seat))
        self._move(between(self.random, again, 9, 12), Verb.HAND_OUT, [student.seat])
        return again

    def _slips_come_back(self, day: int) -> None:
        """Once a week the slips in the hand are ticked; in some classes with what students say."""
        settles = self.random.random() < 0.6
        account = self.counsellor if settles else self.accounts.of_class_post(self.plan)
        waiting = sorted(self.on_paper, key=lambda slip: slip[1])
        for start in range(day + 4, self.days.count, 7):
            tick_day = self.days.working(start)
            if tick_day is None:
                return
            back = sorted(seat for seat, came in waiting if came <= tick_day)
            waiting = [slip for slip in waiting if slip[1] > tick_day]
            tick = between(self.random, tick_day, 13, 16)
            for seat in back:
                self.answered[seat] = tick
                if self.random.random() < 0.62:
                    said = Confirmation.HANDED_IN if self.random.random() < 0.8 else Confirmation.TAKEN_HOME
                    self._say(seat, tick - self.random.randrange(MINUTE, 3 * TICKS_PER_HOUR), said)
            if back:
                self.found.append(Moved(tick, account, Verb.TICK_BACK, back, settles=settles))

    def _check(self, day: int) -> None:
        """The counsellor looks at receipts now and then and is a little behind."""
        checked = set(UNCHECKED if self.plan.is_first else ())
        for start in range(day + 9, self.days.count, 9):
            check_day = self.days.working(start)
            looks = self.random.random() < 0.3 + self.plan.pace / 2 or self.plan.is_first
            if check_day is None or not looks:
                continue
            tick = between(self.random, check_day, 16, 18)
            ready = [seat for seat, when in self.answered.items() if when < tick and seat not in checked]
            seats = sorted(seat for seat in ready if self.random.random() < 0.9)
            checked |= set(seats)
            if seats:
                self._move(tick, Verb.CHECK, seats)

    def _archive(self) -> None:
        """The college puts away what was checked a week ago, where a class is far enough."""
        archive_day = self.days.working(ARCHIVED_ON)
        if archive_day is None or (self.random.random() > self.plan.pace - 0.2 and not self.plan.is_first):
            return
        tick = between(self.random, archive_day, 9, 11)
        checked = sorted(
            seat for act in self.found if isinstance(act, Moved) and _checked_before(act, tick) for seat in act.seats
        )
        if self.plan.is_first:
            del checked[len(checked) // 2 :]
        if checked:
            account = self.accounts.of_staff(self.plan.contact)
            self.found.append(Moved(tick, account, Verb.ARCHIVE, checked))

    def _move(self, tick: int, verb: Verb, seats: Sequence[int], reason: ExemptReason | None = None) -> None:
        self.found.append(Moved(tick, self.counsellor, verb, seats, reason=reason))


def _checked_before(act: Moved, tick: int) -> bool:
    return act.verb is Verb.CHECK and act.day < tick // TICKS_PER_DAY - 7
