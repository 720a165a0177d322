"""A sheet of students beside what is on file: who is new, who changes, who stays, who cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from school.org.models import PostKind, UnitKind
from school.org.roster.families import FamilyPlan, Lookup, plan_family
from school.org.roster.headings import Field
from school.org.roster.known import Known, KnownStaff, KnownStudent
from school.org.roster.reading import Plan as Columns
from school.org.roster.reading import Reading
from school.org.roster.reasons import IgnoredRow, Reason, RejectedRow
from school.org.roster.rules import ParsedRow


@dataclass(frozen=True, slots=True)
class Limits:
    """Whose sheet it is: ``college`` (its name) is meant where a row says none, and other colleges are refused.

    ``own_only``: students of other colleges may not be brought over, nor looked at. ``posts`` are those that whoever
    imports may give: a staff sheet hands out no other.
    """

    college: str = ""
    college_id: int | None = None
    own_only: bool = False
    posts: frozenset[PostKind] = frozenset(PostKind)


class Place(NamedTuple):
    """A class by its names; the ids are None where it, or its college, is still to be made."""

    college: str
    school_class: str
    college_id: int | None
    class_id: int | None


class Change(NamedTuple):
    """One thing that the sheet says otherwise. An old phone stays sealed and is not here."""

    field: Field
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Created:
    """A student who is not on file."""

    row: ParsedRow
    place: Place


@dataclass(frozen=True, slots=True)
class Changed:
    """A student on file of whom the sheet says something new."""

    row: ParsedRow
    student: KnownStudent
    place: Place
    changes: tuple[Change, ...]
    family: FamilyPlan
    moves: bool
    returns: bool


class Counselling(NamedTuple):
    """A member of staff who looks after a class by what the sheet says."""

    place: Place
    staff_id: int


@dataclass(slots=True)
class RosterPlan:
    """What an import would do. Every row below the headings is in exactly one of the five lists."""

    reading: Reading[ParsedRow]
    created: list[Created] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unchanged: list[ParsedRow] = field(default_factory=list)
    grades: dict[Place, int | None] = field(default_factory=dict)
    posts: dict[Counselling, None] = field(default_factory=dict)
    unmatched: dict[tuple[str, str], None] = field(default_factory=dict)  # (class, counsellor as written)
    missing_ids: list[int] = field(default_factory=list)

    @property
    def places(self) -> Iterable[Place]:
        """Every class that a row was taken for."""
        return self.grades.keys()

    @property
    def new_classes(self) -> list[Place]:
        """Classes to be made, in the order of the sheet."""
        return [place for place in self.grades if place.class_id is None]

    @property
    def new_colleges(self) -> list[str]:
        """Names of colleges to be made, in the order of the sheet."""
        return list(dict.fromkeys(place.college for place in self.grades if place.college_id is None))

    @property
    def ignored(self) -> Sequence[IgnoredRow]:
        """Rows that hold nobody, or nobody new."""
        return self.reading.ignored

    @property
    def rejected(self) -> Sequence[RejectedRow]:
        """Rows that are not taken."""
        return self.reading.rejected

    @property
    def asides(self) -> dict[str, Any]:
        """What a person has to see to besides the rows."""
        return {"missing_ids": self.missing_ids, "unmatched": [list(each) for each in self.unmatched]}

    def counts(self) -> dict[str, int]:
        """The five numbers that add up to ``rows``."""
        return {
            "rows": self.reading.rows,
            "created": len(self.created),
            "updated": len(self.changed),
            "unchanged": len(self.unchanged),
            "ignored": len(self.reading.ignored),
            "rejected": len(self.reading.rejected),
        }


class Comparison:
    """One run over a sheet. ``lookup`` gives the keyed hash of a phone; nothing on file is opened."""

    def __init__(self, known: Known, limits: Limits, columns: Columns, lookup: Lookup) -> None:
        self.known, self.limits, self.columns, self.lookup = known, limits, columns, lookup
        self._places: dict[tuple[str, str, int | None], Place | Reason] = {}
        self._counselled: set[tuple[Place, str, str]] = set()

    def run(self, reading: Reading[ParsedRow]) -> RosterPlan:
        """Compare every row that could be read; ``reading`` is left as it is."""
        taken: Reading[ParsedRow] = Reading([], reading.ignored, list(reading.rejected), reading.fields)
        plan = RosterPlan(taken)
        for row in reading.parsed:
            student = self.known.students.get(row.student_number)
            place = self._place_of(row, student)
            if isinstance(place, Reason):
                taken.rejected.append(self._refused(row, place))
                continue
            taken.parsed.append(row)
            if row.grade is not None or place not in plan.grades:
                plan.grades[place] = plan.grades.get(place) or row.grade
            if row.counsellor_name or row.counsellor_number:
                self._counsel(plan, row, place)
            self._sort(plan, row, student, place)
        taken.in_order()
        return plan

    def _sort(self, plan: RosterPlan, row: ParsedRow, student: KnownStudent | None, place: Place) -> None:
        if student is None:
            plan.created.append(Created(row, place))
        elif changed := self._changed(row, student, place):
            plan.changed.append(changed)
        else:
            plan.unchanged.append(row)

    def _place_of(self, row: ParsedRow, student: KnownStudent | None) -> Place | Reason:
        places = self.known.places
        own = places.classes[student.class_id].college_id if student else None
        if self.limits.own_only and own is not None and own != self.limits.college_id:
            return Reason.STUDENT_ELSEWHERE
        key = (row.college, row.class_name, own)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = self._find_place(row.college, row.class_name, own)
        return found

    def _find_place(self, college: str, school_class: str, own: int | None) -> Place | Reason:
        """The class meant: in the college said, else in that of the sheet, the student's own, or the only one."""
        places, limits = self.known.places, self.limits
        if college and limits.college and college != limits.college:
            return Reason.OTHER_COLLEGE
        if name := college or limits.college:
            unit = places.unit_of_name.get(name)
            if unit is not None and unit.kind is not UnitKind.COLLEGE:
                return Reason.NOT_A_COLLEGE
            found = places.class_named(school_class, unit.id) if unit else None
            return Place(name, school_class, unit.id if unit else None, found.id if found else None)
        same_name = places.classes_named(school_class)
        in_own = [each for each in same_name if each.college_id == own]
        if len(in_own or same_name) != 1:
            return Reason.COLLEGE_NOT_SAID
        only = (in_own or same_name)[0]
        return Place(places.units[only.college_id].name, school_class, only.college_id, only.id)

    def _refused(self, row: ParsedRow, reason: Reason) -> RejectedRow:
        field = Field.STUDENT_NUMBER if reason is Reason.STUDENT_ELSEWHERE else Field.COLLEGE
        value = row.student_number if field is Field.STUDENT_NUMBER else row.college
        college = row.college if reason is Reason.NOT_A_COLLEGE else self.limits.college
        params = {"college": college} if reason in (Reason.OTHER_COLLEGE, Reason.NOT_A_COLLEGE) else {}
        return RejectedRow(row.row, (self.columns.problem(field, value, reason, params),))

    def _changed(self, row: ParsedRow, student: KnownStudent, place: Place) -> Changed | None:
        changes = list(_said_otherwise(row, student))
        if row.phone and self.lookup(row.phone) != student.phone_lookup:
            changes.append(Change(Field.PHONE, "", row.phone))
        moves, returns = student.class_id != place.class_id, student.left_on is not None
        if moves:
            now = self.known.places.classes[student.class_id]
            college = self.known.places.college_of(student.class_id).name
            if college != place.college:
                changes.append(Change(Field.COLLEGE, college, place.college))
            changes.append(Change(Field.CLASS, now.name, place.school_class))
        family = plan_family(row.family, self.known.families.get(student.id, ()), self.lookup)
        if not (changes or family or returns):
            return None
        return Changed(row, student, place, tuple(changes), family, moves, returns)

    def _counsel(self, plan: RosterPlan, row: ParsedRow, place: Place) -> None:
        key = (place, row.counsellor_number, row.counsellor_name)
        if key in self._counselled:
            return
        self._counselled.add(key)
        member = self._counsellor(row, place)
        if member is None:
            plan.unmatched[place.school_class, row.counsellor_name or row.counsellor_number] = None
        elif (place.class_id or 0, member.id) not in self.known.counsellors:
            plan.posts[Counselling(place, member.id)] = None

    def _counsellor(self, row: ParsedRow, place: Place) -> KnownStaff | None:
        """By number, else by a name that only one of the college has. Whoever works elsewhere is not taken by name."""
        if row.counsellor_number:
            member = self.known.staff_of_number.get(row.counsellor_number)
            return member if member is not None and self._is_meant(member, row) else None
        if place.college_id is None:
            return None
        found = self.known.staff_of_name.get((place.college_id, row.counsellor_name), [])
        return found[0] if len(found) == 1 else None

    def _is_meant(self, member: KnownStaff, row: ParsedRow) -> bool:
        same_name = not row.counsellor_name or member.name == row.counsellor_name
        elsewhere = self.limits.own_only and member.unit_id != self.limits.college_id
        return same_name and not elsewhere and member.left_on is None


_COMPARED: tuple[tuple[Field, Callable[[ParsedRow], Any], Callable[[KnownStudent], Any]], ...] = (
    (Field.NAME, lambda row: row.name, lambda student: student.name),
    (Field.GENDER, lambda row: row.gender, lambda student: student.gender),
    (Field.LEVEL, lambda row: row.level, lambda student: student.level),
    (Field.FRESHMAN, lambda row: row.freshman, lambda student: student.freshman),
)


def _said_otherwise(row: ParsedRow, student: KnownStudent) -> Iterable[Change]:
    for name, said, known in _COMPARED:
        new, old = said(row), known(student)
        if new is not None and new != old:
            yield Change(name, old, new)


def numbers_of(rows: Sequence[ParsedRow]) -> list[str]:
    """The student numbers of a sheet."""
    return [row.student_number for row in rows]
