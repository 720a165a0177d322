"""Verbs that change letters; each records one event."""

from school.letters.actions.issuing import Issued, issue_letters, wording_sha256
from school.letters.actions.moves import Moved, lock_letters, move_letters, step, undo

__all__ = ["Issued", "Moved", "issue_letters", "lock_letters", "move_letters", "step", "undo", "wording_sha256"]
