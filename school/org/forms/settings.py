"""The school's settings, its calendar, its units and classes."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from school.foundation.db import db
from school.foundation.ui.forms import BaseForm, EnumSelect, RowSelect
from school.org.forms.fields import PictureField
from school.org.models import SchoolClass, Term, Unit, UnitKind
from school.org.rules import (
    UNIT_LABELS,
    CollegeWord,
    CounsellorWord,
)

# As offices print them: 0000-8660120 转 8012、8013. It stands on every page and every letter.
IS_A_NUMBER = Regexp(r"[\d\s+()（）/、,，#转分机–—-]{3,}$", message=_l("This is no phone number."))


class SchoolForm(BaseForm):
    """The first-run page, and the same settings later."""

    name = StringField(_l("Name of the school"), [InputRequired(), Length(max=60)])
    english_name = StringField(_l("English name"), [Optional(), Length(max=120)])
    crest = PictureField(_l("Crest"), [Optional()])
    office_name = StringField(_l("Name of the office"), [InputRequired(), Length(max=40)], default="保卫处")
    office_phone = StringField(_l("Office phone"), [InputRequired(), Length(max=30), IS_A_NUMBER])
    office_hours = StringField(_l("Office hours"), [Optional(), Length(max=60)])
    duty_phone = StringField(_l("Duty phone, day and night"), [Optional(), Length(max=30), IS_A_NUMBER])
    campus_alarm_phone = StringField(_l("Campus alarm"), [Optional(), Length(max=30), IS_A_NUMBER])
    counsellor_label = EnumSelect(
        _l("Who looks after a class is called"),
        enum=CounsellorWord,
        labels={word: word.value for word in CounsellorWord},
    )
    college_label = EnumSelect(
        _l("What classes belong to is called"), enum=CollegeWord, labels={word: word.value for word in CollegeWord}
    )


class PeriodForm(BaseForm):
    """A term or a holiday: a name and two days."""

    name = StringField(_l("Called"), [InputRequired(), Length(max=40)])
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
    name = StringField(_l("Called"), [InputRequired(), Length(max=60)])

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
