"""What the database says of an error names tables and columns; never a person, a number, or what somebody typed."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

import pytest
from flask import abort
from flask.testing import FlaskClient
from sqlalchemy import text, update
from sqlalchemy.exc import StatementError

from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from school.foundation.db.bulk import insert_many
from school.org.models import Enrolment, Student
from tests.campus import Campus

NAME, NUMBER, PHONE = "阿依努尔·买买提", "2024000001", "13912345678"
COLUMNS = ("id", "student_number", "name", "level", "freshman", "class_id")


def twice(class_id: int) -> None:
    db.session.add(Student(student_number=NUMBER, name=NAME, class_id=class_id))
    db.session.flush()


def without_a_class(_class_id: int) -> None:
    statement = text("INSERT INTO student (student_number, name, level, freshman) VALUES (:a, :b, 'graduate', :c)")
    db.session.execute(statement, {"a": PHONE, "b": NAME, "c": False})


def of_no_class(_class_id: int) -> None:
    db.session.add(Student(student_number=PHONE, name=NAME, class_id=987654))
    db.session.flush()


def of_no_level(_class_id: int) -> None:
    db.session.execute(update(Student), [{"id": 1, "level": NAME}])


def against_a_check(_class_id: int) -> None:
    db.session.execute(text("UPDATE student SET level = :name"), {"name": NAME})


def no_number(_class_id: int) -> None:
    db.session.execute(text("SELECT CAST(CAST(:name AS TEXT) AS INTEGER)"), {"name": NAME})
    raise ValueError("SQLite makes a number of anything")


def too_large(_class_id: int) -> None:
    db.session.execute(update(Enrolment).values(class_id=int(PHONE) * 10**9))


def many_twice(class_id: int) -> None:
    insert_many(Student, COLUMNS, [(999, NUMBER, NAME, "graduate", False, class_id)])


def many_of_no_level(class_id: int) -> None:
    insert_many(Student, COLUMNS, [(999, PHONE, "x", NAME, False, class_id)])


def many_without_number(class_id: int) -> None:
    insert_many(Student, COLUMNS, [(999, PHONE, NAME, "graduate", False, NAME)])
    raise ValueError("SQLite looks at the reference at the end only")


FAULTS = (
    twice,
    without_a_class,
    of_no_class,
    of_no_level,
    against_a_check,
    no_number,
    too_large,
    many_twice,
    many_of_no_level,
    many_without_number,
)


@pytest.mark.parametrize("fault", FAULTS)
def test_no_error_tells_whose_row_it_was(campus: Campus, fault: Callable[[int], None]) -> None:
    with pytest.raises(Exception) as caught, unit_of_work():  # noqa: PT011  (whatever the driver raises)
        fault(campus.own_class)
    told = "".join(traceback.format_exception(caught.value))
    for value in (NAME, NUMBER, PHONE):
        assert value not in told, told


def test_it_still_says_what_was_wrong(campus: Campus) -> None:
    with pytest.raises(StatementError, match="student_number"), unit_of_work():
        twice(campus.own_class)


def test_a_page_that_breaks_logs_no_values(
    app: Gate,
    campus: Campus,
    client_of: Callable[[str], FlaskClient],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_what: object, **_more: object) -> None:
        twice(campus.own_class)
        abort(500)

    monkeypatch.setattr("school.org.queries.people.filtered", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with caplog.at_level(logging.DEBUG):
        assert client_of("office").get("/students").status_code == 500
    assert "student_number" in caplog.text
    assert NAME not in caplog.text
    assert NUMBER not in caplog.text
