"""The figures of the demo fit one another, its history and the rows behind them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from school.appstatus.models import AppStatus, AppStatusEntry, SpotCheck, SpotCheckEntry, SpotCheckResult
from school.appstatus.queries import rates, rates_by_day
from school.appstatus.rules import population_digest, sample
from school.appstatus.spot_checks.queries import population
from school.foundation.access import CAMPUS
from school.foundation.clock import today
from school.foundation.db import db
from school.letters.models import (
    Confirmation,
    FamilyQuestion,
    Letter,
    LetterMove,
    LetterState,
    Mailing,
    Signature,
    SignatureMethod,
)
from school.letters.queries.figures import (
    FIGURES,
    GroupBy,
    figure_where,
    letter_figures,
    letter_figures_by,
    letters_counted,
)
from school.letters.rules import COMPLETE
from school.links.models import PersonalLink
from school.org.models import Unit
from school.reminders.models import Reminder
from tests.demo.conftest import STUDENTS, Installation

COLUMNS = ("answer", "installed", "real_name", "alerts", "reason", "source", "account_id", "at")


def test_rates_add_up_and_are_half_way(demo: Installation) -> None:
    campus = rates(CAMPUS)
    assert campus.students == STUDENTS
    assert campus.students > campus.installed > campus.real_name > campus.alerts > 0
    assert campus.not_asked > 0
    assert campus.declined > 0
    assert campus.unable > 0
    assert sum(rates(CAMPUS, "class").values(), type(campus)()) == campus
    assert 0.3 < (campus.of_all("installed") or 0) < 0.9


def test_the_newest_answer_is_the_last_that_counted(demo: Installation) -> None:
    entries = db.session.scalars(select(AppStatusEntry).where(AppStatusEntry.counted).order_by(AppStatusEntry.id))
    last = {entry.student_id: entry for entry in entries}
    newest = {row.student_id: row for row in db.session.scalars(select(AppStatus))}
    assert last.keys() == newest.keys()
    for student_id, row in newest.items():
        assert [getattr(row, name) for name in COLUMNS] == [getattr(last[student_id], name) for name in COLUMNS]


def test_history_leads_to_todays_rates_over_weeks(demo: Installation) -> None:
    days = rates_by_day(CAMPUS, today() - dt.timedelta(weeks=8))
    assert days[-1][1] == rates(CAMPUS)
    assert len({day.installed for _, day in days}) > 10


def test_reminders_rest_once_answered(demo: Installation) -> None:
    answered = select(AppStatus.student_id)
    still_open = select(func.count(Reminder.id)).where(Reminder.closed_at.is_(None))
    assert db.session.scalar(still_open.where(Reminder.student_id.in_(answered))) == 0
    assert db.session.scalar(still_open)


def test_letter_figures_add_up(demo: Installation) -> None:
    figures = letter_figures(CAMPUS)
    assert figures["issued"] + figures["exempt"] == STUDENTS
    assert figures["handed_out"] + figures["not_handed_out"] == figures["issued"]
    assert (
        figures["signed"] + figures["back"] + figures["declined"] + figures["assisted"] + figures["outstanding"]
        == figures["issued"]
    )
    claims = figures["taken_home"] + figures["handed_in"] + figures["family_cannot"]
    assert claims == figures["confirmed_by_student"]
    assert all(figures[name] for name in ("questions", "replaced", "signed", "back", "unchecked", "archived"))
    by_college = letter_figures_by(GroupBy.COLLEGE, CAMPUS).values()
    assert {name: sum(each[name] for each in by_college) for name in FIGURES} == figures


def test_every_figure_has_its_rows(demo: Installation) -> None:
    for name, number in letter_figures(CAMPUS).items():
        rows = letters_counted(CAMPUS).add_columns(Letter.id).where(figure_where(name))
        assert len(db.session.scalars(rows).all()) == number, name


def test_letters_are_everywhere(demo: Installation) -> None:
    assert set(db.session.scalars(select(Letter.state))) == set(LetterState)
    assert set(db.session.scalars(select(Letter.confirmation))) == {None, *Confirmation}
    assert set(db.session.scalars(select(Signature.method))) >= {None, SignatureMethod.TYPED}
    assert db.session.scalar(select(func.count()).where(FamilyQuestion.answered_at.is_(None)))
    assert db.session.scalars(select(PersonalLink).where(PersonalLink.needs_unlock)).all()
    assert len(db.session.scalars(select(Mailing)).all()) == 1


def test_letters_came_to_where_they_are_along_the_table(demo: Installation) -> None:
    letters = {letter.id: letter for letter in db.session.scalars(select(Letter))}
    steps: dict[int, list[LetterMove]] = {}
    for move in db.session.scalars(select(LetterMove).order_by(LetterMove.id)):
        steps.setdefault(move.letter_id, []).append(move)
    for letter_id, letter in letters.items():
        states = [move.from_state for move in steps.get(letter_id, [])] + [letter.state]
        assert states[0] in (LetterState.ISSUED, LetterState.EXEMPT)
        assert states[1:] == [move.to_state for move in steps.get(letter_id, [])]
        if letter.state in COMPLETE:
            assert [letter.signed_at, letter.back_at, letter.assisted_at].count(None) == 2


def test_replaced_copies_are_void_and_know_their_successor(demo: Installation) -> None:
    present = set(db.session.scalars(select(Letter.link_id)))
    for link in db.session.scalars(select(PersonalLink).where(PersonalLink.replaced_by_id.is_not(None))):
        assert link.voided_at is not None
        assert link.replaced_by_id in present


def test_spot_checks_can_be_drawn_again(demo: Installation) -> None:
    college, own_class = db.session.scalars(select(SpotCheck).order_by(SpotCheck.id))
    assert (college.closed_at is None, own_class.closed_at is None) == (False, True)
    ids = population(db.session.get_one(Unit, college.college_id))
    assert population_digest(ids) == college.population_digest
    drawn = select(SpotCheckEntry.student_id).where(SpotCheckEntry.spot_check_id == college.id)
    assert sorted(db.session.scalars(drawn)) == sample(college.seed, ids, college.size)
    results = select(SpotCheckEntry.result).where(SpotCheckEntry.spot_check_id == own_class.id)
    assert 0 < list(db.session.scalars(results)).count(SpotCheckResult.OPEN) < own_class.size
