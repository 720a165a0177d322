"""Which events are wanted."""

from __future__ import annotations

import enum
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField
from wtforms.validators import Optional, ValidationError

from school.foundation.access import Scope
from school.foundation.ui.forms import EnumSelect, FilterForm
from school.log.kinds import KINDS
from school.log.objects import SUBJECTS, ids_of
from school.log.queries import Wanted, accounts_of

FIRST_YEAR, LAST_YEAR = 2000, 2099


# The members are the words' own keys, which no type checker can read.
_made: Any = enum.StrEnum
Kind = _made("Kind", [(code, code) for code in KINDS])
Thing = _made("Thing", [(table, table) for table in SUBJECTS])


def in_our_time(_form: LogFilter, field: DateField) -> None:
    """Days of other centuries are slips of the keyboard, and some are past what a computer counts."""
    if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(gettext("Choose a day of this century."))


class LogFilter(FilterForm):
    """Days, a person, a kind of event, a thing."""

    from_on = DateField(_l("From"), [Optional(), in_our_time])
    to_on = DateField(_l("Until"), [Optional(), in_our_time])
    person = StringField(_l("Who (name, username or number)"))
    kind = EnumSelect(_l("What was done"), enum=Kind, labels={kind: KINDS[kind] for kind in Kind}, blank=_l("all"))
    subject = EnumSelect(
        _l("To what"), enum=Thing, labels={each: SUBJECTS[each].label for each in Thing}, blank=_l("all")
    )
    number = StringField(_l("Its number or name"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field in (self.from_on, self.to_on):
            field.flags.optional = False  # nothing in a filter has to be filled in, so none of it says so

    def wanted(self, scope: Scope) -> Wanted:
        """The question, with people and things looked up; what could not be read asks nothing."""
        asked = {name: value for name, value in self.values.items() if value and not self[name].errors}
        subject, number, person = asked.get("subject"), asked.get("number"), asked.get("person")
        return Wanted(
            from_on=asked["from_on"].isoformat() if "from_on" in asked else None,
            to_on=asked["to_on"].isoformat() if "to_on" in asked else None,
            accounts=accounts_of(scope, person) if person else None,
            kind=str(asked["kind"]) if "kind" in asked else None,
            subject=str(subject) if subject else None,
            subject_ids=ids_of(subject, number) if subject and number else None,
        )

    def validate_number(self, field: StringField) -> None:
        """A number alone could be anybody's."""
        if field.data and self.subject.data is None:
            raise ValidationError(gettext("Say as well what kind of thing it is."))
