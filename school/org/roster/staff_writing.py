"""A plan for staff becomes rows: places, people, their contacts, their posts. What was there is kept as ``Traces``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select

from school.foundation.clock import today
from school.foundation.db import allocate_ids, db
from school.foundation.db.bulk import insert_many, rows_among, update_many
from school.foundation.db.phone import PhoneSealer
from school.org.models import Post, SchoolClass, StaffMember, Unit
from school.org.roster.compare import Place
from school.org.roster.staff_compare import Person, StaffPlan, WantedPost
from school.org.roster.writing import PHONE_COLUMNS, Traces, as_kept

STAFF_COLUMNS = ("id", "unit_id", "name", "staff_number", "gender", "wechat_id", "group_name")


class StaffWriting:
    """One plan on its way into the database. ``staff_ids`` are the people of the sheet, made or known."""

    def __init__(self, plan: StaffPlan) -> None:
        self.plan, self.traces = plan, Traces()
        self.staff_ids: list[int] = []
        self._units: dict[str, int] = {}
        self._classes: dict[Place, int] = {}

    def run(self) -> Traces:
        """Write everything."""
        self._make_places()
        self._add_people()
        self._change_people()
        for post in self.plan.posts:
            self.traces.posts.append(self._give(post))
        return self.traces

    def _make_places(self) -> None:
        units = list(self.plan.new_units.values())
        last = db.session.scalar(select(func.max(Unit.position))) or 0
        ids = allocate_ids(Unit, len(units))
        rows = [
            (id_, unit.kind.value, unit.name, last + 1 + at)
            for at, (id_, unit) in enumerate(zip(ids, units, strict=True))
        ]
        insert_many(Unit, ("id", "kind", "name", "position"), rows)
        self._units = {unit.name: id_ for id_, unit in zip(ids, units, strict=True)}
        new = list(self.plan.new_classes)
        class_ids = allocate_ids(SchoolClass, len(new))
        self._classes = dict(zip(new, class_ids, strict=True))
        places = [
            (id_, place.college_id or self._units[place.college], place.school_class)
            for place, id_ in self._classes.items()
        ]
        insert_many(SchoolClass, ("id", "college_id", "name"), places)
        self.traces.units, self.traces.classes = list(ids), list(class_ids)

    def _add_people(self) -> None:
        new = [person for person in self.plan.people if person.known is None]
        ids = allocate_ids(StaffMember, len(new))
        sealer = PhoneSealer("staff_member")
        insert_many(
            StaffMember,
            STAFF_COLUMNS + PHONE_COLUMNS,
            [
                self._columns(id_, person) + sealer.columns(id_, person.phone)
                for id_, person in zip(ids, new, strict=True)
            ],
        )
        free = iter(ids)
        self.staff_ids = [person.known.id if person.known else next(free) for person in self.plan.people]
        self.traces.staff = list(ids)

    def _columns(self, id_: int, person: Person) -> tuple[Any, ...]:
        unit_id = person.unit.id or self._units[person.unit.name]
        gender = person.gender.value if person.gender else None
        return id_, unit_id, person.name, person.number or None, gender, person.wechat_id, ""

    def _change_people(self) -> None:
        changes = {id_: values for id_, values in self.plan.changes.items() if values}
        self._remember(list(changes))
        sealer = PhoneSealer("staff_member")
        rows = []
        for id_, values in changes.items():
            row = {"id": id_, **{name: value for name, value in values.items() if name != "phone"}}
            if "phone" in values:
                row |= zip(PHONE_COLUMNS, sealer.columns(id_, values["phone"]), strict=True)
            rows.append(row)
        update_many(StaffMember, rows)

    def _remember(self, ids: Sequence[int]) -> None:
        names = ("id", "staff_number", "gender", "wechat_id", "left_on", *PHONE_COLUMNS)
        columns = [getattr(StaffMember, name) for name in names]
        for row in rows_among(select(*columns), StaffMember.id, ids):
            kept = {name: as_kept(value) for name, value in zip(names, row, strict=True)}
            self.traces.before.setdefault("staff_member", []).append(kept)

    def _give(self, post: WantedPost) -> int:
        values = {
            "kind": post.kind,
            "title": post.title,
            "staff_id": self.staff_ids[post.person] if post.person is not None else None,
            "student_id": post.student_id,
            "college_id": post.college.id or self._units[post.college.name] if post.college else None,
            "class_id": post.place.class_id or self._classes[post.place] if post.place else None,
            "from_on": today(),
        }
        return db.session.scalars(insert(Post).values(**values).returning(Post.id)).one()
