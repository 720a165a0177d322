"""Answers, who may give them, intervals and samples."""

from __future__ import annotations

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.appstatus.models import Answer, Source, UnableReason
from school.appstatus.rules import (
    ALLOWED,
    LEVELS,
    Given,
    Marks,
    NotTheirs,
    Rates,
    Voice,
    check,
    counts,
    population_digest,
    sample,
    wilson,
)

DECLINED = Given(Answer.DECLINED, source=Source.SAID)
UNABLE = Given(Answer.UNABLE, reason=UnableReason.NO_PHONE, source=Source.SAID)


@pytest.mark.parametrize("marks", list(itertools.product([False, True], repeat=3)))
def test_real_name_and_alerts_imply_installed_and_nothing_else(marks: tuple[bool, bool, bool]) -> None:
    kept = Given(Answer.MARKS, Marks(*marks), source=Source.SAID).marks
    assert kept == Marks(any(marks), marks[1], marks[2])


def test_key_three_sets_all_three() -> None:
    assert LEVELS == ((False, False, False), (True, False, False), (True, True, False), (True, True, True))


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": Answer.DECLINED, "marks": LEVELS[1], "source": Source.SAID},
        {"answer": Answer.UNABLE, "source": Source.SAID},
        {"answer": Answer.MARKS, "reason": UnableReason.NO_PHONE, "source": Source.SAID},
        {"answer": Answer.MARKS},
        {"answer": Answer.NOT_ASKED, "source": Source.SEEN},
    ],
)
def test_an_answer_that_contradicts_itself_is_refused(wrong: dict) -> None:
    with pytest.raises(ValueError, match=r"MARKS|UNABLE|answer"):
        Given(**wrong)


@pytest.mark.parametrize(
    "given_answer",
    [DECLINED, UNABLE, Given(Answer.MARKS, LEVELS[3], source=Source.SEEN), Given()],
    ids=["declined", "unable", "seen", "not asked"],
)
def test_class_posts_pass_on_told_marks_and_nothing_else(given_answer: Given) -> None:
    check(Voice.CLASS_POST, Given(Answer.MARKS, LEVELS[2], source=Source.SAID))
    with pytest.raises(NotTheirs):
        check(Voice.CLASS_POST, given_answer)


def test_students_decline_as_easily_as_they_tell_marks_but_see_nothing_for_themselves() -> None:
    for answer in (DECLINED, UNABLE, Given(Answer.MARKS, LEVELS[1], source=Source.SAID)):
        check(Voice.STUDENT, answer)
    with pytest.raises(NotTheirs):
        check(Voice.STUDENT, Given(Answer.MARKS, LEVELS[1], source=Source.SEEN))


def test_a_classmate_never_overrules_a_no() -> None:
    for standing in Answer:
        assert counts(Voice.CLASS_POST, standing) == (standing in {Answer.MARKS, Answer.NOT_ASKED})
        assert counts(Voice.COUNSELLOR, standing)
        assert counts(Voice.STUDENT, standing)
    assert set(ALLOWED) == set(Voice)


def test_wilson_as_published() -> None:
    """Newcombe 1998, Statistics in Medicine 17, table I: 81/263, 15/148, 0/20 and 1/29."""
    for hits, seen, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = wilson(hits, seen)
        assert found is not None
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert wilson(0, 0) is None


@given(st.integers(1, 5000), st.data())
def test_wilson_holds_the_share_and_narrows(seen: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, seen))
    narrow, wide = wilson(hits * 4, seen * 4), wilson(hits, seen)
    assert narrow is not None
    assert wide is not None
    assert 0 <= wide.low <= wide.share <= wide.high <= 1
    assert narrow.high - narrow.low < wide.high - wide.low


@given(st.integers(0, 2**31), st.sets(st.integers(1, 10**9), max_size=80), st.integers(0, 90))
def test_a_sample_is_the_same_for_seed_and_population_in_any_order(seed: int, ids: set[int], size: int) -> None:
    drawn = sample(seed, ids, size)
    assert drawn == sample(seed, sorted(ids, reverse=True), size)
    assert len(drawn) == min(size, len(ids))
    assert set(drawn) <= ids
    assert set(drawn) <= set(sample(seed, ids, size + 1))


def test_the_documented_draw() -> None:
    """Fixed for ever: a check drawn today must be provable in years."""
    assert sample(42, range(1, 11), 3) == [1, 4, 6]
    assert population_digest([3, 1, 2]) == hashlib.sha256(b"1,2,3").hexdigest()


@given(st.lists(st.builds(Rates, *[st.integers(0, 100)] * 7), max_size=6))
def test_rates_add_up(parts: list[Rates]) -> None:
    total = sum(parts, Rates())
    assert total.students == sum(part.students for part in parts)
    assert total.willing == sum(part.willing for part in parts)


def test_both_denominators_and_not_asked_in_both() -> None:
    figures = Rates(10, installed=4, real_name=3, alerts=2, declined=1, unable=1, not_asked=3).figures()
    assert figures == {
        "installed": {"count": 4, "of_all": 0.4, "of_willing": 0.5},
        "real_name": {"count": 3, "of_all": 0.3, "of_willing": 0.375},
        "alerts": {"count": 2, "of_all": 0.2, "of_willing": 0.25},
        "declined": 1,
        "unable": 1,
        "not_asked": 3,
    }
    assert Rates().figures()["installed"] == {"count": 0, "of_all": None, "of_willing": None}
