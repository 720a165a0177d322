"""What people type in the archive."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, ValidationError

from school.foundation.access import Scope
from school.foundation.ui.forms import BaseForm, EnumSelect, FilterForm, RowSelect
from school.letters.archive.labels import DOUBLES, STANDINGS
from school.letters.archive.queries.boxes import box_choices, boxes_for, last_box
from school.letters.archive.rules import FEWEST_YEARS, MOST_YEARS, Double, ReceiptStanding
from school.letters.forms import ClassStepForm
from school.letters.models import Mailing
from school.letters.queries import mailings
from school.org.models import SchoolClass
from school.org.queries import units


class ArchiveFilter(FilterForm):
    """One search over everything a receipt is known by."""

    q = StringField(_l("Name, student number, letter number or archive number"))
    mailing = RowSelect(_l("Mailing"), blank=_l("All mailings"))
    college = RowSelect(_l("College"), blank=_l("All colleges"))
    school_class = RowSelect(_l("Class"), blank=_l("All classes"), name="class")
    box = RowSelect(_l("Box"), blank=_l("All boxes"))
    standing = EnumSelect(_l("State"), enum=ReceiptStanding, labels=STANDINGS, blank=_l("All states"))

    def prepare(self, scope: Scope) -> ArchiveFilter:
        """Say what may be chosen, and read what was."""
        self.mailing.rows(mailings.to_choose(scope), label=lambda row: str(row.name))
        self.college.rows(units.colleges(scope), label=lambda row: str(row.name))
        self.school_class.rows(units.classes(scope), label=lambda row: str(row.name))
        self.box.rows(box_choices(scope))
        self.validate()
        return self


class DoublesFilter(FilterForm):
    """Which kind of double, in which mailing."""

    mailing = RowSelect(_l("Mailing"), blank=_l("All mailings"))
    kind = EnumSelect(_l("There twice"), enum=Double, labels=DOUBLES, blank=_l("Everything"))

    def prepare(self, scope: Scope) -> DoublesFilter:
        """Say what may be chosen, and read what was."""
        self.mailing.rows(mailings.to_choose(scope), label=lambda row: str(row.name))
        self.validate()
        return self


class ArchiveStepForm(ClassStepForm):
    """The letters ticked, and the box that their slips lie in."""

    box = RowSelect(_l("Box for the slips"), blank=_l("A new box for this class"))

    def offer_boxes(self, school_class: SchoolClass, mailing: Mailing | None = None) -> ArchiveStepForm:
        """The open boxes of the class and its college; of one mailing, for the page."""
        self.box.rows(boxes_for(school_class, mailing.id if mailing else None))
        return self

    def validate_box(self, field: Any) -> None:
        """A box holds one mailing."""
        if field.data is not None and self.mailing.data is not None and field.data.mailing_id != self.mailing.data.id:
            raise ValidationError(gettext("This box is of another mailing."))


def archive_form(school_class: SchoolClass, mailing: Mailing) -> ArchiveStepForm:
    """The step's form as it is first shown: the box used last is proposed."""
    form = ArchiveStepForm(formdata=None).offer_boxes(school_class, mailing)
    form.box.data = last_box(school_class, mailing.id)
    return form


class BoxForm(BaseForm):
    """A new box: of a college, or of one class."""

    mailing = RowSelect(_l("Mailing"))
    college = RowSelect(_l("College"), blank=_l("No college: the box is of a class"))
    school_class = RowSelect(_l("Class"), blank=_l("No class: the box is of a college"), name="class")
    label = StringField(
        _l("What is written on it"), [Length(max=80)], description=_l("For example the classes or the shelf.")
    )

    def prepare(self, scope: Scope) -> BoxForm:
        """Say what may be chosen."""
        self.mailing.rows(mailings.to_choose(scope), label=lambda row: str(row.name))
        self.college.rows(units.colleges(scope), label=lambda row: str(row.name))
        self.school_class.rows(units.classes(scope), label=lambda row: f"{row.college.name} {row.name}")
        return self

    @property
    def place(self) -> Any:
        """The class or the college."""
        return self.school_class.data or self.college.data

    def validate_school_class(self, field: Any) -> None:
        """Exactly one of the two."""
        if (field.data is None) == (self.college.data is None):
            raise ValidationError(gettext("Choose a college or a class, not both."))


class RetentionForm(BaseForm):
    """For how many years the receipts of a mailing are kept."""

    years = IntegerField(_l("Years"), [DataRequired(), NumberRange(FEWEST_YEARS, MOST_YEARS)])


class ProposalForm(BaseForm):
    """Why the receipts are to be destroyed."""

    reason = TextAreaField(_l("Why"), [DataRequired(), Length(max=500)])
