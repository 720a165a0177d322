"""The table of states, and when a receipt is complete."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from school.letters.rules import (
    COMPLETE,
    OPEN,
    RECEIVED,
    TRANSITIONS,
    Answer,
    LetterState,
    Person,
    Receipt,
    ReceiptPolicy,
    SignatureKind,
    Verb,
    allowed,
    receipt,
    same_person,
    target,
)

PEOPLE = st.builds(
    Person, relationship=st.sampled_from(["mother", "father", "sibling"]), name=st.sampled_from("甲乙丙")
)
ANSWERS = st.lists(st.builds(Answer, kind=st.sampled_from(SignatureKind), person=PEOPLE), max_size=5)
MOTHER, FATHER = Person("mother", "林芳"), Person("father", "林强")


class LetterJourney(RuleBasedStateMachine):
    """Any letter moved by any verb at any time stays on the table, and its way can be walked back."""

    def __init__(self) -> None:
        super().__init__()
        self.state = LetterState.ISSUED
        self.way: list[LetterState] = []

    @rule(verb=st.sampled_from(list(TRANSITIONS)))
    def move(self, verb: Verb) -> None:
        if allowed(self.state, verb):
            before = self.state
            self.state = target(self.state, verb, self.way[-1] if self.way else None)
            if TRANSITIONS[verb].target is None:
                self.way.pop() if self.way else None
            else:
                self.way.append(before)
        else:
            with pytest.raises(ValueError, match="cannot"):
                target(self.state, verb)

    @precondition(lambda self: self.way)
    @rule()
    def undo(self) -> None:
        self.state = self.way.pop()

    @invariant()
    def archived_letters_were_checked(self) -> None:
        if self.state is LetterState.ARCHIVED:
            assert self.way[-1] is LetterState.CHECKED
        if self.state is LetterState.CHECKED and self.way:
            assert self.way[-1] in RECEIVED


TestLetterJourney = LetterJourney.TestCase


def test_only_an_exempt_letter_can_be_lifted_and_nobody_takes_a_family_s_answer_back() -> None:
    assert TRANSITIONS[Verb.LIFT].sources == {LetterState.EXEMPT}
    assert not OPEN & COMPLETE
    by_staff = [row for row in TRANSITIONS.values() if row.verb not in (Verb.SIGN, Verb.DECLINE)]
    assert all(row.target not in (LetterState.SIGNED, LetterState.DECLINED) for row in by_staff)
    assert all(LetterState.SIGNED not in row.sources for row in by_staff if row.verb is not Verb.CHECK)


@given(ANSWERS, st.sampled_from(ReceiptPolicy))
def test_the_order_of_answers_does_not_matter_when_each_person_answers_once(
    answers: list[Answer], policy: ReceiptPolicy
) -> None:
    once = list({answer.person: answer for answer in answers}.values())
    assert receipt(policy, once, MOTHER) is receipt(policy, reversed(once), MOTHER)


@given(ANSWERS, PEOPLE)
def test_another_signature_never_makes_a_receipt_less_complete(answers: list[Answer], person: Person) -> None:
    once = [answer for answer in answers if answer.person != person]
    for policy in ReceiptPolicy:
        more = [*once, Answer(SignatureKind.SIGNED, person)]
        if receipt(policy, once, MOTHER) is Receipt.COMPLETE:
            assert receipt(policy, more, MOTHER) is Receipt.COMPLETE


def signed(person: Person) -> Answer:
    return Answer(SignatureKind.SIGNED, person)


def declined(person: Person) -> Answer:
    return Answer(SignatureKind.DECLINED, person)


@pytest.mark.parametrize(
    ("policy", "answers", "expected"),
    [
        (ReceiptPolicy.ANY, [], Receipt.OPEN),
        (ReceiptPolicy.ANY, [signed(FATHER)], Receipt.COMPLETE),
        (ReceiptPolicy.ANY, [declined(MOTHER)], Receipt.DECLINED),
        (ReceiptPolicy.ANY, [declined(MOTHER), signed(FATHER)], Receipt.COMPLETE),
        (ReceiptPolicy.NAMED, [signed(FATHER)], Receipt.PARTLY),
        (ReceiptPolicy.NAMED, [signed(FATHER), signed(MOTHER)], Receipt.COMPLETE),
        (ReceiptPolicy.NAMED, [declined(FATHER)], Receipt.OPEN),
        (ReceiptPolicy.NAMED, [declined(MOTHER), signed(FATHER)], Receipt.DECLINED),
        (ReceiptPolicy.BOTH, [signed(MOTHER)], Receipt.PARTLY),
        (ReceiptPolicy.BOTH, [signed(MOTHER), signed(MOTHER)], Receipt.PARTLY),
        (ReceiptPolicy.BOTH, [signed(MOTHER), signed(FATHER)], Receipt.COMPLETE),
        (ReceiptPolicy.BOTH, [signed(MOTHER), declined(FATHER)], Receipt.DECLINED),
    ],
)
def test_policies(policy: ReceiptPolicy, answers: list[Answer], expected: Receipt) -> None:
    assert receipt(policy, answers, MOTHER) is expected


def test_nobody_named_on_the_roster_means_anybody() -> None:
    assert receipt(ReceiptPolicy.NAMED, [signed(FATHER)], None) is Receipt.COMPLETE


def test_a_name_is_the_same_however_it_was_typed() -> None:
    assert same_person(Person("mother", "买买提·吐尔逊"), Person("other", "买买提 吐尔逊"))
    assert same_person(Person("mother"), MOTHER)
    assert not same_person(Person("mother", "林芳"), Person("mother", "王丽"))
