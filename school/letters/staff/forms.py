"""What is typed about letters to the staff."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from school.foundation.access import Scope
from school.foundation.clock import today
from school.foundation.ui.forms import BaseForm, EnumSelect, RowMultiSelect
from school.letters.forms import WordingForm
from school.letters.labels import LANGUAGES
from school.letters.queries.mailings import name_is_taken
from school.letters.rules import Language
from school.letters.rules.wording import STAFF_PLACEHOLDERS
from school.letters.staff.labels import FILES
from school.letters.staff.printing import StaffFileFor
from school.org.queries import units


class StaffWordingForm(WordingForm):
    """The text of a plain letter."""

    language = EnumSelect(_l("Language of the date"), enum=Language, labels=LANGUAGES, default=Language.CHINESE)
    placeholders: ClassVar[Collection[str]] = STAFF_PLACEHOLDERS


class NewStaffMailingForm(StaffWordingForm):
    """A letter to the staff with its first text."""

    name = StringField(_l("Name of the letter"), [InputRequired(_l("The letter needs a name.")), Length(max=80)])
    due_on = DateField(_l("Hand out by"), [InputRequired(_l("By when should the letters be handed out?"))])

    def validate_name(self, field: Any) -> None:
        """One name, one mailing, to whomever it goes."""
        if name_is_taken(field.data):
            raise ValidationError(gettext("There is already a mailing with this name."))

    def validate_due_on(self, field: Any) -> None:
        """A new letter is handed out later."""
        if field.data < today():
            raise ValidationError(gettext("This day has passed."))


class StaffPrintForm(BaseForm):
    """What becomes one PDF, for whom, and whether each unit has its cover."""

    by = EnumSelect(_l("One PDF for"), enum=StaffFileFor, labels=FILES, default=StaffFileFor.UNIT)
    covers = BooleanField(_l("A cover for each college or department: who gets a letter, with a line to sign"))
    units = RowMultiSelect(_l("Only these colleges and departments"))

    def prepare(self, scope: Scope) -> None:
        """Say what may be chosen."""
        self.units.rows(units.open_units(scope), label=lambda unit: str(unit.name))
