"""What a family types at the door."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from school.foundation.ui.forms import BaseForm
from school.links.rules import digits_typed

DIGITS = 4


class DoorForm(BaseForm):
    """Four digits; anything else is a slip of the finger and costs no try."""

    last_four = StringField(_l("Four digits"))

    def validate_last_four(self, field: StringField) -> None:
        """Exactly four digits."""
        if len(digits_typed(field.data or "")) != DIGITS:
            raise ValidationError(_l("Please type 4 digits, nothing else."))
