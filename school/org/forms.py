"""What is typed about the organisation."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from PIL import Image, UnidentifiedImageError
from sqlalchemy import select
from wtforms import DateField, FieldList, Form, FormField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from school.foundation.access import Role
from school.foundation.db import db
from school.foundation.ui.forms import BaseForm, EnumSelect, FilterForm, RowSelect, tidy
from school.org.actions.students import Relative
from school.org.models import Gender, Level, PostKind, SchoolClass, StaffMember, Student, Term, Unit, UnitKind
from school.org.phone_rules import PhoneProblem, read_phone
from school.org.rules import (
    CLASS_POSTS,
    GENDER_LABELS,
    LEVEL_LABELS,
    POST_LABELS,
    PURPOSE_LABELS,
    UNIT_LABELS,
    Purpose,
    posts_given_by,
)

PICTURE_PIXELS = 512
FAMILY_ROWS = 4
KEEP = "••••"


def phone_number(_form: Form, field: Any) -> None:
    """Exchange a typed number for its digits, or say what is wrong with it."""
    if not field.data or field.data == KEEP:
        return
    try:
        field.data = read_phone(field.data)
    except PhoneProblem as problem:
        raise ValidationError(str(problem)) from problem


class PictureField(FileField):
    """A small picture, drawn anew: nothing hidden in the upload survives. ``data`` is PNG bytes or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the upload as a picture."""
        super().process_formdata(valuelist)
        if not self.data:
            return
        try:
            with Image.open(self.data.stream) as picture:
                small = picture.convert("RGBA")
                small.thumbnail((PICTURE_PIXELS, PICTURE_PIXELS))
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
            self.data = None
            raise ValueError(gettext("This file is not a picture that can be read.")) from error
        out = io.BytesIO()
        small.save(out, "PNG")
        self.data = out.getvalue()


class SchoolForm(BaseForm):
    """The first-run page, and the same settings later."""

    name = StringField(_l("Name of the school"), [InputRequired(), Length(max=60)])
    english_name = StringField(_l("English name"), [Optional(), Length(max=120)])
    crest = PictureField(_l("Crest"), [Optional()])
    office_name = StringField(_l("Name of the office"), [InputRequired(), Length(max=40)], default="保卫处")
    office_phone = StringField(_l("Office phone"), [InputRequired(), Length(max=30)])
    office_hours = StringField(_l("Office hours"), [Optional(), Length(max=60)])
    duty_phone = StringField(_l("Duty phone, day and night"), [Optional(), Length(max=30)])
    campus_alarm_phone = StringField(_l("Campus alarm"), [Optional(), Length(max=30)])
    counsellor_label = SelectField(_l("Who looks after a class is called"), choices=["辅导员", "班主任"])
    college_label = SelectField(
        _l("What classes belong to is called"),
        choices=["学院", "系", "年级", "学部"],
    )


class PeriodForm(BaseForm):
    """A term or a holiday: a name and two days."""

    name = StringField(_l("Name"), [InputRequired(), Length(max=40)])
    starts_on = DateField(_l("First day"), [InputRequired()])
    ends_on = DateField(_l("Last day"), [InputRequired()])

    def validate_ends_on(self, field: DateField) -> None:
        """The end does not lie before the beginning."""
        if self.starts_on.data and field.data and field.data < self.starts_on.data:
            raise ValidationError(gettext("The last day lies before the first."))


class TermForm(PeriodForm):
    """A term; its name is its own."""

    def __init__(self, term: Term | None = None, **kwargs: Any) -> None:
        super().__init__(obj=term, **kwargs)
        self.term = term

    def validate_name(self, field: StringField) -> None:
        """No other term has this name."""
        other = db.session.scalar(select(Term.id).where(Term.name == field.data))
        if other and other != (self.term.id if self.term else None):
            raise ValidationError(gettext("There is a term of this name already."))


class UnitForm(BaseForm):
    """A college or department."""

    kind = EnumSelect(_l("Kind"), enum=UnitKind, labels=UNIT_LABELS)
    name = StringField(_l("Name"), [InputRequired(), Length(max=60)])

    def __init__(self, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(obj=unit, **kwargs)
        self.unit = unit

    def validate_name(self, field: StringField) -> None:
        """No other unit has this name."""
        other = db.session.scalar(select(Unit.id).where(Unit.name == field.data))
        if other and other != (self.unit.id if self.unit else None):
            raise ValidationError(gettext("There is a unit of this name already."))


class ClassForm(BaseForm):
    """A class of a college."""

    college = RowSelect(_l("College"), [InputRequired()])
    name = StringField(_l("Name of the class"), [InputRequired(), Length(max=60)])
    grade = IntegerField(_l("Year the students came"), [Optional(), NumberRange(1950, 2100)])

    def __init__(self, school_class: SchoolClass | None = None, **kwargs: Any) -> None:
        super().__init__(obj=school_class, **kwargs)
        self.school_class = school_class

    def validate_name(self, field: StringField) -> None:
        """No other class of this college has this name."""
        if self.college.data is None:
            return
        same = select(SchoolClass.id).where(
            SchoolClass.college_id == self.college.data.id, SchoolClass.name == field.data
        )
        other = db.session.scalar(same)
        if other and other != (self.school_class.id if self.school_class else None):
            raise ValidationError(gettext("This college has a class of this name already."))


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

    name = StringField(_l("Name"), [Length(max=60)], filters=[tidy])
    relationship_word = StringField(_l("Relationship"), [Length(max=20)], filters=[tidy])
    phone = StringField(_l("Phone"), [Optional(), phone_number], filters=[tidy])


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


class StudentFilter(FilterForm):
    """Which students a list shows."""

    q = StringField(_l("Number, name or phone"))
    college = RowSelect(_l("College"), blank=_l("all"))
    school_class = RowSelect(_l("Class"), blank=_l("all"))
    level = EnumSelect(_l("Level"), enum=Level, labels=LEVEL_LABELS, blank=_l("all"))
    state = SelectField(_l("Belongs"), choices=[SelectChoice("", _l("now")), SelectChoice("left", _l("left"))])


class StaffFilter(FilterForm):
    """Which staff a list shows."""

    q = StringField(_l("Name or number"))
    unit = RowSelect(_l("Unit"), blank=_l("all"))


class DirectoryFilter(FilterForm):
    """Whose contacts are wanted."""

    kind = EnumSelect(_l("Post"), enum=PostKind, labels=POST_LABELS, blank=_l("all"))
    college = RowSelect(_l("College"), blank=_l("all"))
