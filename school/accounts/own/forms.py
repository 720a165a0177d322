"""Changing one's own password."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, ValidationError
from wtforms.validators import InputRequired, Length

from school.accounts.models import Account
from school.accounts.rules import LONGEST_PASSWORD, PASSWORD_FAULTS, password_fault
from school.foundation.ui.forms import BaseForm


class PasswordForm(BaseForm):
    """The present password where there is one, and the new one twice."""

    current = PasswordField(_l("Present password"), [InputRequired(), Length(max=LONGEST_PASSWORD)])
    new = PasswordField(
        _l("New password"),
        [InputRequired(), Length(max=LONGEST_PASSWORD)],
        description=_l(
            "At least 8 characters. Three or four words that do not belong together are easy to keep and hard to guess."
        ),
    )
    again = PasswordField(_l("New password once more"), [InputRequired(), Length(max=LONGEST_PASSWORD)])

    def __init__(self, account: Account, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.account = account
        if account.password_hash is None:
            del self.current

    @property
    def former(self) -> str:
        """The present password as it was typed; empty where there is none yet."""
        return (self.current.data or "") if "current" in self else ""

    def validate_new(self, field: PasswordField) -> None:
        """Refuse what others would guess."""
        if fault := password_fault(field.data or "", self.account.username, self.former):
            raise ValidationError(PASSWORD_FAULTS[fault])

    def validate_again(self, field: PasswordField) -> None:
        """Both must be the same."""
        if field.data != self.new.data:
            raise ValidationError(gettext("The two do not agree. Type the new password twice."))

    def refuse_current(self, wait: int) -> None:
        """Say that the present password was not right, or how long to wait before the next try."""
        wrong = gettext("This is not your present password.")
        waiting = gettext(
            "Too many wrong tries from here. Please wait %(seconds)s seconds and try again.", seconds=wait
        )
        self.current.errors = [waiting if wait else wrong]
