"""A sheet of staff beside what is on file: whose post is new, whose contact changes, who cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from school.org.models import Gender, PostKind, UnitKind
from school.org.roster.compare import Limits, Place
from school.org.roster.families import Lookup
from school.org.roster.headings import StaffField
from school.org.roster.known import HeldPost, Known, KnownStaff
from school.org.roster.reading import Plan as Columns
from school.org.roster.reading import Reading
from school.org.roster.reasons import IgnoredRow, Reason, Refused, RejectedRow
from school.org.roster.staff_rules import CLASS_POSTS, POST_WORDS, StaffRow

_USUAL_WORDS = {kind: word for word, kind in reversed(list(POST_WORDS.items()))}
_OF_COLLEGES = CLASS_POSTS | {PostKind.COLLEGE_CONTACT}


class UnitPlace(NamedTuple):
    """A college or department; ``id`` None where it is to be made."""

    id: int | None
    name: str
    kind: UnitKind


@dataclass
class Person:
    """A member of staff by the sheet, several rows together. Only what is said stands here."""

    known: KnownStaff | None
    unit: UnitPlace
    name: str
    number: str = ""
    gender: Gender | None = None
    phone: str = ""
    wechat_id: str = ""


@dataclass(frozen=True)
class WantedPost:
    """A post to be given: to a member of staff by the index of the person, or to a student."""

    kind: PostKind
    title: str
    person: int | None
    student_id: int | None
    college: UnitPlace | None
    place: Place | None


@dataclass
class StaffPlan:
    """What an import would do: each row is in exactly one list."""

    ignored: Sequence[IgnoredRow]
    rejected: list[RejectedRow]
    created: list[StaffRow] = field(default_factory=list)
    updated: list[StaffRow] = field(default_factory=list)
    unchanged: list[StaffRow] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    changes: dict[int, dict[str, Any]] = field(default_factory=dict)  # staff id → new values
    posts: list[WantedPost] = field(default_factory=list)
    new_units: dict[str, UnitPlace] = field(default_factory=dict)
    new_classes: dict[Place, None] = field(default_factory=dict)
    news: dict[int, tuple[KnownStaff, dict[str, Any]]] = field(default_factory=dict)  # row → whom it changes, and how

    @property
    def new_colleges(self) -> list[str]:
        """Names of the new units that are colleges."""
        return [unit.name for unit in self.new_units.values() if unit.kind is UnitKind.COLLEGE]

    @property
    def asides(self) -> dict[str, Any]:
        """What the rows come to: a row may give several posts, and several rows may be about one person."""
        people = sum(person.known is None for person in self.people)
        contacts = sum(bool(values) for values in self.changes.values())
        return {"posts": len(self.posts), "people": people, "contacts": contacts}

    def counts(self) -> dict[str, int]:
        """The five numbers that add up to ``rows``."""
        lists = {"created": self.created, "updated": self.updated, "unchanged": self.unchanged}
        counts = {name: len(rows) for name, rows in lists.items()}
        counts |= {"ignored": len(self.ignored), "rejected": len(self.rejected)}
        return {"rows": sum(counts.values()), **counts}


class StaffComparison:
    """One run over a staff sheet."""

    def __init__(self, known: Known, limits: Limits, columns: Columns, lookup: Lookup, office: str) -> None:
        self.known, self.limits, self.columns, self.lookup, self.office = known, limits, columns, lookup, office
        self.plan = StaffPlan([], [])
        self._people: dict[object, int] = {}
        self._wanted: set[tuple[object, ...]] = set()

    def run(self, reading: Reading[StaffRow]) -> StaffPlan:
        """Compare every row that could be read."""
        plan = self.plan
        plan.ignored, plan.rejected = reading.ignored, list(reading.rejected)
        for row in reading.parsed:
            try:
                self._take(row)
            except _RowRefused as refused:
                problem = self.columns.problem(refused.field, refused.value, refused.reason, refused.params)
                plan.rejected.append(RejectedRow(row.row, (problem,)))
        plan.rejected.sort(key=lambda each: each.row)
        return plan

    def _take(self, row: StaffRow) -> None:
        unit, places = self._where(row)
        student_id = self._student(row, places) if row.is_student else None
        self._check_reach(row, unit, student_id, places)
        person = None if row.is_student else self._person(row, unit)
        self._note_new(unit, places)
        new_post = self._give(row, person, student_id, unit, places)
        changed = person is not None and self._changes(self.plan.people[person], row)
        (self.plan.created if new_post else self.plan.updated if changed else self.plan.unchanged).append(row)

    def _where(self, row: StaffRow) -> tuple[UnitPlace, list[Place]]:
        name = row.college or self.limits.college
        if row.college and self.limits.college and row.college != self.limits.college:
            raise _RowRefused(StaffField.COLLEGE, row.college, Reason.OTHER_COLLEGE, college=self.limits.college)
        if not name and row.post.kind in CLASS_POSTS:
            name = self._college_of_class(row)
        if not name and row.post.kind is PostKind.COLLEGE_CONTACT:
            raise _RowRefused(StaffField.COLLEGE, "", Reason.POST_NEEDS_COLLEGE)
        unit = self._unit(name or self.office, row.post.kind)
        if row.post.kind in _OF_COLLEGES and unit.kind is not UnitKind.COLLEGE:
            raise _RowRefused(StaffField.COLLEGE, unit.name, Reason.NOT_A_COLLEGE, college=unit.name)
        names = row.classes if row.post.kind in CLASS_POSTS else ()
        return unit, [self._place(unit, each) for each in names]

    def _college_of_class(self, row: StaffRow) -> str:
        found = [each for name in row.classes for each in self.known.places.classes_named(name)]
        colleges = {each.college_id for each in found}
        if len(colleges) != 1 or len(found) != len(row.classes):
            raise _RowRefused(StaffField.COLLEGE, "", Reason.COLLEGE_NOT_SAID)
        return self.known.places.units[colleges.pop()].name

    def _unit(self, name: str, kind: PostKind) -> UnitPlace:
        known = self.known.places.unit_of_name.get(name)
        if known:
            return UnitPlace(known.id, known.name, known.kind)
        wanted = UnitKind.COLLEGE if kind in _OF_COLLEGES else UnitKind.DEPARTMENT
        return self.plan.new_units.get(name) or UnitPlace(None, name, wanted)

    def _place(self, unit: UnitPlace, name: str) -> Place:
        known = self.known.places.class_named(name, unit.id) if unit.id else None
        return Place(unit.name, name, unit.id, known.id if known else None)

    def _note_new(self, unit: UnitPlace, places: Sequence[Place]) -> None:
        if unit.id is None:
            self.plan.new_units.setdefault(unit.name, unit)
        self.plan.new_classes |= {place: None for place in places if place.class_id is None}

    def _student(self, row: StaffRow, places: Sequence[Place]) -> int:
        student = self.known.students.get(row.number)
        if student is None or student.left_on is not None:
            raise _RowRefused(StaffField.NUMBER, row.number, Reason.STUDENT_NOT_KNOWN)
        if student.name != row.name:
            raise _RowRefused(StaffField.NAME, row.name, Reason.NAME_OF_ANOTHER, other_name=student.name)
        if any(place.class_id != student.class_id for place in places):
            own = self.known.places.classes[student.class_id].name
            raise _RowRefused(StaffField.CLASS, "、".join(row.classes), Reason.NOT_OF_CLASS, school_class=own)
        return student.id

    def _check_reach(self, row: StaffRow, unit: UnitPlace, student_id: int | None, places: Sequence[Place]) -> None:
        """Nobody hands out a post above their own; a row of somebody who holds it already hands out nothing."""
        kind = row.post.kind
        if kind in self.limits.posts:
            return
        known = None if row.is_student else self._on_file(row, unit)
        holder = (known.id if known else None, student_id)
        wanted: Sequence[Place | None] = places or [None]
        if any(holder) and all(_held(kind, holder, unit, place) in self.known.posts for place in wanted):
            return
        raise _RowRefused(StaffField.POST, row.post.title, Reason.POST_ABOVE)

    def _person(self, row: StaffRow, unit: UnitPlace) -> int:
        """The index of the row's person: on file by number, or by name in the unit, or in an earlier row, or new."""
        known = self._on_file(row, unit)
        key: object = known.id if known else row.number or (unit.name, row.name)
        if key not in self._people:
            self._people[key] = len(self.plan.people)
            self.plan.people.append(Person(known, unit, row.name))
        person = self.plan.people[self._people[key]]
        person.number = person.number or row.number
        person.gender = person.gender or row.gender
        person.phone = person.phone or row.phone
        person.wechat_id = person.wechat_id or row.wechat_id
        return self._people[key]

    def _on_file(self, row: StaffRow, unit: UnitPlace) -> KnownStaff | None:
        if member := self.known.staff_of_number.get(row.number):
            if member.name != row.name:
                raise _RowRefused(StaffField.NAME, row.name, Reason.NAME_OF_ANOTHER, other_name=member.name)
            return member
        same_name = self.known.staff_of_name.get((unit.id or 0, row.name), [])
        if row.number:  # somebody of this name with another number is somebody else
            same_name = [member for member in same_name if not member.staff_number]
        if len(same_name) > 1:
            raise _RowRefused(StaffField.NAME, row.name, Reason.SEVERAL_OF_THIS_NAME)
        return same_name[0] if same_name else None

    def _give(
        self, row: StaffRow, person: int | None, student_id: int | None, unit: UnitPlace, places: Sequence[Place]
    ) -> bool:
        """Note the posts that are not held yet; whether there was one."""
        kind = row.post.kind
        title = "" if row.post.title == _USUAL_WORDS[kind] else row.post.title
        college = unit if kind is PostKind.COLLEGE_CONTACT else None
        given = False
        known = self.plan.people[person].known if person is not None else None
        staff_id = known.id if known else None
        wanted: Sequence[Place | None] = places or [None]
        for place in wanted:
            held = _held(kind, (staff_id, student_id), unit, place)
            key = (kind, person, student_id, college, place)
            is_known = (staff_id or student_id) and held in self.known.posts
            if is_known or key in self._wanted:
                continue
            self._wanted.add(key)
            self.plan.posts.append(WantedPost(kind, title, person, student_id, college, place))
            given = True
        return given

    def _changes(self, person: Person, row: StaffRow) -> bool:
        """Whether this row says something new of the contact of somebody on file."""
        known = person.known
        if known is None:
            return False
        said: dict[str, Any] = {"gender": row.gender, "wechat_id": row.wechat_id}
        said["staff_number"] = "" if known.staff_number else row.number
        values: dict[str, Any] = {name: new for name, new in said.items() if new and new != getattr(known, name)}
        if row.phone and self.lookup(row.phone) != known.phone_lookup:
            values["phone"] = row.phone
        if known.left_on is not None:
            values["left_on"] = None
        before = self.plan.changes.setdefault(known.id, {})
        new = {name: value for name, value in values.items() if name not in before}
        before |= new
        if new:
            self.plan.news[row.row] = known, new
        return bool(new)


def _held(kind: PostKind, holder: tuple[int | None, int | None], unit: UnitPlace, place: Place | None) -> HeldPost:
    """The post as it would stand on file; ``holder`` is a member of staff or a student."""
    college_id = unit.id if kind is PostKind.COLLEGE_CONTACT else None
    return HeldPost(kind, *holder, college_id, place.class_id if place else None)


class _RowRefused(Refused):
    """A cell of the row cannot stand beside what is on file."""

    def __init__(self, field: StaffField, value: str, reason: Reason, **params: object) -> None:
        super().__init__(reason, **params)
        self.field, self.value = field, value
