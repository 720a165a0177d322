"""Verbs that change the archive; each records one event."""

from school.letters.archive.actions.boxes import open_box, seal_box
from school.letters.archive.actions.destruction import approve, carry_out, propose, withdraw
from school.letters.archive.actions.filing import archive_in_class, archive_letter
from school.letters.archive.actions.retention import set_years_kept

__all__ = [
    "approve",
    "archive_in_class",
    "archive_letter",
    "carry_out",
    "open_box",
    "propose",
    "seal_box",
    "set_years_kept",
    "withdraw",
]
