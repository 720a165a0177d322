"""How letters spell a name."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length, ValidationError

from school.foundation.ui.forms import BaseForm
from school.letters.spelling.rules import problem_of


class SpellingForm(BaseForm):
    """Another spelling of a name, for paper only; empty stands for the name itself."""

    name_on_paper = StringField(_l("Name on paper"), [Length(max=60)])

    def validate_name_on_paper(self, field: Any) -> None:
        """What is saved can be printed."""
        problem = problem_of(field.data or "")
        if problem:
            marks = " ".join(
                f"{each} {point}" for each, point in zip(problem.characters, problem.code_points, strict=True)
            )
            raise ValidationError(gettext("This cannot be printed either: %(characters)s", characters=marks))

    def spelling_of(self, name: str) -> str:
        """What to save for ``name``: nothing where it is typed as it is."""
        typed = self.name_on_paper.data or ""
        return "" if typed == name else typed
