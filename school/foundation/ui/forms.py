"""What people type, before anything else sees it.

Text arrives stripped, in Unicode form C, without NUL (PostgreSQL refuses it), a line without line ends. Rows named by a form
come through ``RowSelect``, which only knows the rows it was given: an id from elsewhere is a
validation error like any other typing mistake.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Self

from flask import request
from flask_babel import get_domain, gettext
from flask_wtf import FlaskForm
from flask_wtf.i18n import translations as wtforms_translations
from sqlalchemy import Select as SelectStatement
from sqlalchemy import inspect
from wtforms import HiddenField, PasswordField, SelectFieldBase, StringField, TextAreaField
from wtforms.fields.choices import Choice  # type: ignore[attr-defined]  # the stubs are of 3.2
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, Select

from school.foundation.db import LARGEST_ID, db

DIGITS = len(str(LARGEST_ID))


def tidy(text: str | None) -> str | None:
    """Stripped, form C, one kind of line end, no NUL."""
    if not isinstance(text, str):
        return text
    plain = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain).strip()


# Line ends and other control characters, and those that turn the direction of what follows.
_NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def tidy_line(text: str | None) -> str | None:
    """The same in one line: names end up in file names, titles and headers."""
    plain = tidy(text)
    return _NOT_IN_A_LINE.sub(" ", plain).strip() if isinstance(plain, str) else plain


class OwnWords:
    """Validators' messages: our own wording where the catalogue has one, WTForms' otherwise.

    Asked of the catalogue itself: flask_babel would fill in the %(min)d that WTForms fills in later.
    """

    def gettext(self, text: str) -> str:
        """The translation of one message."""
        ours = str(get_domain().get_translations().ugettext(text))
        return ours if ours != text else str(wtforms_translations.gettext(text))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The translation of a counted message."""
        ours = str(get_domain().get_translations().ungettext(singular, plural, count))
        return ours if ours not in (singular, plural) else str(wtforms_translations.ngettext(singular, plural, count))


class BaseForm(FlaskForm):
    """The form every feature starts from. Forms check typing; the database keeps the rules."""

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Tidy every text field but passwords, which are nobody's to change."""
            field_class = unbound_field.field_class
            if issubclass(field_class, StringField) and not issubclass(field_class, PasswordField):
                clean = tidy if issubclass(field_class, TextAreaField | HiddenField) else tidy_line
                unbound_field.kwargs["filters"] = [clean, *_others(unbound_field.kwargs.get("filters", ()))]
            return unbound_field.bind(form=form, **options)

        def get_translations(self, _form: Any) -> OwnWords:
            """Our words first."""
            return OwnWords()

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by field, without the CSRF token: the keyword arguments of an action."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}

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


class EnumSelect(SelectFieldBase):
    """One member of an enum, by the labels of the enum's own table; ``data`` is the member or None.

    ``EnumSelect(_l("Level"), enum=Level, labels=LEVEL_LABELS)``. ``blank`` is the text of "none of
    them"; without it a member must be sent.
    """

    widget: Any = Select()

    def __init__(
        self, *args: Any, enum: type[Enum], labels: Mapping[Any, Any] | None = None, blank: Any = None, **kwargs: Any
    ) -> None:
        self.blank = blank
        self.labels: Mapping[Any, Any] = labels or {member: member.name for member in enum}
        super().__init__(*args, **kwargs)

    def iter_choices(self) -> Iterator[Any]:
        """The labels become text only here, in the language of the page."""
        if self.blank is not None:
            yield Choice("", str(self.blank), self.data is None, {})
        for member, label in self.labels.items():
            yield Choice(str(member.value), str(label), member is self.data, {})

    def process_data(self, value: Any) -> None:
        """Start from a member, or from its text in a column that keeps only text."""
        self.data = next((member for member in self.labels if member == value), None)

    def process_formdata(self, valuelist: list[str]) -> None:
        """A value that is no member is a mistake in the form, not a crash."""
        if not valuelist:
            return
        self.data = next((member for member in self.labels if str(member.value) == valuelist[0]), None)
        if valuelist[0] and self.data is None:
            raise ValueError(gettext("That choice is not in the list."))

    def pre_validate(self, _form: Any) -> None:
        """None is an answer only where there is a blank one; ``labels`` may have been narrowed since."""
        if self.blank is None if self.data is None else self.data not in self.labels:
            raise StopValidation(gettext("That choice is not in the list."))


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

    def iter_choices(self) -> Iterator[Any]:
        """The rows as WTForms' widgets want them."""
        selected = self._selected()
        if self.blank is not None:
            yield Choice("", str(self.blank), not selected, {})
        for row in db.session.scalars(self._rows()).unique():
            yield Choice(str(row.id), self._label(row), str(row.id) in selected, {})

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
        """Exchange the id for the row; none at all is an answer only where there is a blank one."""
        if self.chosen:
            self.data = self._found()[0]
        elif self.blank is None:
            raise StopValidation(gettext("Choose one."))

    def _found(self) -> list[Any]:
        """The rows of the chosen ids, in the statement's order; an id from elsewhere is an error."""
        model = self._rows().column_descriptions[0]["entity"]
        if not all(value.isascii() and value.isdecimal() and len(value) <= DIGITS for value in self.chosen):
            raise StopValidation(gettext("That choice is not in the list."))
        ids = {min(int(value), LARGEST_ID) for value in self.chosen}
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
    return [each for each in filters if each not in (tidy, tidy_line)]
