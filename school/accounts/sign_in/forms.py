"""What somebody types to sign in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from school.foundation.ui.forms import BaseForm


class SignInForm(BaseForm):
    """Username and password; students type their student number and their code."""

    username = StringField(_l("Username or student number"), [InputRequired(), Length(max=60)])
    password = PasswordField(_l("Password or one-time code"), [InputRequired(), Length(max=200)])
    own_phone = BooleanField(_l("This is my own phone: keep me signed in for 30 days (students)"))
    next = HiddenField()
