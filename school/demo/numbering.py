"""Ids that are known before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from school.demo.campus import ClassPlan
from school.demo.people import CLASS_OFFICER, MONITOR
from school.links.rules import ALPHABET, NUMBER_LENGTH, check_character

# Ids of different tables do not run alike, so that a page which mixes two up shows it.
FIRST_ACCOUNT, FIRST_LETTER, FIRST_LINK = 101, 1001, 2001
BITS = 5 * (NUMBER_LENGTH - 1)


@dataclass(frozen=True)
class Accounts:
    """Accounts are numbered like their holders: first the staff, then the students."""

    staff: int

    def of_staff(self, staff_id: int) -> int:
        """The account of a member of staff."""
        return FIRST_ACCOUNT + staff_id

    def of_student(self, student_id: int) -> int:
        """The account that a student has, or would have."""
        return FIRST_ACCOUNT + self.staff + student_id

    def of_class_post(self, plan: ClassPlan, seat: int | None = None) -> int:
        """The account of the monitor or, in every other class, of the anti-fraud officer."""
        usual = MONITOR if plan.index % 2 == 0 else CLASS_OFFICER
        return self.of_student(plan.first_student + (usual if seat is None else seat))


class Ids:
    """The next free id of each table."""

    def __init__(self, **first: int) -> None:
        self._next = Counter(first)

    def take(self, table: str) -> int:
        """One id."""
        found = self._next[table] or 1
        self._next[table] = found + 1
        return found


def printed_number(seed: int, link_id: int) -> str:
    """A number for one link: no two are alike, because every step here can be taken back."""
    mask = (1 << BITS) - 1
    mixed = (link_id * 0x5DEECE66D + seed * 0x9E3779B97) & mask
    mixed ^= mixed >> 17
    mixed = mixed * 0x2545F4915 & mask
    mixed ^= mixed >> 19
    body = "".join(ALPHABET[mixed >> shift & 31] for shift in range(0, BITS, 5))
    return body + check_character(body)
