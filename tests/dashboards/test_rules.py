"""Whose home it is, how shares are rounded, how days add up."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.dashboards.queries.trend import running
from school.dashboards.rules import ROLES_OF, Home, chosen_home, days_until, homes_of, ratio
from school.foundation.access import Role

DAY = dt.date(2026, 11, 1)


def test_every_role_but_the_family_has_a_home() -> None:
    housed = frozenset().union(*ROLES_OF.values())
    assert housed == frozenset(Role) - {Role.GUARDIAN}


@pytest.mark.parametrize(
    ("roles", "wanted", "home"),
    [
        ({Role.COUNSELLOR, Role.COLLEGE_CONTACT}, "", Home.COLLEGE),
        ({Role.COUNSELLOR, Role.COLLEGE_CONTACT}, "counsellor", Home.COUNSELLOR),
        ({Role.MONITOR, Role.STUDENT}, "", Home.CLASS),
        ({Role.STUDENT}, "office", Home.STUDENT),
        (set(), "", None),
    ],
)
def test_the_strongest_role_chooses_and_only_own_homes_can_be_asked_for(
    roles: set[Role], wanted: str, home: Home | None
) -> None:
    assert chosen_home(homes_of(roles), wanted) == home


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_only_all_is_one_and_only_none_is_zero(part: int, whole: int) -> None:
    count = min(part, whole)
    shown = ratio(count, whole)
    assert shown is not None
    assert (shown == 1) == (count == whole)
    assert (shown == 0) == (count == 0)
    assert abs(shown - count / whole) <= 1e-4


def test_of_nothing_there_is_no_share() -> None:
    assert ratio(0, 0) is None


@given(st.dictionaries(st.integers(-20, 20), st.integers(0, 50)), st.integers(0, 20))
def test_the_last_day_of_a_trend_is_the_sum_of_everything_so_far(new: dict[int, int], length: int) -> None:
    days = [DAY + dt.timedelta(days=offset) for offset in range(length)]
    arrived = {DAY + dt.timedelta(days=offset): count for offset, count in new.items()}
    standing = running(days, arrived)
    assert len(standing) == length
    assert standing == sorted(standing)
    if days:
        assert standing[-1] == sum(count for day, count in arrived.items() if day <= days[-1])


def test_days_until() -> None:
    assert [days_until(DAY + dt.timedelta(days=offset), DAY) for offset in (-4, 0, 3)] == [-4, 0, 3]
