"""Rows of what families answered, and of receipts that a counsellor noted for them. All have the same columns."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from school.demo.acts import FamilyAnswered
from school.demo.people import Member
from school.demo.texts import REASONS, strokes
from school.letters.models import (
    AssistedReason,
    ContactWay,
    Relationship,
    SignatureKind,
    SignatureMethod,
)
from school.letters.rules.receipts import folded

_NOBODYS = {"reason": "", "strokes": None, "opened_with": None, "device": "", "account_id": None}
_OWN = {"contact_way": None, "assisted_reason": None, "assisted_note": ""}


def answered(act: FamilyAnswered, letter_id: int, member: Member | None, random: Random) -> dict[str, Any]:
    """A signature, or a refusal, which names nobody (``member`` None)."""
    relationship = member.kin.relationship if member else Relationship.OTHER
    name = member.name if member else ""
    return {
        **_NOBODYS,
        **_OWN,
        "kind": act.kind,
        "method": None if act.kind is SignatureKind.DECLINED else method_of(act),
        "relationship_to_student": relationship,
        "name": name,
        "reason": "" if member else REASONS[letter_id % len(REASONS)],
        "person_key": f"{relationship.value}:{folded(name)}",
        "strokes": strokes(random) if act.drawn else None,
        "opened_with": act.second_thing,
        "device": act.device,
    }


def assisted(member: Member, account_id: int | None) -> dict[str, Any]:
    """A counsellor's note: the family lives far away and was rung up."""
    return {
        **_NOBODYS,
        "kind": SignatureKind.SIGNED,
        "method": SignatureMethod.ASSISTED,
        "relationship_to_student": member.kin.relationship,
        "name": member.name,
        "person_key": "assisted",
        "contact_way": ContactWay.TELEPHONE,
        "assisted_reason": AssistedReason.FAR_AWAY,
        "assisted_note": "",
        "account_id": account_id,
    }


def note_of(row: dict[str, Any]) -> dict[str, Any]:
    """What the log keeps of such a note."""
    return {
        "relationship": row["relationship_to_student"],
        "contact_way": row["contact_way"],
        "assisted_reason": row["assisted_reason"],
    }


def method_of(act: FamilyAnswered) -> SignatureMethod:
    """How the family signed."""
    return SignatureMethod.DRAWN if act.drawn else SignatureMethod.TYPED


def identified(row: dict[str, Any], row_id: int, letter_id: int, sha256: str, at: dt.datetime) -> dict[str, Any]:
    """The row with its place: which letter, which wording, when."""
    return {**row, "id": row_id, "letter_id": letter_id, "wording_sha256": sha256, "at": at}
