"""Who of a class is present, and for which classes slips are printed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from school.foundation.ui.forms import BaseForm, FilterForm, RowMultiSelect, RowSelect


class PresentForm(BaseForm):
    """The students in the room."""

    students = RowMultiSelect(_l("Present"), [InputRequired(_l("Tick who is present."))])


class ClassFilter(FilterForm):
    """Which classes the list shows."""

    q = StringField(_l("Class"))
    college = RowSelect(_l("College"), blank=_l("all"))
