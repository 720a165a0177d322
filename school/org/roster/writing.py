"""A plan becomes rows: classes first, then students, enrolments, families and posts, each table in one go.

What stood there before is kept as ``Traces``, from which the import can be undone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, insert, select

from school.foundation.clock import today
from school.foundation.db import allocate_ids, db
from school.foundation.db.bulk import insert_many, rows_among, update_many
from school.foundation.db.phone import PhoneSealer
from school.org.models import Enrolment, FamilyMember, Level, Post, PostKind, SchoolClass, Student, Unit, UnitKind
from school.org.roster.compare import Changed, Place, RosterPlan
from school.org.roster.families import KnownRelative, RelativeChange
from school.org.roster.headings import Field
from school.org.roster.rules import Family

STUDENT_COLUMNS = ("id", "student_number", "name", "gender", "level", "freshman", "class_id")
PHONE_COLUMNS = ("phone_sealed", "phone_lookup", "phone_last_four")
FAMILY_COLUMNS = ("id", "student_id", "position", "name", "relationship_word")
COLUMN_OF = {
    Field.NAME: "name",
    Field.GENDER: "gender",
    Field.LEVEL: "level",
    Field.FRESHMAN: "freshman",
    Field.FAMILY_NAME: "name",
    Field.FAMILY_RELATIONSHIP: "relationship_word",
}


@dataclass
class Traces:
    """What an import made and what it changed, by table: ids, and rows as they were before."""

    units: list[int] = field(default_factory=list)
    classes: list[int] = field(default_factory=list)
    students: list[int] = field(default_factory=list)
    relatives: list[int] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)  # students whose open enrolment the import began
    ended: dict[int, None] = field(default_factory=dict)  # enrolments that it ended
    before: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # table → rows

    def as_dict(self) -> dict[str, Any]:
        """For keeping as JSON."""
        return vars(self) | {"ended": list(self.ended)}

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Traces:
        """Back from what was kept."""
        return cls(**(kept | {"ended": dict.fromkeys(kept["ended"])}))

    @property
    def touched(self) -> set[int]:
        """Ids of the students that the import made or changed."""
        changed = {row["id"] for row in self.before.get("student", ())}
        relatives = {row["student_id"] for row in self.before.get("family_member", ())}
        return {*self.students, *changed, *relatives, *self.begun}

    @property
    def staff_touched(self) -> set[int]:
        """Ids of the members of staff that the import made or changed."""
        return {*self.staff, *(row["id"] for row in self.before.get("staff_member", ()))}


class Writing:
    """One plan on its way into the database, inside the caller's transaction."""

    def __init__(self, plan: RosterPlan) -> None:
        self.plan = plan
        self.traces = Traces()
        self.day = today()
        self._class_ids: dict[Place, int] = {}
        self._relatives: list[tuple[int, int, Family]] = []

    def run(self) -> Traces:
        """Write everything."""
        self._make_places()
        self._add_students()
        self._change_students()
        self._change_relatives()
        self._add_relatives()
        self._give_posts()
        return self.traces

    def _make_places(self) -> None:
        plan, traces = self.plan, self.traces
        colleges = make_colleges(plan.new_colleges)
        traces.units = list(colleges.values())
        new = plan.new_classes
        ids = allocate_ids(SchoolClass, len(new))
        traces.classes = list(ids)
        rows = [
            (class_id, place.college_id or colleges[place.college], place.school_class, plan.grades[place])
            for class_id, place in zip(ids, new, strict=True)
        ]
        insert_many(SchoolClass, ("id", "college_id", "name", "grade"), rows)
        self._class_ids = {place: place.class_id for place in plan.places if place.class_id}
        self._class_ids |= dict(zip(new, ids, strict=True))
        self._renew_classes()

    def _renew_classes(self) -> None:
        """A class of which no year was known gets one; a closed one to which students come is open again."""
        known = [place.class_id for place in self.plan.places if place.class_id]
        columns = (SchoolClass.id, SchoolClass.grade, SchoolClass.closed_on)
        grades = {place.class_id: grade for place, grade in self.plan.grades.items()}
        for row in rows_among(select(*columns), SchoolClass.id, known):
            grade = row.grade or grades[row.id]
            if grade != row.grade or row.closed_on:
                self._keep("school_class", {"id": row.id, "grade": row.grade, "closed_on": as_kept(row.closed_on)})
                update_many(SchoolClass, [{"id": row.id, "grade": grade, "closed_on": None}])

    def _add_students(self) -> None:
        created, day = self.plan.created, self.day.isoformat()
        ids = allocate_ids(Student, len(created))
        insert_many(Student, STUDENT_COLUMNS + PHONE_COLUMNS, self._student_rows(ids))
        pairs = zip(ids, created, strict=True)
        enrolments = ((student_id, self._class_ids[new.place], day) for student_id, new in pairs)
        insert_many(Enrolment, ("student_id", "class_id", "from_on"), enrolments)
        for student_id, new in zip(ids, created, strict=True):
            self._relatives += [(student_id, position, each) for position, each in enumerate(new.row.family, 1)]
        self.traces.students = list(ids)

    def _student_rows(self, ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        sealer = PhoneSealer("student")
        for student_id, new in zip(ids, self.plan.created, strict=True):
            row = new.row
            gender = row.gender.value if row.gender else None
            level = (row.level or Level.UNDERGRADUATE).value
            class_id = self._class_ids[new.place]
            about = (student_id, row.student_number, row.name, gender, level, bool(row.freshman), class_id)
            yield about + sealer.columns(student_id, row.phone)

    def _change_students(self) -> None:
        changed = self.plan.changed
        own = [each for each in changed if each.changes or each.returns]
        self._remember(
            Student,
            [each.student.id for each in own],
            (*STUDENT_COLUMNS[2:], "name_on_paper", "left_on", *PHONE_COLUMNS),
        )
        sealer = PhoneSealer("student")
        update_many(Student, [row for each in own if len(row := self._new_values(each, sealer)) > 1])
        self._move([each for each in own if each.moves or each.returns])
        for each in changed:
            for place, relative in enumerate(each.family.added):
                self._relatives.append((each.student.id, each.family.next_position + place, relative))

    def _new_values(self, each: Changed, sealer: PhoneSealer) -> dict[str, Any]:
        values: dict[str, Any] = {"id": each.student.id}
        for change in each.changes:
            if change.field is Field.PHONE:
                values |= zip(PHONE_COLUMNS, sealer.columns(each.student.id, change.new), strict=True)
            elif change.field in COLUMN_OF:
                values[COLUMN_OF[change.field]] = change.new
            if change.field is Field.NAME:
                values["name_on_paper"] = None  # it was a spelling of the other name
        if each.moves:
            values["class_id"] = self._class_ids[each.place]
        if each.returns:
            values["left_on"] = None
        return values

    def _move(self, moved: Sequence[Changed]) -> None:
        """End the open enrolments and begin new ones: history is never overwritten."""
        ids = [each.student.id for each in moved]
        columns = (Enrolment.id, Enrolment.from_on)
        open_ones = list(rows_among(select(*columns).where(Enrolment.to_on.is_(None)), Enrolment.student_id, ids))
        self.traces.ended = dict.fromkeys(row.id for row in open_ones)
        update_many(Enrolment, [{"id": row.id, "to_on": max(self.day, row.from_on)} for row in open_ones])
        day = self.day.isoformat()
        rows = [(each.student.id, self._class_ids[each.place], day) for each in moved]
        insert_many(Enrolment, ("student_id", "class_id", "from_on"), rows)
        self.traces.begun = ids

    def _change_relatives(self) -> None:
        changes: dict[KnownRelative, list[RelativeChange]] = {}
        for each in self.plan.changed:
            for change in each.family.changes:
                changes.setdefault(change.relative, []).append(change)
        ids = [relative.id for relative in changes]
        self._remember(FamilyMember, ids, ("student_id", "name", "relationship_word", *PHONE_COLUMNS))
        sealer = PhoneSealer("family_member")
        update_many(FamilyMember, [_relative_values(relative, found, sealer) for relative, found in changes.items()])

    def _add_relatives(self) -> None:
        ids = allocate_ids(FamilyMember, len(self._relatives))
        sealer = PhoneSealer("family_member")
        rows = (
            (id_, student_id, position, person.name, person.relationship, *sealer.columns(id_, person.phone))
            for id_, (student_id, position, person) in zip(ids, self._relatives, strict=True)
        )
        insert_many(FamilyMember, FAMILY_COLUMNS + PHONE_COLUMNS, rows)
        self.traces.relatives = list(ids)

    def _give_posts(self) -> None:
        for place, staff_id in self.plan.posts:
            values = {"kind": PostKind.COUNSELLOR, "title": "", "staff_id": staff_id, "from_on": self.day}
            statement = insert(Post).values(class_id=self._class_ids[place], **values).returning(Post.id)
            self.traces.posts.append(db.session.scalars(statement).one())

    def _remember(self, model: type[Student | FamilyMember], ids: Sequence[int], columns: Sequence[str]) -> None:
        """Keep the rows as they are before they change; phones stay sealed."""
        names = ("id", *columns)
        for row in rows_among(select(*(getattr(model, name) for name in names)), model.id, ids):
            self._keep(model.__tablename__, {name: as_kept(value) for name, value in zip(names, row, strict=True)})

    def _keep(self, table: str, row: dict[str, Any]) -> None:
        self.traces.before.setdefault(table, []).append(row)


def make_colleges(names: Sequence[str]) -> dict[str, int]:
    """Colleges that are new, behind all others in the school's order; their ids by name."""
    last = db.session.scalar(select(func.max(Unit.position))) or 0
    ids = allocate_ids(Unit, len(names))
    rows = [
        (unit_id, UnitKind.COLLEGE.value, name, last + place)
        for place, (unit_id, name) in enumerate(zip(ids, names, strict=True), 1)
    ]
    insert_many(Unit, ("id", "kind", "name", "position"), rows)
    return dict(zip(names, ids, strict=True))


def _relative_values(relative: KnownRelative, changes: Sequence[RelativeChange], sealer: PhoneSealer) -> dict[str, Any]:
    values: dict[str, Any] = {"id": relative.id}
    for change in changes:
        if change.field is Field.FAMILY_PHONE:
            values |= zip(PHONE_COLUMNS, sealer.columns(relative.id, change.new), strict=True)
        else:
            values[COLUMN_OF[change.field]] = change.new
    return values


def as_kept(value: Any) -> Any:
    """A value as JSON can keep it: bytes as hexadecimal, days as ISO text."""
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    return {"day": value.isoformat()} if isinstance(value, dt.date) else value
