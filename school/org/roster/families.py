"""Families on file beside families in a sheet: who is who, without losing anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from school.org.roster.headings import Field
from school.org.roster.rules import Family

Lookup = Callable[[str], bytes]


class KnownRelative(NamedTuple):
    """A family member on file; the phone only as its keyed hash."""

    id: int
    student_id: int
    position: int
    name: str
    relationship: str
    phone_lookup: bytes | None


class RelativeChange(NamedTuple):
    """One thing that the sheet says otherwise. An old phone stays sealed: its place is ``relative.id``."""

    relative: KnownRelative
    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FamilyPlan:
    """What a row does to a family: members whose columns change, and new ones behind the last position."""

    changes: tuple[RelativeChange, ...] = ()
    added: tuple[Family, ...] = ()
    next_position: int = 1

    def __bool__(self) -> bool:
        return bool(self.changes or self.added)


@dataclass(slots=True)
class _Matching:
    """Pairs found so far: index in the row → member on file."""

    said: Sequence[Family]
    free: list[KnownRelative]
    pairs: dict[int, KnownRelative] = field(default_factory=dict)

    def match(self, same: Callable[[int, Family, KnownRelative], bool]) -> None:
        for place, person in enumerate(self.said):
            if place in self.pairs:
                continue
            found = next((known for known in self.free if same(place, person, known)), None)
            if found is not None:
                self.pairs[place] = found
                self.free.remove(found)


def plan_family(said: Sequence[Family], known: Sequence[KnownRelative], lookup: Lookup) -> FamilyPlan:
    """Pair by name and phone, then name, then phone, then the same place in the family; the rest is added.

    Members on file whom the sheet does not name stay, and what it does not say of a member stays too.
    """
    hashes = [lookup(person.phone) if person.phone else None for person in said]
    matching = _Matching(said, list(known))
    matching.match(lambda i, one, other: one.name == other.name and hashes[i] == other.phone_lookup)
    matching.match(lambda _i, one, other: bool(one.name) and one.name == other.name)
    matching.match(lambda i, _one, other: hashes[i] is not None and hashes[i] == other.phone_lookup)
    matching.match(lambda i, one, other: other.position == i + 1 and _may_be(one, other))
    changes = [change for i, other in matching.pairs.items() for change in _changes(said[i], other, hashes[i])]
    added = tuple(person for place, person in enumerate(said) if place not in matching.pairs)
    return FamilyPlan(tuple(changes), added, max((each.position for each in known), default=0) + 1)


def _may_be(one: Family, other: KnownRelative) -> bool:
    """Whether the person in the same place can be the same one: mother and father are two."""
    return not (one.relationship and other.relationship) or one.relationship == other.relationship


def _changes(said: Family, known: KnownRelative, phone_hash: bytes | None) -> list[RelativeChange]:
    found = []
    if said.name and said.name != known.name:
        found.append(RelativeChange(known, Field.FAMILY_NAME, known.name, said.name))
    if said.relationship and said.relationship != known.relationship:
        found.append(RelativeChange(known, Field.FAMILY_RELATIONSHIP, known.relationship, said.relationship))
    if phone_hash is not None and phone_hash != known.phone_lookup:
        found.append(RelativeChange(known, Field.FAMILY_PHONE, "", said.phone))
    return found
