"""What narrows the lists of this room, in their addresses."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of 3.2

from school.dashboards.class_figures import ClassesWanted
from school.dashboards.panels import grade_name
from school.dashboards.queries import waiting
from school.dashboards.queries.places import Place, class_place, college_place, everything
from school.dashboards.todo import NO_COUNSELLOR
from school.foundation.access import Scope
from school.foundation.ui.forms import FilterForm, RowSelect
from school.letters.models import Mailing
from school.org.queries import units

CLASS_CHOICES = [SelectChoice("", _l("All classes")), SelectChoice(NO_COUNSELLOR, _l("Without a counsellor"))]


class PlaceFilter(FilterForm):
    """A college or a class within reach."""

    college = RowSelect(_l("College"), blank=_l("All colleges"))
    school_class = RowSelect(_l("Class"), blank=_l("All classes"), name="class")

    def place(self, scope: Scope) -> Place:
        """The place asked for; what is not understood does not narrow."""
        self.college.rows(units.colleges(scope), label=lambda row: str(row.name))
        self.school_class.rows(units.classes(scope, closed=True), label=lambda row: str(row.name))
        self.validate()
        if self.school_class.data:
            return class_place(self.school_class.data)
        return college_place(scope, self.college.data) if self.college.data else everything(scope)

    @property
    def name(self) -> str:
        """What the place asked for is called; empty when it is all within reach."""
        row = self.school_class.data or self.college.data
        return str(row.name) if row else ""


class ClassFilter(FilterForm):
    """Classes of a college and a grade, all of them or those something is missing for."""

    college = RowSelect(_l("College"), blank=_l("All colleges"))
    grade = SelectField(_l("Grade"), default="")
    only = SelectField(_l("Which classes"), choices=CLASS_CHOICES, default="")
    mailing = RowSelect(_l("Mailing"), blank=_l("All open mailings"))

    def wanted(self, scope: Scope, mailings: Sequence[Mailing]) -> ClassesWanted:
        """What is asked for within ``scope``; what is not understood does not narrow."""
        self._offer(scope, mailings)
        self.validate()
        return ClassesWanted(
            college_place(scope, self.college.data) if self.college.data else everything(scope),
            int(self.grade.data) if self.grade.data and not self.grade.errors else None,
            without_counsellor=self.only.data == NO_COUNSELLOR,
        )

    def _offer(self, scope: Scope, mailings: Sequence[Mailing]) -> None:
        self.college.rows(units.colleges(scope), label=lambda row: str(row.name))
        years = [SelectChoice(str(year), grade_name(year)) for year in units.grades(scope)]
        self.grade.choices = [SelectChoice("", gettext("All grades")), *years]
        if len(mailings) > 1:
            self.mailing.rows(waiting.mailings_under_way(scope), label=lambda row: str(row.name))
        else:
            del self.mailing  # there is nothing to choose
