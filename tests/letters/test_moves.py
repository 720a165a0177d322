"""Moving letters and taking a step back: exactly as it was, and never what moved on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import g
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.exceptions import Forbidden

from school.foundation.access import Actor, Gate, Grant, Role
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work, utc_now
from school.letters import actions
from school.letters.models import Confirmation, ExemptReason, Letter, LetterMove, LetterState, Mailing, MoveBatch, Verb
from school.letters.rules import TRANSITIONS
from school.links.models import PersonalLink
from school.org.models import SchoolClass
from tests.campus import OWN_CLASS, Campus
from tests.letters.mailings import a_mailing, students_of_campus

COLUMNS = [column.key for column in Letter.__table__.columns]
STAFF_VERBS = [Verb.HAND_OUT, Verb.TICK_BACK, Verb.UNTICK, Verb.CHECK, Verb.UNCHECK, Verb.ARCHIVE]


@pytest.fixture
def own(app: Gate, campus: Campus) -> list[int]:
    """Letter ids of the own class, acted on by its counsellor."""
    mailing_id = a_mailing()
    with unit_of_work():
        actions.issue_letters(db.session.get_one(Mailing, mailing_id), students_of_campus())
    g.actor = Actor("account", campus.accounts["counsellor"], (Grant(Role.COUNSELLOR, class_id=campus.own_class),))
    students = campus.students_of(OWN_CLASS)
    return list(db.session.scalars(select(Letter.id).where(Letter.student_id.in_(students)).order_by(Letter.id)))


def rows(letter_ids: list[int]) -> list[dict[str, Any]]:
    db.session.expire_all()
    return [{key: getattr(db.session.get_one(Letter, each), key) for key in COLUMNS} for each in letter_ids]


def move(verb: Verb, letter_ids: list[int], class_id: int, **changes: Any) -> actions.Moved:
    with unit_of_work():
        return actions.move_letters(verb, actions.lock_letters(letter_ids), class_id, **changes)


def undo(batch: MoveBatch) -> actions.Moved:
    with unit_of_work():
        return actions.undo(db.session.get_one(MoveBatch, batch.id))


STEPS = st.lists(st.tuples(st.sampled_from(STAFF_VERBS), st.sets(st.integers(0, 5), min_size=1)), max_size=8)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(way=STEPS, last=st.sampled_from(STAFF_VERBS), whom=st.sets(st.integers(0, 5), min_size=1))
def test_undo_restores_every_column_whatever_happened_before(
    own: list[int], campus: Campus, way: list[tuple[Verb, set[int]]], last: Verb, whom: set[int]
) -> None:
    for verb, places in way:
        move(verb, [own[place] for place in places], campus.own_class)
    before = rows(own)
    moved = move(last, [own[place] for place in whom], campus.own_class)
    if moved.batch is not None:
        undone = undo(moved.batch)
        assert (undone.count, undone.left) == (moved.count, [])
    assert rows(own) == before


def test_what_moved_on_stays_and_the_others_go_back(own: list[int], campus: Campus) -> None:
    handed = move(Verb.HAND_OUT, own, campus.own_class)
    move(Verb.TICK_BACK, own[:2], campus.own_class)
    assert handed.batch is not None
    undone = undo(handed.batch)
    assert (undone.count, [letter.id for letter in undone.left]) == (4, own[:2])
    states = [row["state"] for row in rows(own)]
    assert states == [LetterState.BACK] * 2 + [LetterState.ISSUED] * 4


def test_undoing_twice_and_undoing_an_undo_change_nothing(own: list[int], campus: Campus) -> None:
    handed = move(Verb.HAND_OUT, own, campus.own_class)
    assert handed.batch is not None
    back = undo(handed.batch)
    before = rows(own)
    assert undo(handed.batch).count == 0
    assert back.batch is not None
    with pytest.raises(Forbidden):
        undo(back.batch)
    assert rows(own) == before


def test_a_family_s_answer_is_not_undone_by_the_school(own: list[int], campus: Campus) -> None:
    with unit_of_work():
        signed = actions.step(Verb.SIGN, actions.lock_letters(own[:1]))
    assert signed.batch is not None
    with pytest.raises(Forbidden):
        undo(signed.batch)


def test_a_monitor_cannot_undo_a_check(own: list[int], campus: Campus) -> None:
    move(Verb.TICK_BACK, own, campus.own_class)
    checked = move(Verb.CHECK, own, campus.own_class)
    g.actor = Actor("account", campus.accounts["monitor"], (Grant(Role.MONITOR, class_id=campus.own_class),))
    assert checked.batch is not None
    with pytest.raises(Forbidden):
        undo(checked.batch)


def test_undoing_an_exemption_opens_the_link_again(own: list[int], campus: Campus) -> None:
    exempt = move(Verb.EXEMPT, own[:1], campus.own_class, exempt_reason=ExemptReason.UNWISE)
    link_id = rows(own)[0]["link_id"]
    assert db.session.get_one(PersonalLink, link_id).voided_at is not None
    assert exempt.batch is not None
    undo(exempt.batch)
    assert rows(own)[0]["exempt_reason"] is None
    assert db.session.get_one(PersonalLink, link_id).voided_at is None


def test_a_declined_letter_whose_slip_was_ticked_by_mistake_is_declined_again(own: list[int], campus: Campus) -> None:
    with unit_of_work():
        actions.step(Verb.DECLINE, actions.lock_letters(own[:1]))
    move(Verb.TICK_BACK, own[:1], campus.own_class)
    move(Verb.UNTICK, own[:1], campus.own_class)
    (row,) = rows(own[:1])
    assert row["state"] is LetterState.DECLINED
    assert row["back_at"] is None


def test_settling_ticks_what_is_in_the_hand_and_names_what_is_not(own: list[int], campus: Campus) -> None:
    with unit_of_work():
        for letter in actions.lock_letters(own[:2]):
            letter.confirmation, letter.confirmed_at = Confirmation.HANDED_IN, utc_now()
    with unit_of_work():
        mailing = db.session.scalars(select(Mailing)).one()
        school_class = db.session.get_one(SchoolClass, campus.own_class)
        settled = actions.settle_confirmations(school_class, mailing, {own[0], own[5]})
        missing = [letter.id for letter in settled.missing]
    assert missing == [own[1]]
    assert [row["state"] for row in rows(own)].count(LetterState.BACK) == 2
    assert all(row["settled_at"] is not None for row in rows([own[0], own[5]]))


def test_every_step_is_one_event_and_one_line_of_each_letter_s_history(own: list[int], campus: Campus) -> None:
    move(Verb.HAND_OUT, own, campus.own_class)
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "letters.hand_out")).all()
    assert len(events) == 1
    moves = db.session.scalars(select(LetterMove)).all()
    assert sorted(each.letter_id for each in moves) == own


def test_moments_are_kept_to_the_microsecond(own: list[int], campus: Campus) -> None:
    move(Verb.HAND_OUT, own, campus.own_class)
    moment = rows(own)[0]["handed_out_at"]
    reissued = utc_now() - dt.timedelta(seconds=1)
    assert moment > reissued
    back = move(Verb.TICK_BACK, own[:1], campus.own_class)
    assert back.batch is not None
    undo(back.batch)
    assert rows(own)[0]["handed_out_at"] == moment


def test_every_verb_of_the_table_has_an_event() -> None:
    from school.letters.events import MOVED

    assert set(MOVED) == set(TRANSITIONS)


def test_a_slip_that_was_checked_and_unchecked_can_still_be_unticked(own: list[int], campus: Campus) -> None:
    one = own[:1]
    for verb in (Verb.HAND_OUT, Verb.TICK_BACK, Verb.CHECK, Verb.UNCHECK):
        move(verb, one, campus.own_class)
    move(Verb.UNTICK, one, campus.own_class)
    assert db.session.get_one(Letter, one[0]).state is LetterState.HANDED_OUT
