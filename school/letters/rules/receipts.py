"""When a receipt is complete: the mailing's policy over what the family answered."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


class ReceiptPolicy(enum.StrEnum):
    """When a receipt is complete: anyone of the family, one named person, or two persons."""

    ANY = "any"
    NAMED = "named"
    BOTH = "both"


class SignatureKind(enum.StrEnum):
    """Signed or declined; both are answers."""

    SIGNED = "signed"
    DECLINED = "declined"


class Receipt(enum.StrEnum):
    """What the answers amount to. PARTLY: somebody signed, and the policy waits for another."""

    OPEN = "open"
    PARTLY = "partly"
    COMPLETE = "complete"
    DECLINED = "declined"


@dataclass(frozen=True)
class Person:
    """Somebody of the family: relationship in one word ("mother"), and a name where there is one."""

    relationship: str = ""
    name: str = ""


@dataclass(frozen=True)
class Answer:
    """What one person answered."""

    kind: SignatureKind
    person: Person


def receipt(policy: ReceiptPolicy, answers: Iterable[Answer], named: Person | None = None) -> Receipt:
    """What ``answers`` amount to under ``policy``; their order does not matter.

    ``named`` is the family member written to first; without one, NAMED is met by anybody. A
    signature outweighs another person's refusal wherever the policy is met by it.
    """
    kinds = {_key(answer.person): answer for answer in answers}.values()
    signed = [answer.person for answer in kinds if answer.kind is SignatureKind.SIGNED]
    declined = [answer.person for answer in kinds if answer.kind is SignatureKind.DECLINED]
    if policy is ReceiptPolicy.NAMED and named is not None:
        if any(same_person(person, named) for person in signed):
            return Receipt.COMPLETE
        declined = [person for person in declined if same_person(person, named)]
    elif len(signed) >= (2 if policy is ReceiptPolicy.BOTH else 1):
        return Receipt.COMPLETE
    if declined:
        return Receipt.DECLINED
    return Receipt.PARTLY if signed else Receipt.OPEN


def same_person(one: Person, other: Person) -> bool:
    """By name where both have one, otherwise by relationship."""
    if one.name and other.name:
        return folded(one.name) == folded(other.name)
    return bool(one.relationship) and one.relationship == other.relationship


def folded(name: str) -> str:
    """A name as it is compared: full-width forms, case, spaces and dots do not tell people apart."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in plain if character.isalnum())


def _key(person: Person) -> tuple[str, str]:
    return person.relationship, folded(person.name)
