"""Dates, numbers and phones as people read them."""

from __future__ import annotations

import datetime as dt

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from school.foundation.access import Gate
from school.foundation.ui import filters


@pytest.fixture(autouse=True)
def _in_a_request(small_app: Gate) -> object:
    with small_app.test_request_context("/"):
        yield


DAY = dt.date(2026, 11, 24)
MOMENT = dt.datetime(2026, 11, 23, 17, 30, tzinfo=dt.UTC)  # 01:30 on the 24th in Shanghai


def test_the_chinese_way() -> None:
    assert filters.date(DAY) == "2026年11月24日"
    assert filters.short_date(DAY) == "11月24日"
    assert filters.weekday(DAY) == "星期二"
    assert filters.teaching_week(12) == "第12教学周"
    assert filters.moment(MOMENT) == "2026年11月24日 01:30"
    assert filters.date(MOMENT) == "2026年11月24日"


def test_the_english_way() -> None:
    with force_locale("en"):
        assert filters.date(DAY) == "24 Nov 2026"
        assert filters.short_date(DAY) == "24 Nov"
        assert filters.weekday(DAY) == "Tuesday"
        assert filters.teaching_week(12) == "Teaching week 12"


def test_nothing_known_is_a_dash() -> None:
    shown = [filters.date(None), filters.moment(None), filters.number(None), filters.percent(None)]
    assert [*shown, filters.masked_phone(None), filters.masked_phone("")] == ["—"] * 6


def test_numbers() -> None:
    assert filters.number(36188) == "36,188"
    assert filters.percent(0.7209) == "72.1%"


@given(st.integers(0, 60_000), st.integers(1, 60_000))
def test_only_all_reads_as_all_and_only_none_as_none(count: int, whole: int) -> None:
    count = min(count, whole)
    shown = filters.percent(count / whole)
    assert (shown == "100.0%") == (count == whole)
    assert (shown == "0.0%") == (count == 0)


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"))
def test_a_masked_phone_hides_the_middle(phone: str) -> None:
    assert filters.masked_phone(phone) == f"{phone[:3]}****{phone[-4:]}"


@given(st.text(alphabet="0123456789- ", max_size=20))
def test_at_least_four_digits_stay_hidden(phone: str) -> None:
    digits = sum(character.isdigit() for character in phone)
    shown = sum(character.isdigit() for character in filters.masked_phone(phone))
    assert shown == 0 or digits - shown >= 3
