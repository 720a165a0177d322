"""What several forms of the organisation share: a phone, a small picture."""

from __future__ import annotations

import io
from typing import Any

from flask_babel import gettext
from flask_wtf.file import FileField
from wtforms import Form
from wtforms.validators import ValidationError

from school.foundation.files import small_picture
from school.org.roster.identifiers import read_phone
from school.org.roster.reasons import Refused

PICTURE_PIXELS = 512
KEEP = "••••"


def phone_number(_form: Form, field: Any) -> None:
    """Exchange a typed number for its digits, or say what is wrong with it, as an imported cell would be told."""
    if not field.data or field.data == KEEP:
        return
    try:
        field.data = read_phone(field.data)
    except Refused as refused:
        raise ValidationError(refused.sentence) from refused


class PictureField(FileField):
    """A small picture, drawn anew: nothing hidden in the upload survives. ``data`` is PNG bytes or None."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the upload as a picture."""
        super().process_formdata(valuelist)
        if not self.data:
            return
        small = small_picture(self.data.stream, PICTURE_PIXELS, "RGBA")
        if small is None:
            self.data = None
            raise ValueError(gettext("This file is not a picture that can be read."))
        out = io.BytesIO()
        small.save(out, "PNG")
        self.data = out.getvalue()
