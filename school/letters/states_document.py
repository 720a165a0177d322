"""docs/letter-states.md, written from the table so that it cannot say anything else."""

from __future__ import annotations

from school.foundation.access import POLICY, ROLE_LABELS
from school.letters.labels import STATES
from school.letters.queries.figures import FIGURES
from school.letters.rules import TRANSITIONS, Transition

HEAD = """\
# Where a letter is, and who moves it

Written by `flask letters states > docs/letter-states.md` from `school/letters/rules/states.py`; do not edit.

    issued → handed out → back (paper), signed (phone) or assisted → checked → archived
    declined, exempt; "replaced" is no state: an older, voided copy whose number stays known

| verb | from | to | who | note |
| --- | --- | --- | --- | --- |
"""
FIGURES_HEAD = """
## What each figure counts

Students who belong now, in the class they are in now. Every figure opens exactly these letters.

| figure | words | counts |
| --- | --- | --- |
"""


def states_document() -> str:
    """The Markdown text; labels are the English ones."""
    rows = "".join(map(_row, TRANSITIONS.values()))
    figures = "".join(
        f"| `{name}` | {_english(figure.label)} | {_english(figure.definition)} |\n" for name, figure in FIGURES.items()
    )
    return HEAD + rows + FIGURES_HEAD + figures


def _row(row: Transition) -> str:
    sources = ", ".join(_english(label) for state, label in STATES.items() if state in row.sources)
    aim = _english(STATES[row.target]) if row.target else "where it was before"
    roles = POLICY[row.permission]
    who = ", ".join(f"{_english(ROLE_LABELS[role])} ({reach.value})" for role, reach in roles.items())
    return f"| `{row.verb.value}` | {sources} | {aim} | {who} | {row.note} |\n"


def _english(label: object) -> str:
    from flask_babel import force_locale

    with force_locale("en"):
        return str(label)
