"""Wrong tries delay those who make them, and nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from school.accounts.rules import FREE_TRIES, LONGEST_WAIT, place_of, wait_after
from school.accounts.sign_in import throttle
from school.accounts.sign_in.actions import Answer, Attempt, sign_in
from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from tests.accounts.conftest import PASSWORD

START = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
WithPassword = Callable[..., int]


def attempt(secret: str, seconds: float = 0, address: str = "10.1.2.3", username: str = "office") -> Answer:
    with unit_of_work():
        return sign_in(Attempt(username, secret, address), START + dt.timedelta(seconds=seconds))


def test_five_wrong_tries_are_free_then_the_place_waits(with_password: WithPassword) -> None:
    with_password("office")
    assert [attempt("wrong").wait for _ in range(FREE_TRIES)] == [0] * FREE_TRIES
    assert attempt(PASSWORD).wait == 5
    assert attempt("wrong", 5).wait == 0
    assert attempt("wrong", 6).wait == 9
    assert attempt("wrong", 15).wait == 0
    assert attempt(PASSWORD, 16).wait == 19
    assert attempt(PASSWORD, 40).account is not None
    assert attempt("wrong", 41).wait == 0


def test_waiting_does_not_lengthen_by_trying(with_password: WithPassword) -> None:
    with_password("office")
    for _ in range(FREE_TRIES):
        attempt("wrong")
    assert [attempt("wrong", second).wait for second in (1, 2, 3)] == [4, 3, 2]
    assert attempt(PASSWORD, 5).account is not None


def test_nobody_else_waits(with_password: WithPassword) -> None:
    with_password("office")
    with_password("counsellor")
    for second in range(60):
        attempt("wrong", second, address="203.0.113.9")
    assert attempt(PASSWORD, 60, address="10.9.9.9").account is not None
    assert attempt(PASSWORD, 60, address="203.0.113.9", username="counsellor").account is not None


def test_many_places_failing_make_each_wait_from_its_first_failure(with_password: WithPassword) -> None:
    with_password("office")
    for number in range(25):
        attempt("wrong", address=f"203.0.113.{number}")
    assert attempt("wrong", 1, address="198.51.100.1").wait == 0
    assert attempt("wrong", 2, address="198.51.100.1").wait == 4
    assert attempt(PASSWORD, 2, address="198.51.100.2").account is not None


def test_failures_are_forgotten_after_an_hour(with_password: WithPassword) -> None:
    with_password("office")
    for _ in range(FREE_TRIES):
        attempt("wrong")
    assert attempt("wrong", 4000).wait == 0
    assert attempt("wrong", 4001).wait == 0
    with unit_of_work():
        throttle.forget(START + dt.timedelta(hours=3))
    assert db.session.query(throttle.SignInDelay).count() == 0


def test_tries_at_the_same_moment_are_all_counted(app: Gate) -> None:
    def one(_: int) -> int:
        with app.app_context(), unit_of_work():
            return throttle.reserve("office", "10.1.2.3", START)

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(one, range(12)))
    assert waits.count(0) == FREE_TRIES
    assert set(waits) == {0, 5}


def test_the_page_says_how_long(client: FlaskClient, app: Gate) -> None:
    answers = [client.post("/sign-in", data={"username": "office", "password": "wrong"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) in range(1, 6)
    assert f" {answers[-1].headers['Retry-After']} " in answers[-1].text


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_waits_grow_and_end_at_a_quarter_of_an_hour(own: int, everywhere: int) -> None:
    assert 0 <= wait_after(own, everywhere) <= LONGEST_WAIT
    assert wait_after(own, everywhere) <= wait_after(own + 1, everywhere)
    assert wait_after(own, everywhere) <= wait_after(own, everywhere + 1)


def test_a_household_has_one_place() -> None:
    assert place_of("2001:db8:1:2:3::4") == place_of("2001:db8:1:2::99")
    assert place_of("2001:db8:1:2::1") != place_of("2001:db8:1:3::1")
    assert place_of("::ffff:10.0.0.7") == "10.0.0.7"
