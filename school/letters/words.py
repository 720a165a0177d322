"""Letters' words in templates: ``verb_words(verb)``, ``aside("claim")``, ``number|printed_number``."""

from __future__ import annotations

from flask import Flask

from school.foundation.ui.states import State
from school.letters import labels
from school.letters.models import Letter
from school.links.rules import printed_number

ASIDES = {
    "question": labels.QUESTION,
    "locked": labels.LOCKED,
    "claim": labels.CLAIM,
    "replaced": labels.REPLACED,
    "came_late": labels.CAME_LATE,
}


def paper_state(letter: Letter) -> State:
    """What a monitor may know: where the paper is. Why nothing is to be done is not theirs to know."""
    return labels.STATES[letter.state] if letter.shows_on_paper else labels.NOTHING_TO_DO


def offer(app: Flask) -> None:
    """Make them known to templates, whichever page includes a part of ours."""
    functions = {
        "aside": ASIDES.__getitem__,
        "exempt_words": labels.EXEMPT_REASONS.__getitem__,
        "fault_words": labels.FAULTS.__getitem__,
        "paper_state": paper_state,
        "placeholders": labels.PLACEHOLDER_TEXTS.items,
        "policy_words": labels.POLICIES.__getitem__,
        "route_words": labels.ROUTES.__getitem__,
        "verb_words": labels.VERBS.__getitem__,
    }
    app.jinja_env.globals.update(functions)
    app.jinja_env.filters["printed_number"] = printed_number
