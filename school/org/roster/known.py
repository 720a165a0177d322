"""What is on file of the people and places of a sheet, as plain values: nothing is opened, nothing is an object of the ORM."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from school.org.models import Gender, Level, PostKind, UnitKind
from school.org.roster.families import KnownRelative
from school.org.roster.reasons import Refused
from school.org.roster.wording import read_unit


class KnownUnit(NamedTuple):
    """A college or department on file."""

    id: int
    name: str
    kind: UnitKind
    closed: bool


class KnownClass(NamedTuple):
    """A class on file."""

    id: int
    name: str
    college_id: int
    grade: int | None
    closed: bool


class KnownStudent(NamedTuple):
    """A student on file; the phone only as its keyed hash."""

    id: int
    student_number: str
    name: str
    gender: Gender | None
    level: Level
    freshman: bool
    class_id: int
    left_on: dt.date | None
    phone_lookup: bytes | None


class KnownStaff(NamedTuple):
    """A member of staff; ``left_on`` is set for somebody who worked here once."""

    id: int
    staff_number: str | None
    name: str
    gender: Gender | None
    wechat_id: str
    unit_id: int
    phone_lookup: bytes | None
    left_on: dt.date | None


class HeldPost(NamedTuple):
    """A post that somebody holds today."""

    kind: PostKind
    staff_id: int | None
    student_id: int | None
    college_id: int | None
    class_id: int | None


class Places:
    """Colleges and classes by their names, however their blanks and brackets are written."""

    def __init__(self, units: Iterable[KnownUnit], classes: Iterable[KnownClass]) -> None:
        self.units = {unit.id: unit for unit in units}
        self.classes = {each.id: each for each in classes}
        self.unit_of_name = {one_way(unit.name): unit for unit in self.units.values()}
        self._class_of_name: dict[tuple[int, str], KnownClass] = {}
        self._of_name: dict[str, list[KnownClass]] = {}
        for each in self.classes.values():
            name = one_way(each.name)
            self._class_of_name[each.college_id, name] = each
            self._of_name.setdefault(name, []).append(each)

    def class_named(self, name: str, college_id: int) -> KnownClass | None:
        """The class of this name in a college."""
        return self._class_of_name.get((college_id, name))

    def classes_named(self, name: str) -> list[KnownClass]:
        """The classes of this name in any college."""
        return self._of_name.get(name, [])

    def college_of(self, class_id: int) -> KnownUnit:
        """The college that a class belongs to."""
        return self.units[self.classes[class_id].college_id]


@dataclass(slots=True)
class Known:
    """All that a roster of students is compared with."""

    places: Places
    students: dict[str, KnownStudent] = field(default_factory=dict)
    families: dict[int, list[KnownRelative]] = field(default_factory=dict)
    staff_of_number: dict[str, KnownStaff] = field(default_factory=dict)
    staff_of_name: dict[tuple[int, str], list[KnownStaff]] = field(default_factory=dict)
    counsellors: set[tuple[int, int]] = field(default_factory=set)  # (class, member of staff)
    posts: set[HeldPost] = field(default_factory=set)


def one_way(name: str) -> str:
    """A name as sheets are read: 软件(1)班 and 软件（1）班 are one class."""
    try:
        return read_unit(name)
    except Refused:
        return name
