"""The unit of work commits once, rolls back whole, and keeps its promises for afterwards."""

import pytest
from sqlalchemy import delete, select

from school.foundation.access import Gate
from school.foundation.db import after_commit, allocate_ids, db, next_id, unit_of_work
from school.org.models import Student, Unit, UnitKind
from tests.campus import Campus


def _names() -> set[str]:
    return set(db.session.scalars(select(Unit.name)))


def test_a_failure_undoes_everything_and_what_was_to_follow(app: Gate) -> None:
    rung: list[str] = []

    def fail() -> None:
        with unit_of_work():
            db.session.add(Unit(kind=UnitKind.COLLEGE, name="新学院"))
            after_commit(lambda: rung.append("x"))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with unit_of_work():
        pass
    assert "新学院" not in _names()
    assert rung == []


def test_hooks_run_after_the_commit_and_once(app: Gate) -> None:
    seen: list[bool] = []
    with unit_of_work():
        db.session.add(Unit(kind=UnitKind.COLLEGE, name="新学院"))
        after_commit(lambda: seen.append("新学院" in _names()))
        assert seen == []
    with unit_of_work():
        pass
    assert seen == [True]


def test_allocated_ids_are_free_and_distinct(app: Gate, campus: Campus) -> None:
    with unit_of_work():
        ids = allocate_ids(Student, 5)
        assert len(set(ids)) == 5
        assert not set(ids) & set(campus.students.values())


def test_the_id_of_a_removed_row_is_not_given_again(app: Gate) -> None:
    """Neither by the database nor by us: the log goes on naming who went."""
    with unit_of_work():
        db.session.add(Unit(id=next_id(Unit), kind=UnitKind.COLLEGE, name="旧学院"))
    former = db.session.scalars(select(Unit).order_by(Unit.id.desc())).first()
    assert former is not None
    former_id = former.id
    with unit_of_work():
        db.session.execute(delete(Unit).where(Unit.id == former_id))
    with unit_of_work():
        by_itself = Unit(kind=UnitKind.COLLEGE, name="新学院")
        db.session.add(by_itself)
        db.session.flush()
        assert by_itself.id > former_id
        assert next_id(Unit) > by_itself.id
