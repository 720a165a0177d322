"""What the counsellor says of how a family was reached."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from school.foundation.ui.forms import BaseForm, EnumSelect
from school.letters.assisted.actions import Assistance
from school.letters.assisted.words import REASON_WORDS
from school.letters.family.words import CONTACT_WAYS, RELATIONSHIP_WORDS
from school.letters.models import AssistedReason, ContactWay, Relationship

LONGEST_NAME = 60
LONGEST_NOTE = 300


class AssistForm(BaseForm):
    """Whom the counsellor spoke to, how, and why the family can do neither."""

    relationship = EnumSelect(
        _l("Whom did you reach?"), enum=Relationship, labels=RELATIONSHIP_WORDS, blank=_l("Please choose")
    )
    name = StringField(_l("Their name, if they gave it"), [Optional(), Length(max=LONGEST_NAME)])
    contact_way = EnumSelect(_l("How?"), enum=ContactWay, labels=CONTACT_WAYS, blank=_l("Please choose"))
    reason = EnumSelect(
        _l("Why can they neither sign on the phone nor return the slip?"),
        enum=AssistedReason,
        labels=REASON_WORDS,
        blank=_l("Please choose"),
    )
    note = TextAreaField(
        _l("In your own words"),
        [Optional(), Length(max=LONGEST_NOTE)],
        description=_l("Needed with “another reason”. It stays with the letter; the log keeps only the choices above."),
    )

    def validate_relationship(self, field: Any) -> None:
        """Somebody was reached."""
        _chosen(field)

    def validate_contact_way(self, field: Any) -> None:
        """Somehow."""
        _chosen(field)

    def validate_reason(self, field: Any) -> None:
        """This way is an exception, and says why."""
        _chosen(field)
        if field.data is AssistedReason.OTHER and not self.note.data:
            raise ValidationError(gettext("Please say in your own words why."))

    @property
    def assistance(self) -> Assistance:
        """What was said, once the form is valid."""
        return Assistance(
            self.relationship.data,
            self.contact_way.data,
            self.reason.data,
            self.name.data or "",
            self.note.data or "",
        )


def _chosen(field: Any) -> None:
    if field.data is None:
        raise ValidationError(gettext("Choose one."))
