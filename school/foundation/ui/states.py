"""A state as people see it: one icon, one word, everywhere the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flask_babel.speaklater import LazyString

Kind = Literal["", "ok", "warn", "bad", "inf", "line"]


@dataclass(frozen=True)
class State:
    """``kind`` is the colour: ok finished · warn today or look at it · bad late or broken ·
    inf on its way · line at the beginning · "" neutral (declined and closed are neutral, never bad).
    """

    kind: Kind
    icon: str
    label: str | LazyString

    def __str__(self) -> str:
        return str(self.label)
