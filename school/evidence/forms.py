"""Which parts, for whom, masked or not."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from school.evidence.labels import RECIPIENTS
from school.evidence.parts import parts
from school.evidence.rules import Recipient
from school.foundation.ui.forms import BaseForm, EnumSelect


class PackForm(BaseForm):
    """What goes into the pack."""

    parts = SelectMultipleField(
        _l("What goes in"),
        [DataRequired()],
        choices=lambda: [(part.key, str(part.label)) for part in parts()],
        default=lambda: [part.key for part in parts()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    recipient = EnumSelect(_l("Made for"), enum=Recipient, labels=RECIPIENTS)
    masked = BooleanField(
        _l("Mask names"),
        default=True,
        description=_l(
            "李** instead of the name, in files and in their names. Pictures of slips show names and are left out."
        ),
    )
