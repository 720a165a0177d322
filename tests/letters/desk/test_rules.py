"""What a page amounts to: every page has one end, and nothing is filed that is not plainly signed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from school.foundation.scans.layout import Mark
from school.letters.desk import rules
from school.letters.desk.rules import Answer, Known, Reason, Result, Settling, Typed
from school.letters.rules import ON_PAPER, OPEN, LetterState, Verb, allowed
from school.links.rules import ALPHABET, NUMBER_LENGTH, new_number

MAILING = 7
MARKS = st.fixed_dictionaries({rules.SIGNATURE: st.sampled_from(Mark), rules.CONTACT: st.sampled_from(Mark)})
KNOWN = st.builds(
    Known,
    state=st.sampled_from(LetterState),
    mailing_id=st.sampled_from([MAILING, 8]),
    within=st.booleans(),
    replaced=st.booleans(),
    agrees=st.booleans(),
    twin=st.booleans(),
)


@given(st.none() | KNOWN, MARKS, st.sampled_from([None, MAILING]))
def test_filed_means_ink_in_the_box_of_a_letter_that_waits(
    known: Known | None, marks: dict[str, Mark], mailing_id: int | None
) -> None:
    found = rules.verdict(known, marks, mailing_id)
    if found.result is Result.FILED:
        assert known is not None
        assert (known.within, known.agrees, known.replaced) == (True, True, False)
        assert allowed(known.state, Verb.TICK_BACK)
        assert marks[rules.SIGNATURE] is Mark.INK
        assert marks[rules.CONTACT] is not Mark.LOOK
        assert mailing_id in (None, known.mailing_id)
    if found.result is Result.UNSIGNED:
        assert marks[rules.SIGNATURE] is Mark.BLANK


@given(KNOWN, KNOWN, MARKS, MARKS)
def test_a_foreign_slip_tells_nothing(
    one: Known, other: Known, marks: dict[str, Mark], others: dict[str, Mark]
) -> None:
    foreign = [
        Known(each.state, each.mailing_id, False, each.replaced, each.agrees, each.twin) for each in (one, other)
    ]
    assert rules.verdict(foreign[0], marks, MAILING) == rules.verdict(foreign[1], others, MAILING)


@given(st.sampled_from(sorted(set(LetterState) - ON_PAPER)), MARKS)
def test_a_class_post_hears_the_same_of_what_is_not_on_paper(state: LetterState, marks: dict[str, Mark]) -> None:
    told = rules.answer(rules.verdict(Known(state, MAILING), marks, MAILING), marks, state)
    open_letter = rules.verdict(Known(LetterState.HANDED_OUT, MAILING), marks, MAILING)
    assert told is rules.answer(open_letter, marks, LetterState.HANDED_OUT)


@given(st.sampled_from(LetterState), MARKS)
def test_a_class_post_files_open_letters_only(state: LetterState, marks: dict[str, Mark]) -> None:
    found = rules.for_class_post(rules.verdict(Known(state, MAILING), marks), state)
    assert found.result is not Result.FILED or state in OPEN


def test_a_slip_that_came_before_says_so() -> None:
    back = rules.verdict(Known(LetterState.BACK, MAILING), {rules.SIGNATURE: Mark.INK})
    assert back.result is Result.ALREADY
    assert rules.answer(back, {rules.SIGNATURE: Mark.INK}, LetterState.BACK) is Answer.IN_ALREADY


def test_of_two_unsigned_slips_the_second_is_a_duplicate() -> None:
    twin = Known(LetterState.HANDED_OUT, MAILING, twin=True)
    assert rules.verdict(twin, {rules.SIGNATURE: Mark.BLANK}).reason is Reason.TWICE
    assert rules.verdict(twin, {rules.SIGNATURE: Mark.INK}).result is Result.FILED


@given(st.sampled_from(Result), st.none() | st.sampled_from(Reason), st.none() | st.sampled_from(LetterState))
def test_the_desk_always_offers_something_and_files_only_what_the_table_allows(
    result: Result, reason: Reason | None, state: LetterState | None
) -> None:
    offered = rules.choices(result, reason, state)
    assert Settling.NO_SLIP in offered
    assert len(set(offered)) == len(offered)
    if state is not None and Settling.FILED in offered:
        assert allowed(state, Verb.TICK_BACK)
    assert state is not LetterState.ARCHIVED or Settling.BETTER_PICTURE not in offered


@given(st.data())
def test_a_single_wrong_character_is_found(data: st.DataObject) -> None:
    number = new_number()
    place = data.draw(st.integers(0, NUMBER_LENGTH - 1))
    wrong = data.draw(st.sampled_from([each for each in ALPHABET if each != number[place]]))
    assert rules.typed_number(number) == (Typed.FINE, number)
    assert rules.typed_number(number.lower()[:4] + " - " + number[4:])[0] is Typed.FINE
    assert rules.typed_number(number[:place] + wrong + number[place + 1 :])[0] is Typed.CHECK
    assert rules.typed_number(number[:place])[0] is Typed.SHORT


def test_characters_that_no_number_has_are_named() -> None:
    assert rules.typed_number("K7M0-QI4C") == (Typed.CHARACTER, "0I")


@given(*[st.integers(0, 100)] * 5, st.none() | st.integers(0, 300))
def test_a_batch_balances(
    filed: int, returned: int, otherwise: int, at_desk: int, blank: int, expected: int | None
) -> None:
    found = rules.Balance(filed, returned, otherwise, at_desk, blank, expected)
    assert found.pages == found.settled + found.at_desk
    assert found.slips == found.pages - blank
    assert found.missing is None if expected is None else found.missing == expected - found.slips
