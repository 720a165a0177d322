"""What is typed about accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from school.accounts.actions import NewAccount
from school.accounts.faults import faults_of
from school.accounts.queries import AccountFilter
from school.accounts.rules import ROLE_OF_POST, STATE_LABELS, AccountState
from school.foundation.access import ROLE_LABELS, Role
from school.foundation.ui.forms import BaseForm, EnumSelect, FilterForm, RowSelect
from school.org.models import PostKind
from school.org.rules import POST_LABELS, posts_given_by

ROLES = {role: label for role, label in ROLE_LABELS.items() if role is not Role.GUARDIAN}


class AccountFilterForm(FilterForm):
    """Which accounts a list shows."""

    q = StringField(_l("Name, username or number"))
    role = EnumSelect(_l("Role"), enum=Role, labels=ROLES, blank=_l("all"))
    college = RowSelect(_l("College or department"), blank=_l("all"))
    state = EnumSelect(_l("State"), enum=AccountState, labels=STATE_LABELS, blank=_l("all"))

    @property
    def wanted(self) -> AccountFilter:
        """The filter, without what was not understood."""
        self.validate()
        known = {name: field.data for name, field in self._fields.items() if field.data and not field.errors}
        return AccountFilter(**known)


class NeverSignedInFilter(FilterForm):
    """Whom of those who have never signed in a list shows."""

    q = StringField(_l("Name or staff number"))
    unit = RowSelect(_l("College or department"), blank=_l("all"))


class NewAccountForm(BaseForm):
    """Somebody who is to sign in: their post, and who they are."""

    kind = EnumSelect(_l("Post"), enum=PostKind, labels=POST_LABELS)
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
        self.kind.labels = {kind: POST_LABELS[kind] for kind in posts_given_by(giver) if kind in ROLE_OF_POST}

    @property
    def new_account(self) -> NewAccount:
        """What was typed, for the action."""
        return NewAccount(
            username=self.username.data or "",
            kind=self.kind.data,
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
