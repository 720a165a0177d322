"""Whether a name can be printed as letters print it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.foundation.press.fonts import TextProblem, load_fonts

REASONS: dict[str, LazyString] = {
    "missing_glyph": _l("no font of the press has this character"),
    "needs_shaping": _l("this script is joined up or stacked, which the press cannot do"),
}


def problem_of(text: str) -> TextProblem | None:
    """Why ``text`` cannot be printed in one of the letter's looks, or None; the first call reads the fonts."""
    fonts = load_fonts()
    for chain in (fonts.serif, fonts.sans, fonts.sans_bold):
        problem = chain.problem(text)
        if problem:
            return problem
    return None
