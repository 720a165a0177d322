"""What is typed about accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from school.accounts.actions import NewAccount
from school.accounts.faults import faults_of
from school.accounts.queries import AccountFilter
from school.accounts.rules import ROLE_OF_POST, STATE_LABELS
from school.foundation.access import ROLE_LABELS, Role
from school.foundation.ui.forms import BaseForm, FilterForm, RowSelect
from school.org.models import PostKind
from school.org.rules import POST_LABELS, posts_given_by

STUDENT = Role.STUDENT.value


class AccountFilterForm(FilterForm):
    """Which accounts a list shows."""

    q = StringField(_l("Name, username or number"))
    role = SelectField(
        _l("Role"),
        choices=[
            ("", _l("all")),
            *((kind.value, POST_LABELS[kind]) for kind in ROLE_OF_POST),
            (STUDENT, ROLE_LABELS[Role.STUDENT]),
        ],
    )
    college = RowSelect(_l("College or department"), blank=_l("all"))
    state = SelectField(
        _l("State"), choices=[("", _l("all")), *((s.value, label) for s, label in STATE_LABELS.items())]
    )

    @property
    def wanted(self) -> AccountFilter:
        """The filter, without what was not understood."""
        self.validate()
        known = {name: field.data for name, field in self._fields.items() if field.data and not field.errors}
        return AccountFilter(**known)


class NewAccountForm(BaseForm):
    """Somebody who is to sign in: their post, and who they are."""

    kind = SelectField(_l("Post"), [InputRequired()])
    name = StringField(_l("Name"), [Optional(), Length(max=60)])
    staff_number = StringField(
        _l("Staff number"),
        [Optional(), Length(max=30)],
        description=_l("Of somebody on file, their name is not needed."),
    )
    student_number = StringField(
        _l("Student number"), [Optional(), Length(max=30)], description=_l("For monitors and class officers.")
    )
    college = RowSelect(_l("College or department"), blank=_l("the security office, or that of the class"))
    school_class = RowSelect(_l("Class"), blank=_l("no single class"))
    username = StringField(_l("Username"), [InputRequired(), Length(max=60)])

    def __init__(self, giver: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        given = [kind for kind in posts_given_by(giver) if kind in ROLE_OF_POST]
        self.kind.choices = [(kind.value, POST_LABELS[kind]) for kind in given]

    @property
    def new_account(self) -> NewAccount:
        """What was typed, for the action."""
        return NewAccount(
            username=self.username.data or "",
            kind=PostKind(self.kind.data),
            name=self.name.data or "",
            staff_number=self.staff_number.data or "",
            student_number=self.student_number.data or "",
            unit=self.college.data,
            school_class=self.school_class.data,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask the database, too, once the typing is right."""
        if not super().validate(extra_validators):
            return False
        for name, text in faults_of(self.new_account).items():
            self[name].errors = [text]
        return not self.errors
