"""Students and their families."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import DateField, FieldList, Form, FormField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from school.foundation.db import db
from school.foundation.ui.forms import BaseForm, EnumSelect, FilterForm, RowSelect, tidy_line
from school.org.actions.students import Relative
from school.org.forms.fields import KEEP, phone_number
from school.org.models import Gender, Level, Student
from school.org.rules import (
    BELONGING_LABELS,
    GENDER_LABELS,
    LEVEL_LABELS,
    PURPOSE_LABELS,
    Belonging,
    Purpose,
)

FAMILY_ROWS = 4


class StudentForm(BaseForm):
    """What is known of a student besides the family."""

    student_number = StringField(_l("Student number"), [InputRequired(), Length(max=30)])
    name = StringField(_l("Name"), [InputRequired(), Length(max=60)])
    gender = EnumSelect(_l("Gender"), enum=Gender, labels=GENDER_LABELS, blank=_l("not stated"))
    level = EnumSelect(_l("Level"), enum=Level, labels=LEVEL_LABELS)
    phone = StringField(_l("Phone"), [Optional(), phone_number])

    def __init__(self, student: Student | None = None, **kwargs: Any) -> None:
        super().__init__(obj=student, **kwargs)
        self.student = student
        if student and not self.is_submitted():
            self.phone.data = KEEP if student.phone_sealed else ""

    def validate_student_number(self, field: StringField) -> None:
        """The number is nobody else's."""
        other = db.session.scalar(select(Student.id).where(Student.student_number == field.data))
        if other and other != (self.student.id if self.student else None):
            raise ValidationError(gettext("A student of this number is on file already."))

    @property
    def corrections(self) -> dict[str, Any]:
        """What to change; the dots of a masked phone mean that it stays."""
        return self.values | {"phone": None if self.phone.data == KEEP else self.phone.data or ""}


class RelativeForm(Form):
    """One row of the family."""

    name = StringField(_l("Name"), [Length(max=60)], filters=[tidy_line])
    relationship_word = StringField(_l("Relationship"), [Length(max=20)], filters=[tidy_line])
    phone = StringField(_l("Phone"), [Optional(), phone_number], filters=[tidy_line])


class FamilyForm(BaseForm):
    """A student's family; empty rows are nobody."""

    relatives = FieldList(FormField(RelativeForm), min_entries=FAMILY_ROWS, max_entries=FAMILY_ROWS)

    @classmethod
    def of(cls, student: Student) -> FamilyForm:
        """The present family, phones as dots."""
        rows = [
            {"name": row.name, "relationship_word": row.relationship_word, "phone": KEEP if row.phone_sealed else ""}
            for row in student.family[:FAMILY_ROWS]
        ]
        return cls(relatives=rows)

    def kept(self, student: Student) -> list[Relative]:
        """The rows that name somebody or have a number; dots keep the number that stood there."""
        rows = []
        for index, entry in enumerate(self.relatives):
            row = entry.form
            present = student.family[index].phone if index < len(student.family) else None
            phone = present if row.phone.data == KEEP else row.phone.data
            if row.name.data or phone:
                rows.append(Relative(row.name.data or "", row.relationship_word.data or "", phone or ""))
        return rows


class MoveForm(BaseForm):
    """The class a student goes to."""

    school_class = RowSelect(_l("Class"), [InputRequired()])


class LeaveForm(BaseForm):
    """The day a student left."""

    on = DateField(_l("Left on"), [InputRequired()])


class PurposeForm(BaseForm):
    """Why a number is looked at."""

    purpose = EnumSelect(_l("What for?"), enum=Purpose, labels=PURPOSE_LABELS)


class StudentFilter(FilterForm):
    """Which students a list shows."""

    q = StringField(_l("Number, name or phone"))
    college = RowSelect(_l("College"), blank=_l("all"))
    school_class = RowSelect(_l("Class"), blank=_l("all"))
    level = EnumSelect(_l("Level"), enum=Level, labels=LEVEL_LABELS, blank=_l("all"))
    state = EnumSelect(_l("Belongs"), enum=Belonging, labels=BELONGING_LABELS, blank=_l("now"))
