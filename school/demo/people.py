"""The students of one class with their families and phones."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from school.demo.campus import ClassPlan
from school.demo.chance import chance
from school.demo.names import SPECIAL, Name, relative_name, student_name
from school.letters.models import Relationship
from school.org.models import Gender

# Prefixes that no carrier gives to subscribers: nobody is called by mistake.
PREFIXES = ("154", "160", "161", "163", "164", "168", "169")
STUDENT, MONITOR, CLASS_OFFICER, FORMER_OFFICER = range(4)
# In the first class, for the pages that show them.
UNWISE_SEAT, ALONE_SEAT = 8, 10
MOVED_SEAT = 7
SPECIAL_SEATS = (4, 5, 6, 11)


class Kin(NamedTuple):
    """Somebody of a family, as rosters write it."""

    word: str
    relationship: Relationship
    gender: Gender
    same_surname: bool


FATHER = Kin("父亲", Relationship.FATHER, Gender.MALE, True)
MOTHER = Kin("母亲", Relationship.MOTHER, Gender.FEMALE, False)
FATHERS_FATHER = Kin("爷爷", Relationship.PATERNAL_GRANDFATHER, Gender.MALE, True)
FATHERS_MOTHER = Kin("奶奶", Relationship.PATERNAL_GRANDMOTHER, Gender.FEMALE, False)
MOTHERS_MOTHER = Kin("外婆", Relationship.MATERNAL_GRANDMOTHER, Gender.FEMALE, False)
SISTER = Kin("姐姐", Relationship.SIBLING, Gender.FEMALE, True)
# With the share of families that look so; the rest have nobody on file.
HOUSEHOLDS = (
    (0.52, (FATHER, MOTHER)),
    (0.73, (MOTHER,)),
    (0.88, (FATHER,)),
    (0.91, (MOTHER, FATHER)),
    (0.94, (FATHERS_MOTHER, FATHERS_FATHER)),
    (0.96, (FATHER, MOTHER, FATHERS_MOTHER)),
    (0.975, (MOTHERS_MOTHER, MOTHER)),
    (0.985, (SISTER,)),
)
WITHOUT_PHONE = 0.06


class Member(NamedTuple):
    """A family member; the phone is "" where none is known."""

    name: str
    kin: Kin
    phone: str


@dataclass(frozen=True, slots=True)
class StudentPlan:
    """One student. ``seat`` counts from 0 in student-number order."""

    seat: int
    id: int
    number: str
    name: str
    gender: Gender
    phone: str
    family: tuple[Member, ...]
    left: bool
    moved_from: int | None

    @property
    def family_phones(self) -> bool:
        """Whether the last four digits of a family phone can open the letter."""
        return any(member.phone for member in self.family)


def students_of(seed: int, plan: ClassPlan) -> list[StudentPlan]:
    """Everybody who is or was in the class this term, in student-number order."""
    random = chance(seed, "people", plan.index)
    return [_student(random, plan, seat) for seat in range(plan.size + plan.leavers)]


def _student(random: Random, plan: ClassPlan, seat: int) -> StudentPlan:
    gender = random.choice((Gender.FEMALE, Gender.MALE))
    name = student_name(random, gender)
    special = _special(plan.index, seat)
    if special is not None:
        name, gender = special
    moved = plan.sibling is not None and seat == MOVED_SEAT and plan.index % 3 == 1
    return StudentPlan(
        seat=seat,
        id=plan.first_student + seat,
        number=f"{plan.number_prefix}{seat + 1:02d}",
        name=name.full,
        gender=gender,
        phone=_phone(random) if random.random() > 0.02 else "",
        family=_family(random, plan, seat, name),
        left=seat >= plan.size,
        moved_from=plan.sibling if moved else None,
    )


def _special(class_index: int, seat: int) -> tuple[Name, Gender] | None:
    """The rare names sit in the first four classes."""
    if seat not in SPECIAL_SEATS:
        return None
    place = class_index * len(SPECIAL_SEATS) + SPECIAL_SEATS.index(seat)
    return SPECIAL[place] if place < len(SPECIAL) else None


def _family(random: Random, plan: ClassPlan, seat: int, name: Name) -> tuple[Member, ...]:
    draw, quiet = random.random(), random.random() < WITHOUT_PHONE
    if plan.is_first:
        draw = 0.99 if seat == ALONE_SEAT else min(draw, 0.9)
        quiet = quiet and seat != STUDENT
    household = next((kin for share, kin in HOUSEHOLDS if draw < share), ())
    members = []
    for position, kin in enumerate(household):
        known = not quiet and (position == 0 or random.random() < 0.7)
        own = relative_name(random, name, kin.gender, same_surname=kin.same_surname)
        members.append(Member(own, kin, _phone(random) if known else ""))
    return tuple(members)


def _phone(random: Random) -> str:
    return f"{random.choice(PREFIXES)}{random.randrange(10**8):08d}"
