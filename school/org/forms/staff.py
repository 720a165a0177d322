"""Staff and posts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from school.foundation.access import Role
from school.foundation.db import db
from school.foundation.ui.forms import BaseForm, EnumSelect, FilterForm, RowSelect
from school.org.forms.fields import KEEP, phone_number
from school.org.models import Gender, PostKind, StaffMember
from school.org.rules import (
    CLASS_POSTS,
    GENDER_LABELS,
    POST_LABELS,
    posts_given_by,
)


class StaffForm(BaseForm):
    """All that is kept of a member of staff."""

    unit = RowSelect(_l("Unit"), [InputRequired()])
    name = StringField(_l("Name"), [InputRequired(), Length(max=60)])
    staff_number = StringField(_l("Staff number"), [Optional(), Length(max=30)])
    gender = EnumSelect(_l("Gender"), enum=Gender, labels=GENDER_LABELS, blank=_l("not stated"))
    phone = StringField(_l("Phone"), [Optional(), phone_number])
    wechat_id = StringField(_l("WeChat id"), [Optional(), Length(max=60)])
    group_name = StringField(_l("Group or section"), [Optional(), Length(max=60)])

    def __init__(self, member: StaffMember | None = None, **kwargs: Any) -> None:
        super().__init__(obj=member, **kwargs)
        self.member = member
        if member and not self.is_submitted():
            self.phone.data = KEEP if member.phone_sealed else ""

    @property
    def corrections(self) -> dict[str, Any]:
        """What to change; the dots of a masked phone mean that it stays."""
        return self.values | {"phone": None if self.phone.data == KEEP else self.phone.data or ""}

    def validate_staff_number(self, field: StringField) -> None:
        """No colleague has this number."""
        other = db.session.scalar(select(StaffMember.id).where(StaffMember.staff_number == field.data))
        if field.data and other and other != (self.member.id if self.member else None):
            raise ValidationError(gettext("A colleague of this number is on file already."))


class PostForm(BaseForm):
    """A post for somebody; which place it needs depends on the post."""

    kind = EnumSelect(_l("Post"), enum=PostKind, labels=POST_LABELS)
    title = StringField(_l("Title, if it has another name"), [Optional(), Length(max=60)])
    college = RowSelect(_l("College"), [Optional()], blank=_l("the whole school"))
    school_class = RowSelect(_l("Class"), [Optional()], blank=_l("no single class"))
    from_on = DateField(_l("From"), [Optional()])

    def __init__(self, giver: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.labels = {kind: POST_LABELS[kind] for kind in posts_given_by(giver)}

    def validate_kind(self, field: EnumSelect) -> None:
        """Nobody hands on more than belongs to their own place."""
        if field.data not in field.labels:
            raise ValidationError(gettext("You cannot give this post."))

    def validate_school_class(self, field: RowSelect) -> None:
        """A class post names its class."""
        if self.kind.data in CLASS_POSTS and field.data is None:
            raise ValidationError(gettext("This post belongs to a class: choose which."))

    def validate_college(self, field: RowSelect) -> None:
        """A college post names its college."""
        if self.kind.data is PostKind.COLLEGE_CONTACT and field.data is None:
            raise ValidationError(gettext("This post belongs to a college: choose which."))


class ClassPostForm(BaseForm):
    """A student for a post of their class."""

    student = RowSelect(_l("Student"), [InputRequired()])
    kind = EnumSelect(
        _l("Post"),
        enum=PostKind,
        labels={kind: POST_LABELS[kind] for kind in (PostKind.MONITOR, PostKind.CLASS_OFFICER)},
    )


class StaffFilter(FilterForm):
    """Which staff a list shows."""

    q = StringField(_l("Name or number"))
    unit = RowSelect(_l("Unit"), blank=_l("all"))


class DirectoryFilter(FilterForm):
    """Whose contacts are wanted."""

    kind = EnumSelect(_l("Post"), enum=PostKind, labels=POST_LABELS, blank=_l("all"))
    college = RowSelect(_l("College"), blank=_l("all"))
