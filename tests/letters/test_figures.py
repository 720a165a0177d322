"""Figures: present students only, the same sums however they are grouped, days of the school's clock."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from school.foundation.access import CAMPUS, Gate, Scope
from school.foundation.db import db, unit_of_work, utc_now
from school.letters import actions
from school.letters.models import Confirmation, FamilyQuestion, Letter, LetterState, Mailing
from school.letters.queries.figures import FIGURES, GroupBy, letter_figures, letter_figures_by, letter_trend
from school.org.models import Student
from tests.campus import FOREIGN_CLASS, OWN_CLASS, STUDENTS_PER_CLASS, Campus
from tests.letters.mailings import a_mailing, students_of_campus

PER_CLASS = STUDENTS_PER_CLASS


@pytest.fixture
def mailing(app: Gate, campus: Campus) -> Mailing:
    """Own class: one in each state; foreign class: one signed on the phone late in the evening."""
    mailing_id = a_mailing()
    with unit_of_work():
        actions.issue_letters(db.session.get_one(Mailing, mailing_id), students_of_campus())
    evening = dt.datetime(2026, 11, 9, 16, 30, tzinfo=dt.UTC)  # half past midnight, 10 November, in Shanghai
    changes = [
        {"state": LetterState.HANDED_OUT, "handed_out_at": utc_now()},
        {"state": LetterState.BACK, "back_at": utc_now()},
        {"state": LetterState.SIGNED, "signed_at": utc_now()},
        {"state": LetterState.ARCHIVED, "signed_at": utc_now(), "checked_at": utc_now(), "archived_at": utc_now()},
        {"state": LetterState.DECLINED, "declined_at": utc_now()},
        {"confirmation": Confirmation.HANDED_IN, "confirmed_at": utc_now()},
    ]
    with unit_of_work():
        for student_id, values in zip(campus.students_of(OWN_CLASS), changes, strict=True):
            put(student_id, values)
        put(campus.students_of(FOREIGN_CLASS)[0], {"state": LetterState.SIGNED, "signed_at": evening})
    return db.session.get_one(Mailing, mailing_id)


def put(student_id: int, values: dict[str, object]) -> None:
    letter = db.session.scalars(select(Letter).where(Letter.student_id == student_id)).one()
    for name, value in values.items():
        setattr(letter, name, value)


def test_figures_of_a_class(mailing: Mailing, campus: Campus) -> None:
    found = letter_figures(Scope(classes=frozenset({campus.own_class})), mailing)
    assert {name: found[name] for name in ("issued", "handed_out", "signed", "back", "checked", "archived")} == {
        "issued": PER_CLASS,
        "handed_out": 5,
        "signed": 2,
        "back": 1,
        "checked": 1,
        "archived": 1,
    }
    assert (found["declined"], found["confirmed_by_student"], found["handed_in"], found["outstanding"]) == (1, 1, 1, 2)
    assert found["overdue"] in (0, found["outstanding"])


def test_groups_add_up_to_the_whole(mailing: Mailing) -> None:
    whole = letter_figures(CAMPUS, mailing)
    for group_by in GroupBy:
        groups = letter_figures_by(group_by, CAMPUS, mailing).values()
        assert {name: sum(group[name] for group in groups) for name in FIGURES} == whole


def test_answered_and_open_letters_are_all_letters(mailing: Mailing) -> None:
    found = letter_figures(CAMPUS, mailing)
    assert found["signed"] + found["back"] + found["outstanding"] + found["declined"] == found["issued"]


def test_students_who_left_are_not_counted(mailing: Mailing, campus: Campus) -> None:
    with unit_of_work():
        db.session.get_one(Student, campus.students_of(OWN_CLASS)[1]).left_on = dt.date(2026, 11, 1)
    found = letter_figures(CAMPUS, mailing)
    assert (found["issued"], found["back"]) == (4 * PER_CLASS - 1, 0)


def test_a_student_who_changed_class_counts_in_the_new_one(mailing: Mailing, campus: Campus) -> None:
    with unit_of_work():
        db.session.get_one(Student, campus.students_of(OWN_CLASS)[2]).class_id = campus.foreign_class
    by_class = letter_figures_by(GroupBy.CLASS, CAMPUS, mailing)
    assert (by_class[campus.own_class]["signed"], by_class[campus.foreign_class]["signed"]) == (1, 2)


def test_a_question_counts_until_it_is_answered(mailing: Mailing, campus: Campus) -> None:
    letter_id = db.session.scalars(select(Letter.id).limit(1)).one()
    with unit_of_work():
        db.session.add_all(FamilyQuestion(letter_id=letter_id, text=text) for text in ("收费吗", "谁签"))
    assert letter_figures(CAMPUS, mailing)["questions"] == 1
    with unit_of_work():
        for question in db.session.scalars(select(FamilyQuestion)):
            actions.answer_question(question)
    assert letter_figures(CAMPUS, mailing)["questions"] == 0


def test_days_are_those_of_the_school_and_add_up_to_the_figure(mailing: Mailing) -> None:
    trend, whole = letter_trend(CAMPUS, mailing), letter_figures(CAMPUS, mailing)
    assert trend["signed"][dt.date(2026, 11, 10)] == 1
    assert dt.date(2026, 11, 9) not in trend["signed"]
    assert {name: sum(trend[name].values()) for name in ("signed", "back", "checked")} == {
        name: whole[name] for name in ("signed", "back", "checked")
    }


def test_closed_mailings_leave_the_figures_of_today(mailing: Mailing) -> None:
    with unit_of_work():
        actions.close_mailing(mailing)
    assert letter_figures(CAMPUS)["issued"] == 0
    assert letter_figures(CAMPUS, mailing)["issued"] == 4 * PER_CLASS
