"""What is typed about letters."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from school.foundation.access import Scope
from school.foundation.clock import today
from school.foundation.ui.forms import BaseForm, EnumSelect, FilterForm, RowMultiSelect, RowSelect
from school.letters.actions import MailingPlan
from school.letters.labels import EXEMPT_REASONS, FILES, LANGUAGES, POLICIES, ROUTES, STATES
from school.letters.models import ExemptReason, LetterState, Mailing, ReceiptPolicy, Route, Wording
from school.letters.printing import FileFor
from school.letters.queries.figures import LISTED
from school.letters.queries.mailings import name_is_taken
from school.letters.rules import PLACEHOLDERS, Fault, Finding, Language, WordingText, wording_findings
from school.org.models import Level
from school.org.queries import units
from school.org.rules import LEVEL_LABELS

Choices = list[tuple[str, str]]


class WordingForm(BaseForm):
    """The text of a letter. Faults are pointed out; only an unknown placeholder stops the saving."""

    title = StringField(_l("Title"), [InputRequired(_l("A letter needs a title.")), Length(max=60)])
    salutation = StringField(_l("Salutation"), [InputRequired(_l("How is the family addressed?")), Length(max=80)])
    body = TextAreaField(_l("Text"), [InputRequired(_l("The letter has no text yet.")), Length(max=4000)])
    signed_by = StringField(_l("Signature line"), [InputRequired(_l("Who signs the letter?")), Length(max=80)])
    language = EnumSelect(
        _l("Words around the text and on the slip"), enum=Language, labels=LANGUAGES, default=Language.CHINESE
    )
    newest: Wording | None = None
    placeholders: ClassVar[Collection[str]] = PLACEHOLDERS

    @property
    def findings(self) -> list[Finding]:
        """What to look at again in the text as it stands."""
        return wording_findings(self.text.whole, self.placeholders)

    @property
    def text(self) -> WordingText:
        """What was typed, as a wording."""
        title, salutation, body, signed_by = (
            field.data or "" for field in (self.title, self.salutation, self.body, self.signed_by)
        )
        return WordingText(title, salutation, body, signed_by, self.language.data or Language.CHINESE)

    def validate_body(self, _field: Any) -> None:
        """Stop what the press would stop."""
        unknown = [found.quote for found in self.findings if found.fault is Fault.PLACEHOLDER]
        if unknown:
            raise ValidationError(gettext("Unknown placeholder: %(names)s", names=" ".join(unknown)))
        if self.newest is not None and self.newest.sha256 == self.text.sha256:
            raise ValidationError(gettext("This is word for word version %(number)s.", number=self.newest.version))


class _PlanFields(BaseForm):
    """Name, due day, way and audience of a mailing."""

    name = StringField(_l("Name of the mailing"), [InputRequired(_l("A mailing needs a name.")), Length(max=80)])
    due_on = DateField(_l("Due on"), [InputRequired(_l("By when should receipts be back?"))])
    route = EnumSelect(_l("Way to the family"), enum=Route, labels=ROUTES)
    policy = EnumSelect(_l("A receipt is complete when signed by"), enum=ReceiptPolicy, labels=POLICIES)
    colleges = RowMultiSelect(_l("Only these colleges"))
    grades = SelectMultipleField(
        _l("Only these grades"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    levels = SelectMultipleField(
        _l("Only these levels"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    freshmen = BooleanField(_l("Freshmen only"))
    mailing: Mailing | None = None

    def prepare(self, scope: Scope, grades: Iterable[int], mailing: Mailing | None = None) -> None:
        """Say what may be chosen."""
        self.mailing = mailing
        self.colleges.rows(units.colleges(scope), label=lambda unit: str(unit.name))
        self.grades.choices = [(grade, str(grade)) for grade in grades]
        self.levels.choices = [(level.value, str(LEVEL_LABELS[level])) for level in Level]

    def validate_name(self, field: Any) -> None:
        """One name, one mailing: the command line finds it by this."""
        if name_is_taken(field.data, self.mailing):
            raise ValidationError(gettext("There is already a mailing with this name."))

    @property
    def plan(self) -> MailingPlan:
        """What was typed."""
        audience: dict[str, Any] = {
            "colleges": [unit.id for unit in self.colleges.data],
            "grades": self.grades.data,
            "levels": self.levels.data,
            "freshmen": self.freshmen.data,
        }
        named = {name: value for name, value in audience.items() if value}
        return MailingPlan(self.name.data or "", self.due_on.data or today(), self.route.data, self.policy.data, named)


class MailingForm(_PlanFields):
    """A mailing that exists: what may change. The due date may have passed already."""


class NewMailingForm(_PlanFields, WordingForm):
    """A mailing with its first text."""

    def validate_due_on(self, field: Any) -> None:
        """A new mailing is due later."""
        if field.data < today():
            raise ValidationError(gettext("This day has passed."))


def _figures() -> Choices:
    return [("", gettext("Everything")), *((name, str(figure.label)) for name, figure in LISTED.items())]


class LetterFilter(FilterForm):
    """The filter of the list of letters; ``figure`` comes with links from figures."""

    q = StringField(_l("Name, student number or letter number"))
    mailing = RowSelect(_l("Mailing"), blank=_l("All open mailings"))
    college = RowSelect(_l("College"), blank=_l("All colleges"))
    school_class = RowSelect(_l("Class"), blank=_l("All classes"), name="class")
    state = EnumSelect(_l("State"), enum=LetterState, labels=STATES, blank=_l("All states"))
    figure = SelectField(_l("Counted as"), choices=_figures, default="")

    @property
    def values(self) -> dict[str, Any]:
        """The filter as queries take it."""
        return {name: field.data for name, field in self._fields.items() if name != "mailing"}


class PlacesForm(BaseForm):
    """Some colleges or classes; none means all within reach."""

    colleges = RowMultiSelect(_l("Only these colleges"))
    classes = RowMultiSelect(_l("Only these classes"))

    def prepare(self, scope: Scope) -> None:
        """Say what may be chosen."""
        self.colleges.rows(units.colleges(scope), label=lambda unit: str(unit.name))
        self.classes.rows(units.classes(scope), label=lambda row: f"{row.college.name} {row.name}")


class PrintForm(PlacesForm):
    """What becomes one PDF, and whether each class has its cover."""

    by = EnumSelect(_l("One PDF for"), enum=FileFor, labels=FILES, default=FileFor.CLASS)
    covers = BooleanField(_l("A cover on top of each class: who gets a letter, with a box to sign"))


class TickedForm(BaseForm):
    """Letters of one mailing to print."""

    letters = RowMultiSelect(_l("Letters"))

    def validate_letters(self, field: Any) -> None:
        """Something has to be printed."""
        if not field.data:
            raise ValidationError(gettext("Tick at least one letter."))


class ClassStepForm(BaseForm):
    """The letters ticked on a class's page."""

    mailing = RowSelect(_l("Mailing"))
    letters = RowMultiSelect(_l("Letters"))

    @property
    def letter_ids(self) -> set[int]:
        """Ids of the ticked letters."""
        return {letter.id for letter in self.letters.data}


class ExemptForm(BaseForm):
    """Why no letter goes to this family."""

    reason = EnumSelect(_l("Reason"), enum=ExemptReason, labels=EXEMPT_REASONS)


class ExemptStepForm(ClassStepForm):
    """Those ticked, and the one reason that holds for all of them."""

    letters = RowMultiSelect(_l("Students"))
    reason = EnumSelect(_l("Reason"), enum=ExemptReason, labels=EXEMPT_REASONS)

    def validate_letters(self, field: Any) -> None:
        """Somebody has to be meant."""
        if not field.data:
            raise ValidationError(gettext("Tick at least one student."))
