"""What people type, before anything else sees it.

Text arrives stripped, in Unicode form C, without NUL (PostgreSQL refuses it). Rows named by a form
come through ``RowSelect``, which only knows the rows it was given: an id from elsewhere is a
validation error like any other typing mistake.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Self

from flask import request
from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm
from flask_wtf.i18n import translations as wtforms_translations
from sqlalchemy import Select as SelectStatement
from sqlalchemy import inspect
from wtforms import PasswordField, SelectFieldBase, StringField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, Select

from school.foundation.db import db


def tidy(text: str | None) -> str | None:
    """Stripped, form C, one kind of line end, no NUL."""
    if not isinstance(text, str):
        return text
    plain = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain).strip()


class OwnWords:
    """Validators' messages: our own wording where the catalogue has one, WTForms' otherwise."""

    def gettext(self, text: str) -> str:
        """The translation of one message."""
        ours = gettext(text)
        return ours if ours != text else str(wtforms_translations.gettext(text))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The translation of a counted message."""
        ours = ngettext(singular, plural, count)
        return ours if ours not in (singular, plural) else str(wtforms_translations.ngettext(singular, plural, count))


class BaseForm(FlaskForm):
    """The form every feature starts from. Forms check typing; the database keeps the rules."""

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Tidy every text field but passwords, which are nobody's to change."""
            field_class = unbound_field.field_class
            if issubclass(field_class, StringField) and not issubclass(field_class, PasswordField):
                unbound_field.kwargs["filters"] = [tidy, *_others(unbound_field.kwargs.get("filters", ()))]
            return unbound_field.bind(form=form, **options)

        def get_translations(self, _form: Any) -> OwnWords:
            """Our words first."""
            return OwnWords()

    @property
    def status(self) -> int:
        """The answer's status when the form is shown: 422 when something typed has to be mended."""
        return 422 if self.errors else 200


class FilterForm(BaseForm):
    """A form in the address of a list: changes nothing, so it carries no CSRF token."""

    class Meta(BaseForm.Meta):
        csrf = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formdata=request.args, **kwargs)


class RowSelect(SelectFieldBase):
    """One row out of a scoped statement: ``form.klass.rows(visible(Class, scope), label=…)``.

    ``data`` is the row itself, or None. ``blank`` is the text of "none of them"; leave it out when
    one must be chosen and the first is as good as any. Raises RuntimeError if used without rows.
    """

    widget: Any = Select()

    def __init__(self, *args: Any, blank: Any = None, **kwargs: Any) -> None:
        self.blank = blank
        self.chosen: list[str] = []
        self._statement: SelectStatement[Any] | None = None
        self._label: Callable[[Any], str] = str
        super().__init__(*args, **kwargs)

    def rows(self, statement: SelectStatement[Any], label: Callable[[Any], str] = str) -> Self:
        """Say which rows may be chosen and how each is called."""
        self._statement, self._label = statement, label
        return self

    def iter_choices(self) -> Iterator[tuple[str, str, bool, dict[str, Any]]]:
        """Value, label, whether chosen, attributes; as WTForms' widgets want them."""
        if self.blank is not None:
            yield "", str(self.blank), not self._selected(), {}
        selected = self._selected()
        for row in db.session.scalars(self._rows()).unique():
            yield str(row.id), self._label(row), str(row.id) in selected, {}

    def has_groups(self) -> bool:
        """Rows stand in one plain list."""
        return False

    def process_data(self, value: Any) -> None:
        """Start from a row."""
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was sent; the row is looked up when the form is validated."""
        if valuelist:
            self.chosen, self.data = [value for value in valuelist[:1] if value], None

    def pre_validate(self, _form: Any) -> None:
        """Exchange the id for the row, if it is one of the rows."""
        if self.chosen:
            self.data = self._found()[0]

    def _found(self) -> list[Any]:
        """The rows of the chosen ids, in the statement's order; an id from elsewhere is an error."""
        model = self._rows().column_descriptions[0]["entity"]
        if not all(value.isdecimal() and len(value) < 19 for value in self.chosen):
            raise StopValidation(gettext("That choice is not in the list."))
        ids = {int(value) for value in self.chosen}
        key = inspect(model).primary_key[0]
        found = list(db.session.scalars(self._rows().where(key.in_(ids))).unique())
        if len(found) != len(ids):
            raise StopValidation(gettext("That choice is not in the list."))
        return found

    def _selected(self) -> set[str]:
        if self.chosen:
            return set(self.chosen)
        return {str(self.data.id)} if self.data is not None else set()

    def _rows(self) -> SelectStatement[Any]:
        if self._statement is None:
            raise RuntimeError(f"{type(self).__name__} {self.name!r} has no rows: call form.{self.name}.rows(…)")
        return self._statement


class RowMultiSelect(RowSelect):
    """Several rows out of a scoped statement; ``data`` is the list of rows, empty when none."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_data(self, value: Any) -> None:
        """Start from rows."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was sent."""
        self.chosen, self.data = [value for value in valuelist if value], []

    def _selected(self) -> set[str]:
        return set(self.chosen) or {str(row.id) for row in self.data}

    def pre_validate(self, _form: Any) -> None:
        """Exchange the ids for rows, all of them or none."""
        if self.chosen:
            self.data = self._found()


def _others(filters: Any) -> list[Any]:
    return [each for each in filters if each is not tidy]
