"""Names on receipts that no font can draw: a receipt is given out all the same, and says what is missing."""

from __future__ import annotations

from school.foundation.press.fonts import Fonts
from school.letters.cover_list import UNKNOWN, printable

MOST_NAMED = 4  # characters; a name in a script that has to be shaped would fill the line


def told(text: str, fonts: Fonts) -> str:
    """The text with 〓 for each character that cannot be drawn, and behind it which ones these are."""
    shown = printable(text, fonts)
    if shown == text:
        return text
    codes = dict.fromkeys(f"U+{ord(a):04X}" for a, b in zip(text, shown, strict=True) if a != b)
    named = " ".join(list(codes)[:MOST_NAMED]) + ("…" if len(codes) > MOST_NAMED else "")
    return f"{shown}　({UNKNOWN} {named})"
