"""Pure rules of letters: their states, when a receipt is complete, what a wording must not say."""

from school.letters.rules.receipts import Answer, Person, Receipt, ReceiptPolicy, SignatureKind, receipt, same_person
from school.letters.rules.states import (
    COMPLETE,
    ON_PAPER,
    OPEN,
    RECEIVED,
    TRANSITIONS,
    LetterState,
    Transition,
    Verb,
    allowed,
    came_late,
    target,
)
from school.letters.rules.wording import PLACEHOLDERS, Fault, Finding, Language, WordingText, wording_findings

__all__ = [
    "COMPLETE",
    "ON_PAPER",
    "OPEN",
    "PLACEHOLDERS",
    "RECEIVED",
    "TRANSITIONS",
    "Answer",
    "Fault",
    "Finding",
    "Language",
    "LetterState",
    "Person",
    "Receipt",
    "ReceiptPolicy",
    "SignatureKind",
    "Transition",
    "Verb",
    "WordingText",
    "allowed",
    "came_late",
    "receipt",
    "same_person",
    "target",
    "wording_findings",
]
