"""Guessing has a limit, counted in the database; what is found costs nothing."""

from __future__ import annotations

import datetime as dt
import threading

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from school.foundation.access import Gate
from school.foundation.audit.models import AuditEvent
from school.foundation.db import db, unit_of_work
from school.verify import nightly
from school.verify.actions import Verdict, ask
from school.verify.models import VerifyTries
from school.verify.rules import NUMBERS, WINDOW, Limit, shown_number, typed_number, window_of
from tests.letters.posted import Posted
from tests.verify.conftest import NOW, tries, unknown

CAMPUS, HOME = "203.0.113.9", "198.51.100.7"


def guess(times: int, address: str = CAMPUS, now: dt.datetime = NOW) -> list[Verdict]:
    return [ask(unknown(), address, now).verdict for _ in range(times)]


def test_a_place_that_guesses_must_wait_and_others_need_not(letter: Posted) -> None:
    assert set(guess(NUMBERS.of_place)) == {Verdict.UNKNOWN}
    refused = ask(letter.number, CAMPUS, NOW)
    assert (refused.verdict, refused.wait) == (Verdict.NOT_NOW, 40 * 60)
    assert ask(letter.number, HOME, NOW).verdict is Verdict.ISSUED
    assert ask(letter.number, CAMPUS, NOW + dt.timedelta(seconds=refused.wait)).verdict is Verdict.ISSUED
    told = select(func.count()).where(AuditEvent.event == "verify.guessed")
    assert db.session.scalar(told) == 1


def test_what_is_found_and_what_is_mistyped_cost_nothing(letter: Posted) -> None:
    for _ in range(NUMBERS.of_place + 5):
        assert ask(letter.number, CAMPUS, NOW).verdict is Verdict.ISSUED
        assert ask("K7M2", CAMPUS, NOW).verdict is Verdict.MISTYPED
    assert tries() == [0, 0]


def test_many_at_once_have_the_tries_of_one_place_between_them(app: Gate, letter: Posted) -> None:
    verdicts: list[Verdict] = []

    def run() -> None:
        with app.app_context():
            verdicts.extend(guess(6))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdicts.count(Verdict.UNKNOWN) == NUMBERS.of_place
    assert verdicts.count(Verdict.NOT_NOW) == 48 - NUMBERS.of_place
    assert tries() == [NUMBERS.of_place, NUMBERS.of_place]


def test_when_many_places_guess_each_has_less_and_in_the_end_nobody_has_any(letter: Posted) -> None:
    guess(1)
    _everywhere(NUMBERS.strained_from)
    assert guess(4, HOME) == [Verdict.UNKNOWN] * NUMBERS.when_strained + [Verdict.NOT_NOW]
    assert ask(letter.number, "192.0.2.1", NOW).verdict is Verdict.ISSUED
    _everywhere(NUMBERS.of_all)
    assert ask(letter.number, "192.0.2.2", NOW).verdict is Verdict.NOT_NOW


def test_addresses_are_not_kept_and_counts_go_the_next_night(app: Gate) -> None:
    guess(2, "203.0.113.9")
    db.session.rollback()
    assert all(b"203" not in row.key and len(row.key) == 32 for row in db.session.scalars(select(VerifyTries)))
    with unit_of_work():
        db.session.query(VerifyTries).update({"until": NOW - dt.timedelta(days=400)})
    with unit_of_work():
        nightly.clear()
    assert tries() == []


def test_one_household_of_ipv6_is_one_place(app: Gate) -> None:
    for number in range(3):
        guess(1, f"2001:db8:1:2::{number}")
    assert tries() == [3, 3]


def test_the_page_says_how_long_and_still_whom_to_call(client: FlaskClient, letter: Posted) -> None:
    for _ in range(NUMBERS.of_place):
        client.post("/verify", data={"number": unknown()})
    answer = client.post("/verify", data={"number": letter.number})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= WINDOW
    page = answer.get_data(as_text=True)
    assert "分钟再查" in page
    assert "tel:0000-8660120" in page


@given(st.integers(0, 4000), st.integers(0, 4000))
def test_more_tries_never_give_more_room(place: int, more: int) -> None:
    limit = Limit("x", 30, 3, 600, 3000)
    everywhere = place + more
    if not limit.has_room(place, everywhere):
        assert not limit.has_room(place + 1, everywhere + 1)
    assert not (place >= 30 and limit.has_room(place, everywhere))


@given(st.integers(0, 20 * 365 * 86_400))
def test_a_window_ends_within_the_hour(seconds: int) -> None:
    now = NOW + dt.timedelta(seconds=seconds)
    number, until = window_of(now)
    assert dt.timedelta(0) < until - now <= dt.timedelta(seconds=WINDOW)
    assert window_of(until)[0] == number + 1


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_number_or_not(text: str) -> None:
    number = typed_number(text)
    if number is not None:
        assert typed_number(shown_number(text)) == number


def _everywhere(count: int) -> None:
    """Pretend that everybody together has tried this often."""
    from school.verify import tries as counting

    with unit_of_work():
        counting.counted(NUMBERS, CAMPUS, NOW).everywhere.count = count
