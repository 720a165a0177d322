"""Lines of Chinese text: no mark where a reader would stumble, no word cut, straight edges."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.foundation.press.layout import NEVER_FIRST, NEVER_LAST, Paragraph, Run, break_lines, read_markup

WIDTH = 20.0


def measure(text: str, bold: bool) -> float:
    """Ideographs one em, Latin letters half of one."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


ideographs = st.text("天地人大小上下云雨", min_size=1, max_size=12)
words = st.from_regex(r"[A-Za-z0-9]{1,9}", fullmatch=True)
quoted = st.builds("（{}）".format, ideographs)
sentences = st.lists(st.one_of(ideographs, words, quoted), min_size=1, max_size=6).map("".join)
texts = st.lists(st.builds("{}{}".format, sentences, st.sampled_from("，。、；：？！")), min_size=1, max_size=12).map(
    "".join
)


@settings(max_examples=100, deadline=None)
@given(texts, st.sampled_from([0.0, 2.0]))
def test_lines_keep_the_text_and_the_rules(text: str, indent: float) -> None:
    lines = [line.text for line in break_lines(Paragraph((Run(text),), indent=indent), measure, WIDTH)]
    assert "".join(lines) == text
    assert not [line for line in lines[1:] if line[0] in NEVER_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]
    for before, after in pairwise(lines):
        together = re.search(r"[A-Za-z0-9]+$", before), re.match(r"[A-Za-z0-9]+", after)
        assert not all(together) or len(together[0][0] + together[1][0]) > 2 * (WIDTH - 2)  # type: ignore[index]


@settings(max_examples=100, deadline=None)
@given(texts)
def test_lines_fill_the_width_and_stay_in_it(text: str) -> None:
    *full, last = break_lines(Paragraph((Run(text),)), measure, WIDTH)
    for line in full:
        if sum(map(len, (piece.text for piece in line.pieces))) > 1:
            slack = 0.5 if line.text[-1] in "，。、；：）" else 0.0
            assert line.width == pytest.approx(WIDTH + slack, abs=0.6)
    assert last.width <= WIDTH + 0.5


def test_a_word_longer_than_a_line_is_cut() -> None:
    lines = break_lines(Paragraph((Run("见" + "x" * 100),)), measure, WIDTH)
    assert "".join(line.text for line in lines) == "见" + "x" * 100
    assert all(measure(line.text, False) <= WIDTH for line in lines)


def test_spaces_go_where_a_line_ends() -> None:
    lines = break_lines(Paragraph((Run("one two three four five six seven eight nine ten"),), indent=0), measure, 10)
    assert [line.text for line in lines] == ["one two three four", "five six seven eight", "nine ten"]


def test_dashes_and_ellipses_stay_whole() -> None:
    lines = break_lines(Paragraph((Run("天" * 19 + "——地……人"),), indent=0), measure, WIDTH)
    assert [line.text for line in lines] == ["天" * 18, "天——地……人"]


def test_markup_knows_paragraphs_bold_runs_and_items() -> None:
    first, second, third = read_markup("**一、先停。**再\n说。\n\n- 打110\n- 找老师")
    assert first.runs == (Run("一、先停。", bold=True), Run("再说。"))
    assert (second.runs, second.hang) == ((Run("·　打110"),), 3.0)
    assert third.runs == (Run("·　找老师"),)


def test_bold_and_plain_are_set_beside_each_other() -> None:
    (line,) = break_lines(read_markup("**停**一停")[0], measure, WIDTH)
    assert [(piece.text, piece.bold, piece.x) for piece in line.pieces] == [("停", True, 2.0), ("一停", False, 3.0)]
