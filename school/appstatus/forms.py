"""What is answered on the class grid, by class posts, and by students for themselves."""

from __future__ import annotations

from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import false
from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of 3.2
from wtforms.validators import InputRequired, NumberRange, ValidationError

from school.appstatus import states
from school.appstatus.models import Answer, Source, UnableReason
from school.appstatus.queries import Figure, Narrowing
from school.appstatus.rules import Given, Marks
from school.foundation.access import Scope, visible
from school.foundation.db import LARGEST_ID
from school.foundation.ui.forms import BaseForm, FilterForm, RowMultiSelect, RowSelect
from school.org.models import SchoolClass, Student, Unit, UnitKind

# Marks as three digits, in the order of ``Marks``. Nothing without the first.
MARK_CODES = {"111": _l("All three"), "110": _l("Up to real name"), "101": _l("Installed, alerts on")}
MARK_CODES |= {"100": _l("Only installed"), "000": _l("None of the three yet")}
MARK_CHOICES = [SelectChoice(code, label) for code, label in MARK_CODES.items()]
REASON_CHOICES = [SelectChoice("", _l("Choose a reason"))]
REASON_CHOICES += [SelectChoice(reason.value, label) for reason, label in states.REASONS.items()]


def marks_of(code: str) -> Marks:
    """``"110"`` as marks."""
    return Marks(*(digit == "1" for digit in code))


class MarksForm(BaseForm):
    """Marks told by students of one class: all that a class post can pass on."""

    students = RowMultiSelect(_l("Students"))
    choice = SelectField(_l("Answer"), choices=MARK_CHOICES)

    def of_class(self, school_class: SchoolClass) -> Self:
        """Only current students of this class can be named."""
        current = visible(Student, Scope(classes=frozenset({school_class.id})))
        self.students.rows(current.where(Student.current()), label=lambda student: str(student.name))
        return self

    def validate_students(self, field: RowMultiSelect) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose at least one student."))

    def given(self) -> Given:
        """The answer, as told."""
        return Given(Answer.MARKS, marks_of(self.choice.data), source=Source.SAID)


class AnswerForm(MarksForm):
    """Everything a counsellor can note for any number of students of a class."""

    choice = SelectField(
        _l("Answer"),
        choices=[
            *MARK_CHOICES,
            *(SelectChoice(each.value, states.ANSWERS[each].label) for each in Answer if each is not Answer.MARKS),
        ],
    )
    reason = SelectField(_l("Reason"), choices=REASON_CHOICES, default="")
    source = SelectField(
        _l("How it is known"),
        choices=[SelectChoice(source.value, label) for source, label in states.SOURCES.items()],
        default=Source.SAID.value,
    )

    def validate_reason(self, field: SelectField) -> None:
        if self.choice.data == Answer.UNABLE and not field.data:
            raise ValidationError(gettext("Say why it cannot be installed."))

    def given(self) -> Given:
        """The answer with its source; a reason only where it belongs."""
        if self.choice.data in MARK_CODES:
            return Given(Answer.MARKS, marks_of(self.choice.data), source=Source(self.source.data))
        answer = Answer(self.choice.data)
        if answer is Answer.NOT_ASKED:
            return Given()
        reason = UnableReason(self.reason.data) if answer is Answer.UNABLE else None
        return Given(answer, reason=reason, source=Source(self.source.data))


class UndoForm(BaseForm):
    """Which of one's own steps to take back."""

    event = IntegerField(validators=[InputRequired(), NumberRange(min=1, max=LARGEST_ID)])

    @property
    def event_id(self) -> int:
        """The step's event."""
        return int(self.event.data or 0)


class RemindForm(MarksForm):
    """Whom to remind privately."""

    choice = None  # type: ignore[assignment]  # WTForms takes a field of the parent away so


class OwnForm(BaseForm):
    """A student's own answer: four equal ways, none of them asked for reasons."""

    answer = RadioField(
        _l("How is it on your phone?"),
        choices=[
            SelectChoice("installed", _l("It is installed")),
            SelectChoice("later", _l("Not installed; I may still do it")),
            SelectChoice("declined", _l("I do not want to install it")),
            SelectChoice("unable", _l("It cannot be installed on my phone")),
        ],
    )
    real_name = BooleanField(_l("I am registered with my real name"))
    alerts = BooleanField(_l("Call alerts are on"))
    reason = SelectField(_l("If it cannot be installed: why?"), choices=REASON_CHOICES, default="")

    def validate_reason(self, field: SelectField) -> None:
        if self.answer.data == "unable" and not field.data:
            raise ValidationError(gettext("Choose what fits best. Nothing depends on it."))

    def given(self) -> Given:
        """The answer, as said by the student."""
        if self.answer.data == "declined":
            return Given(Answer.DECLINED, source=Source.SAID)
        if self.answer.data == "unable":
            return Given(Answer.UNABLE, reason=UnableReason(self.reason.data), source=Source.SAID)
        installed = self.answer.data == "installed"
        marks = Marks(installed, installed and self.real_name.data, installed and self.alerts.data)
        return Given(Answer.MARKS, marks, source=Source.SAID)


class FigureFilter(FilterForm):
    """Which number's rows, and where: ``?figure=installed&college=7&school_class=3``."""

    figure = SelectField(
        _l("Which number"),
        choices=[SelectChoice(figure.value, label) for figure, label in states.FIGURES.items()],
        default=Figure.STUDENTS.value,
    )
    college = RowSelect(_l("College"), blank=_l("All colleges"))
    school_class = RowSelect(_l("Class"), blank=_l("All classes"))

    def within(self, scope: Scope) -> Self:
        """Offer the colleges and classes of ``scope``; on the whole campus, the classes of one college."""
        colleges = visible(Unit, scope).where(Unit.kind == UnitKind.COLLEGE)
        self.college.rows(colleges.order_by(Unit.position), label=_name)
        classes = visible(SchoolClass, scope).order_by(SchoolClass.name)
        if self.college.chosen:
            classes = classes.where(SchoolClass.college_id == _number(self.college.chosen[0]))
        elif scope.campus:
            chosen = self.school_class.chosen
            classes = classes.where(SchoolClass.id == _number(chosen[0]) if chosen else false())
        self.school_class.rows(classes, label=_name)
        return self

    def asked(self) -> tuple[Figure, Narrowing]:
        """The figure and the place; what is not understood is left out rather than refused."""
        self.validate()
        figure = self.figure.data if self.figure.data in set(Figure) else Figure.STUDENTS
        college, school_class = self.college.data, self.school_class.data
        return Figure(figure), Narrowing(college.id if college else None, school_class.id if school_class else None)


def _name(row: Any) -> str:
    return str(row.name)


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < len(str(LARGEST_ID)) else 0
