"""The typed catalogue of events: what can happen, to what, and with exactly which fields.

Features declare their events in ``events.py``. Fields are ids, counts and codes: never a name and
never free text, so that the log can be kept long after people have been forgotten.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

CODE_LENGTH = 80
FieldType = type[int] | type[str] | type[bool] | type[list[int]] | type[enum.StrEnum]


@dataclass(frozen=True)
class EventKind:
    """One thing that can happen. ``subject`` names the table of the row it happened to."""

    code: str
    subject: str
    fields: dict[str, FieldType]

    def check(self, data: dict[str, Any]) -> None:
        """Raise ValueError unless ``data`` has exactly the declared fields with the declared types."""
        if data.keys() != self.fields.keys():
            raise ValueError(f"{self.code} takes {sorted(self.fields)}, got {sorted(data)}")
        for name, value in data.items():
            if value is not None and not self._fits(value, self.fields[name]):
                raise ValueError(f"{self.code}.{name} must be {self.fields[name].__name__}, got {value!r}")

    @staticmethod
    def _fits(value: Any, wanted: FieldType) -> bool:
        if wanted is int:
            return isinstance(value, int) and not isinstance(value, bool)
        if wanted is list:
            return isinstance(value, list) and all(isinstance(item, int) for item in value)
        if wanted is str:
            return isinstance(value, str) and len(value) <= CODE_LENGTH
        return isinstance(value, wanted)


CATALOGUE: dict[str, EventKind] = {}


def event(code: str, subject: str, /, **fields: FieldType) -> EventKind:
    """Declare one kind of event, once, at import time; ``fields`` are names and types."""
    if code in CATALOGUE:
        raise ValueError(f"event {code} is declared twice")
    kind = CATALOGUE[code] = EventKind(code, subject, fields)
    return kind
