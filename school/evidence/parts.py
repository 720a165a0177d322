"""The parts of a class's evidence pack. A feature adds its own; this room knows none of them.

    evidence.add_part(Part("letters", _l("Letters and receipts"), 10, write))

``write(pack, school_class)`` adds files to the pack one by one, as it makes them: ``pack.add`` for
bytes, ``pack.add_stored`` for a kept file. It asks ``pack.name`` and ``pack.number`` for every name and student number
that it writes, in a file or into a file's name, so that masking holds everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask_babel.speaklater import LazyString

from school.foundation.files import StoredFile
from school.org.models import SchoolClass


class Pack(Protocol):
    """What a part sees of the pack that it writes into."""

    masked: bool

    def name(self, name: str) -> str:
        """A person's name as it may stand in this pack."""

    def number(self, student_number: str) -> str:
        """A student number as it may stand in this pack."""

    def add(self, path: str, content: bytes) -> None:
        """A file of the pack; ``path`` uses / and names nobody in a masked pack."""

    def add_stored(self, path: str, stored: StoredFile) -> None:
        """A kept file, copied piece by piece."""

    def remark(self, text: str) -> None:
        """A sentence for the index: what was left out, and why."""


@dataclass(frozen=True)
class Part:
    """One part: what it is called, where it stands, and what writes it."""

    key: str
    label: LazyString
    order: int
    write: Callable[[Pack, SchoolClass], None]


_parts: dict[str, Part] = {}


def add_part(part: Part) -> None:
    """Register a part, or exchange it for a newer one."""
    _parts[part.key] = part


def parts() -> list[Part]:
    """All parts, in their order."""
    return sorted(_parts.values(), key=lambda part: part.order)
