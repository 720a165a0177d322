"""Strokes of a drawn name: what is one, what is blank, and what is not strokes at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.letters.family.rules import device_class, is_blank, read_strokes

points = st.tuples(st.integers(-4000, 4000), st.integers(-4000, 4000))
strokes = st.lists(st.lists(points, min_size=1, max_size=20), max_size=20)


@given(strokes)
def test_strokes_come_through_as_they_were_drawn(drawn: list[list[tuple[int, int]]]) -> None:
    assert read_strokes(json.dumps(drawn)) == drawn


@given(st.text())
def test_anything_else_is_no_strokes_and_no_error(text: str) -> None:
    found = read_strokes(text)
    assert found is None or is_blank(found) in (True, False)


@pytest.mark.parametrize(
    "text", ["", "{}x", "5", '"a"', "[[[1]]]", "[[[1,2,3]]]", "[[[1e9,0]]]", "[[[NaN,0]]]", "[[null]]"]
)
def test_what_a_pad_never_sends_is_refused(text: str) -> None:
    assert read_strokes(text) is None


def test_too_many_points_are_refused() -> None:
    assert read_strokes(json.dumps([[[1, 1]] * 7000])) is None


@given(st.lists(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 300)), min_size=1, max_size=30), max_size=5))
def test_a_slip_of_the_thumb_is_blank(drawn: list[list[tuple[int, int]]]) -> None:
    assert is_blank(drawn)


def test_a_name_is_not_blank() -> None:
    assert not is_blank([[(10 + 6 * n, 40 + n % 5 * 14) for n in range(20)]])


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Linux; Android 9) Mobile Safari MicroMessenger/8.0", "wechat"),
        ("Mozilla/5.0 (iPhone) Mobile/15E148", "phone"),
        ("Mozilla/5.0 (Windows NT 10.0)", "computer"),
        ("", "computer"),
    ],
)
def test_devices_are_told_apart_no_further_than_needed(agent: str, device: str) -> None:
    assert device_class(agent) == device
