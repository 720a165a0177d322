"""What happened in one class, in order of time."""

from __future__ import annotations

from collections.abc import Sequence

from school.demo.acts import Act, ChangedClass, Left
from school.demo.campus import ClassPlan
from school.demo.chance import chance
from school.demo.dates import Days, between, week_day
from school.demo.letters import LettersStory
from school.demo.marks import marks_story
from school.demo.numbering import Accounts
from school.demo.people import StudentPlan

MOVED_ON, LEFT_ON = week_day(2, 2), week_day(6, 1)


def class_story(
    seed: int, plan: ClassPlan, students: Sequence[StudentPlan], days: Days, accounts: Accounts
) -> list[Act]:
    """Every act of a class; the same for the same arguments."""
    acts = marks_story(seed, plan, days, accounts)
    acts += LettersStory(seed, plan, days, accounts).acts(students)
    acts += _comings_and_goings(seed, plan, students, days, accounts)
    return sorted(acts, key=lambda act: act.tick)


def _comings_and_goings(
    seed: int, plan: ClassPlan, students: Sequence[StudentPlan], days: Days, accounts: Accounts
) -> list[Act]:
    random = chance(seed, "goings", plan.index)
    found: list[Act] = []
    for student in students:
        wanted = LEFT_ON if student.left else MOVED_ON if student.moved_from else None
        day = days.working(wanted) if wanted is not None else None
        if day is not None:
            act = Left if student.left else ChangedClass
            found.append(act(between(random, day, 9, 17), accounts.of_staff(plan.contact), student.seat))
    return found
