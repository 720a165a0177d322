"""A sheet to send, cells to mend, headings to map, students who left."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from school.foundation.access import Scope
from school.foundation.sheets import Table, UnreadableSheet, read_pasted, read_tables
from school.foundation.ui.forms import BaseForm, EnumSelect, RowMultiSelect, RowSelect, tidy
from school.org.models import ImportKind
from school.org.queries import units
from school.org.roster import queries
from school.org.roster.header import HeaderMatch
from school.org.roster.headings import AnyField, Field, StaffField
from school.org.roster.labels import FIELD_LABELS
from school.org.roster.planning import BOOKS, NotARoster, found_header

LONGEST_CELL = 500
MOST_CELLS = 2_000
MOST_HEADINGS = 300


class UploadForm(BaseForm):
    """A file or pasted cells, and whose sheet it is. ``found`` is the table with its headings once it was read."""

    kind = ImportKind.STUDENTS
    college = RowSelect(_l("College"), [Optional()], blank=_l("as the sheet says"))
    file = FileField(_l("Spreadsheet"), description=_l(".xlsx, .xls, .ods or .csv, as it comes; up to 20 MB."))
    pasted = TextAreaField(
        _l("Or paste cells"), [Optional()], description=_l("With the row of headings. Copy them in the spreadsheet.")
    )
    found: tuple[Table, HeaderMatch]

    def within(self, scope: Scope) -> UploadForm:
        """Whoever looks after a college imports for that college."""
        self.college.rows(units.colleges(scope), label=lambda row: row.name)
        if not scope.campus:
            self.college.blank = None
            self.college.validators = [InputRequired()]
        return self

    @property
    def file_name(self) -> str:
        """What the batch is called in lists."""
        return str(self.file.data.filename if self.file.data else gettext("pasted cells"))

    @property
    def college_id(self) -> int | None:
        """The college of the sheet."""
        return self.college.data.id if self.college.data else None

    def validate_file(self, field: FileField) -> None:
        """Read the sheet: what cannot be read is said at the field."""
        if not field.data and not (self.pasted.data or "").strip():
            raise ValidationError(gettext("Choose a spreadsheet, or paste cells."))
        remembered = queries.remembered_columns(self.kind, self.college_id)
        try:
            self.found = found_header(self._tables(), self.kind, remembered, complete=False)
        except (UnreadableSheet, NotARoster) as unreadable:
            raise ValidationError(unreadable.sentence) from unreadable

    def _tables(self) -> list[Table]:
        if self.file.data:
            return read_tables(self.file.data.read(), self.file.data.filename)
        return [read_pasted(self.pasted.data or "")]


class StaffUploadForm(UploadForm):
    """The same for staff."""

    kind = ImportKind.STAFF


class CellForm(Form):
    """One cell typed anew."""

    row = IntegerField(validators=[InputRequired(), NumberRange(1, 10**7)])
    place = IntegerField(validators=[InputRequired(), NumberRange(0, 20_000)])
    text = StringField(validators=[Length(max=LONGEST_CELL)], filters=[tidy])


class MendForm(BaseForm):
    """The cells of one page of rejected rows."""

    cells = FieldList(FormField(CellForm), max_entries=MOST_CELLS)

    @property
    def typed(self) -> dict[tuple[int, int], str]:
        """Text by (row as the spreadsheet shows it, index of the column)."""
        return {(cell["row"], cell["place"]): cell["text"] or "" for cell in self.cells.data}


class HeadingForm(Form):
    """What one heading means."""

    heading = HiddenField(validators=[InputRequired(), Length(max=200)])
    field = EnumSelect(enum=Field, labels=FIELD_LABELS[ImportKind.STUDENTS], blank=_l("not read"))


class StaffHeadingForm(HeadingForm):
    """The same of a staff sheet."""

    field = EnumSelect(enum=StaffField, labels=FIELD_LABELS[ImportKind.STAFF], blank=_l("not read"))


class MappingForm(BaseForm):
    """What every heading of a sheet means."""

    kind = ImportKind.STUDENTS
    headings = FieldList(FormField(HeadingForm), max_entries=MOST_HEADINGS)

    @classmethod
    def of(cls, header: HeaderMatch) -> MappingForm:
        """The present mapping; a heading that stands twice is asked about once."""
        fields: dict[str, AnyField | None] = {}
        for place, text in header.headings.items():
            fields[text] = fields.get(text) or header.columns.get(place)
        return cls(headings=[{"heading": text, "field": field} for text, field in fields.items()])

    @property
    def chosen(self) -> dict[str, AnyField | None]:
        """The field of each heading."""
        return {entry["heading"]: entry["field"] for entry in self.headings.data}

    def validate_headings(self, _field: FieldList[Any]) -> None:
        """A field has one column, and what every row needs has one at all."""
        fields, labels = [field for field in self.chosen.values() if field], FIELD_LABELS[self.kind]
        for field in fields:
            if fields.count(field) > 1:
                raise ValidationError(gettext("Two headings cannot both be “%(field)s”.", field=labels[field]))
        for needed in BOOKS[self.kind].required:
            if needed not in fields:
                raise ValidationError(gettext("One of the headings has to be “%(field)s”.", field=labels[needed]))


class StaffMappingForm(MappingForm):
    """The same of a staff sheet."""

    kind = ImportKind.STAFF
    headings = FieldList(FormField(StaffHeadingForm), max_entries=MOST_HEADINGS)


MAPPING_FORMS: dict[ImportKind, type[MappingForm]] = {
    ImportKind.STUDENTS: MappingForm,
    ImportKind.STAFF: StaffMappingForm,
}


class SaveForm(BaseForm):
    """Whether rejected rows are to be skipped."""

    skip_bad_rows = BooleanField(_l("Skip the rows that cannot be read"))


class LeftForm(BaseForm):
    """Students who are missing from a new roster because they left."""

    students = RowMultiSelect(_l("Students"), [InputRequired()])
