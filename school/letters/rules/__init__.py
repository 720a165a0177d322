"""Pure rules of letters: their states, when a receipt is complete, what a wording must not say."""

from school.letters.rules.receipts import Answer, Person, Receipt, ReceiptPolicy, SignatureKind, receipt, same_person
from school.letters.rules.states import (
    COMPLETE,
    OPEN,
    TRANSITIONS,
    LetterState,
    Transition,
    Verb,
    allowed,
    target,
)

__all__ = [
    "COMPLETE",
    "OPEN",
    "TRANSITIONS",
    "Answer",
    "LetterState",
    "Person",
    "Receipt",
    "ReceiptPolicy",
    "SignatureKind",
    "Transition",
    "Verb",
    "allowed",
    "receipt",
    "same_person",
    "target",
]
