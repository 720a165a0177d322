"""Printed numbers: typed by hand, so what people get wrong must be noticed."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from school.links.rules import ALPHABET, NUMBER_LENGTH, check_character, new_number, printed_number, read_number

numbers = st.text(ALPHABET, min_size=7, max_size=7).map(lambda body: body + check_character(body))
places = st.integers(0, NUMBER_LENGTH - 1)


def test_the_alphabet_has_nothing_that_looks_alike() -> None:
    assert len(ALPHABET) == 32 == len(set(ALPHABET))
    assert not set(ALPHABET) & set("0O1I")


@given(numbers, places, st.sampled_from(ALPHABET))
def test_every_wrong_character_is_noticed(number: str, place: int, wrong: str) -> None:
    assume(number[place] != wrong)
    assert read_number(number[:place] + wrong + number[place + 1 :]) is None


@given(numbers, places, places)
def test_every_exchange_of_two_characters_is_noticed(number: str, one: int, other: int) -> None:
    assume(number[one] != number[other])
    exchanged = list(number)
    exchanged[one], exchanged[other] = exchanged[other], exchanged[one]
    assert read_number("".join(exchanged)) is None


@given(numbers)
def test_a_number_is_read_as_people_type_it(number: str) -> None:
    for typed in (number, number.lower(), printed_number(number), f" {number[:4]} {number[4:]} "):
        assert read_number(typed) == number


def test_new_numbers_read_back_and_differ() -> None:
    made = {new_number() for _ in range(5_000)}
    assert len(made) == 5_000
    assert all(read_number(number) == number for number in made)
