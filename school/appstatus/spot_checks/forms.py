"""Where to draw how many, and what one student showed."""

from __future__ import annotations

from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import false
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of 3.2
from wtforms.validators import InputRequired, NumberRange, ValidationError

from school.appstatus import states
from school.appstatus.models import SpotCheckResult
from school.foundation.access import Scope, visible
from school.foundation.ui.forms import BaseForm, RowSelect
from school.org.models import SchoolClass, Unit, UnitKind

LARGEST = 300


class DrawForm(BaseForm):
    """One college or one class, and a size."""

    college = RowSelect(_l("A whole college"), blank=_l("No, one class"))
    school_class = RowSelect(_l("Or one class"), blank=_l("No, a whole college"))
    size = IntegerField(
        _l("How many students to draw"),
        validators=[InputRequired(_l("Write a number.")), NumberRange(1, LARGEST, _l("From 1 to 300."))],
    )

    def within(self, scope: Scope) -> Self:
        """Whole colleges only for those who reach one."""
        colleges = visible(Unit, scope).where(Unit.kind == UnitKind.COLLEGE, Unit.closed_on.is_(None))
        if not scope.campus:
            colleges = colleges.where(Unit.id.in_(scope.colleges) if scope.colleges else false())
        self.college.rows(colleges.order_by(Unit.position), label=_name)
        classes = visible(SchoolClass, scope).where(SchoolClass.closed_on.is_(None))
        self.school_class.rows(classes.order_by(SchoolClass.college_id, SchoolClass.name), label=_name)
        return self

    def validate_school_class(self, field: RowSelect) -> None:
        if bool(field.data) == bool(self.college.data):
            raise ValidationError(gettext("Choose either a college or a class."))

    @property
    def place(self) -> Unit | SchoolClass:
        """What was chosen."""
        chosen: Unit | SchoolClass = self.college.data or self.school_class.data
        return chosen

    @property
    def number(self) -> int:
        """How many to draw."""
        return int(self.size.data or 0)


class ResultForm(BaseForm):
    """What one sampled student showed."""

    result = SelectField(
        _l("What was seen"),
        choices=[
            SelectChoice(result.value, state.label)
            for result, state in states.RESULTS.items()
            if result is not SpotCheckResult.OPEN
        ],
    )

    @property
    def chosen(self) -> SpotCheckResult:
        """The result that was pressed."""
        return SpotCheckResult(self.result.data)


def _name(row: Any) -> str:
    return str(row.name)
