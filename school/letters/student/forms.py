"""What a student says of the letter."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of 3.2
from wtforms.validators import AnyOf, InputRequired

from school.foundation.ui.forms import BaseForm
from school.letters.labels import CONFIRMATIONS
from school.letters.models import Confirmation
from school.letters.student.photos import clean_photo


class ConfirmForm(BaseForm):
    """One of three answers, and a photo if they like."""

    confirmation = RadioField(
        _l("How far is it?"),
        [InputRequired(_l("Please choose one.")), AnyOf([each.value for each in Confirmation])],
        choices=[SelectChoice(each.value, word) for each, word in CONFIRMATIONS.items()],
        validate_choice=False,
    )
    photo = FileField(_l("Photo of the slip (may stay empty)"))
    clean: bytes | None = None

    def validate_photo(self, field: FileField) -> None:
        """A picture that can be read, or nothing."""
        if not field.data:
            return
        self.clean = clean_photo(field.data.stream)
        if self.clean is None:
            raise ValidationError(_l("This is not a photo we can read. JPEG, PNG or WebP up to 15 MB, or none at all."))
