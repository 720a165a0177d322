"""Who a pack is for, and how names are masked in it."""

from __future__ import annotations

import enum

MASK = "**"


class Recipient(enum.StrEnum):
    """Who asked to see the evidence."""

    OWN_RECORD = "own_record"
    CRIMINAL_POLICE = "criminal_police"
    CAMPUS_SECURITY_POLICE = "campus_security_police"
    POLICE_STATION = "police_station"
    OTHER = "other"


def masked_name(name: str) -> str:
    """李雨桐 as 李**: the first character and nothing about the length of the rest."""
    return f"{name[:1]}{MASK}" if name else ""


def masked_number(number: str) -> str:
    """2024010218 as 2024****18: enough to tell neighbours apart, not enough to look somebody up."""
    return f"{number[:4]}****{number[-2:]}" if len(number) > 6 else "****"
