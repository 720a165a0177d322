"""QR symbols are bit for bit those of the library qrcode, only sooner."""

import random
from base64 import b32encode
from functools import cache

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from school.foundation.press.symbol_batches import AT_ONCE
from school.foundation.press.symbol_family import SymbolFamily, SymbolMaker
from school.foundation.press.symbols import Level, library_symbol

KINDS = {
    "a link in small letters": ("https://fz.yunzhou.example/r/", str.lower, 26, Level.M),
    "a link in capitals, which become a segment of their own": ("https://fz.yunzhou.example/r/", str, 26, Level.M),
    "an odd number of capitals": ("https://x.example/r/", str, 22, Level.M),
    "a slip": ("https://fz.yunzhou.example/s/", str, 8, Level.Q),
    "a slip of a machine at home": ("http://127.0.0.1:5000/s/", str, 8, Level.Q),
}


@cache
def family(kind: str) -> SymbolFamily:
    prefix, _, _, level = KINDS[kind]
    return SymbolFamily(prefix, text_of(kind, b"any twenty octets..."), level)


def text_of(kind: str, key: bytes) -> str:
    prefix, spelling, length, _ = KINDS[kind]
    return prefix + spelling(b32encode(key).decode())[:length]


@settings(max_examples=1_000, deadline=None, database=None, phases=(Phase.generate, Phase.shrink))
@given(st.sampled_from(sorted(KINDS)), st.binary(min_size=20, max_size=20))
def test_symbols_are_those_of_the_library(kind: str, key: bytes) -> None:
    text = text_of(kind, key)
    assert family(kind).symbol(text) == library_symbol(text, KINDS[kind][3])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_many_symbols_at_once_are_those_made_alone(kind: str) -> None:
    """Alone they are the library's, by the test above; twice as many as go through an array at once."""
    prefix, _, _, level = KINDS[kind]
    keys = random.Random(2026)
    texts = [text_of(kind, keys.randbytes(20)) for _ in range(2 * AT_ONCE)]
    strangers = [prefix + "0" * (len(texts[0]) - len(prefix)), prefix + "?" * (len(texts[0]) - len(prefix))]
    texts[3:3] = strangers
    assert SymbolMaker(prefix, level).symbols(texts) == [family(kind).symbol(text) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "https://fz.yunzhou.example/r/short",
        "https://fz.yunzhou.example/r/" + "A" * 26,  # capitals where the family has small letters
        "https://fz.yunzhou.example/r/" + "7" * 26,  # digits would become a numeric segment
        "https://fz.yunzhou.example/r/abc" + "D" * 23,
        "https://fz.yunzhou.example/r/" + "é" * 26,
        "https://fz.yunzhou.examplE/r/" + "a" * 26,
    ],
)
def test_a_text_outside_the_family_is_left_to_the_library(text: str) -> None:
    small_letters = family("a link in small letters")
    assert small_letters.symbol(text) == library_symbol(text, Level.M)


def test_a_family_of_a_mixture_it_does_not_know_leaves_all_to_the_library() -> None:
    digits = "https://fz.yunzhou.example/r/" + "7" * 26
    assert SymbolFamily(digits[:29], digits, Level.M).symbol(digits) == library_symbol(digits, Level.M)


def test_a_maker_gives_the_same_before_and_after_it_has_learnt() -> None:
    prefix = "https://fz.yunzhou.example/s/"
    maker = SymbolMaker(prefix, Level.Q)
    texts = [f"{prefix}K7M2QF{number:02d}" for number in range(2 * maker.LEARN_AFTER)]
    assert [maker.symbol(text) for text in texts] == [library_symbol(text, Level.Q) for text in texts]


def test_a_symbol_is_also_a_matrix() -> None:
    symbol = library_symbol("https://fz.yunzhou.example/s/K7M2QF4C", Level.Q)
    matrix = symbol.matrix()
    assert len(matrix) == len(matrix[0]) == symbol.size
    assert matrix[0][:8] == [True] * 7 + [False]  # the finder's upper edge
