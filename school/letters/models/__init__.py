"""Letters to families: mailings and their wording, letters, signatures and questions."""

from school.letters.models.letters import Confirmation, ExemptReason, Letter, LetterState
from school.letters.models.mailings import Mailing, ReceiptPolicy, Route, Wording
from school.letters.models.signatures import FamilyQuestion, Relationship, Signature, SignatureKind, SignatureMethod

__all__ = [
    "Confirmation",
    "ExemptReason",
    "FamilyQuestion",
    "Letter",
    "LetterState",
    "Mailing",
    "ReceiptPolicy",
    "Relationship",
    "Route",
    "Signature",
    "SignatureKind",
    "SignatureMethod",
    "Wording",
]
