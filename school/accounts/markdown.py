"""docs/permissions.md, from the table the program itself goes by."""

from __future__ import annotations

from flask_babel import force_locale

from school.accounts.own.queries import PolicyRow, policy
from school.foundation.access.policy import RESTRICTED

HEAD = """# Who may do what

Generated from `POLICY` in school/foundation/access/policy.py by `flask accounts permissions --markdown`; do not
edit. Roles come from posts held today, from being a student, or (family) from a letter's link. Whoever holds
several roles may do what any of them may, each for its own place. The page /permissions shows the same.

| Permission | What | Held by |
| --- | --- | --- |
"""
STAR = "\\*"
FOOT = f"\n{STAR} Every look is an entry in the log.\n"


def permissions_page() -> str:
    """The whole page, in English."""
    with force_locale("en"):
        return HEAD + "".join(_line(row) for row in policy()) + FOOT


def _line(row: PolicyRow) -> str:
    star = STAR if row.permission in RESTRICTED else ""
    held = "; ".join(f"{role}: {reach}" for _, role, reach in row.held)
    return f"| `{row.permission}`{star} | {row.label} | {held} |\n"
