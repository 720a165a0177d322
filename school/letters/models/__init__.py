"""Letters to families: mailings and their wording, letters, signatures and questions."""

from school.letters.models.letters import LINK_PURPOSE, Confirmation, ExemptReason, Letter
from school.letters.models.mailings import Addressee, Mailing, Route, StaffMailing, Wording
from school.letters.models.moves import LetterMove, MoveBatch
from school.letters.models.signatures import (
    AssistedReason,
    ContactWay,
    FamilyQuestion,
    Helper,
    Relationship,
    Signature,
    SignatureMethod,
)
from school.letters.models.slips import SlipPicture, SlipSource
from school.letters.rules import LetterState, ReceiptPolicy, SignatureKind, Verb
from school.links.rules import SecondThing

__all__ = [
    "LINK_PURPOSE",
    "Addressee",
    "AssistedReason",
    "Confirmation",
    "ContactWay",
    "ExemptReason",
    "FamilyQuestion",
    "Helper",
    "Letter",
    "LetterMove",
    "LetterState",
    "Mailing",
    "MoveBatch",
    "ReceiptPolicy",
    "Relationship",
    "Route",
    "SecondThing",
    "Signature",
    "SignatureKind",
    "SignatureMethod",
    "SlipPicture",
    "SlipSource",
    "StaffMailing",
    "Verb",
    "Wording",
]
