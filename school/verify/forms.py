"""What somebody types who holds a paper in the hand."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from school.foundation.ui.forms import BaseForm

LONGEST_TYPED = 20


class NumberForm(BaseForm):
    """The number as it stands on the paper."""

    number = StringField(
        _l("The number on the paper"),
        [
            InputRequired(_l("Please type the number.")),
            Length(max=LONGEST_TYPED, message=_l("A number has 8 letters and digits, in two groups of four.")),
        ],
    )
