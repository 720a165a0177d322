"""Scans to send, a page to settle, a number to type."""

from __future__ import annotations

import os
from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField, IntegerField, StringField
from wtforms.validators import NumberRange, Optional, ValidationError

from school.foundation.access import Scope
from school.foundation.files import scratch_file
from school.foundation.ui.forms import BaseForm, EnumSelect, RowSelect
from school.letters.desk import known, labels
from school.letters.desk.actions import SentFile
from school.letters.desk.models import ScanBatch, ScannedPage
from school.letters.desk.rules import Settling, Typed, choices, typed_number
from school.letters.labels import STATES
from school.letters.models import Letter, Verb
from school.letters.queries import mailings
from school.letters.rules import allowed
from school.links.queries import link_of_number
from school.org.models import SchoolClass

MOST_FILES = 500
NUMBER_WORDS = {
    Typed.SHORT: _l("A number has 8 characters, like K7M2-QF4C. Some are missing."),
    Typed.LONG: _l("A number has 8 characters, like K7M2-QF4C. These are more."),
    Typed.CHECK: _l(
        "One character of this number is wrong: the last one, which checks the others, does not fit. Compare it with the paper."
    ),
}


class UploadForm(BaseForm):
    """Files of a copier, whose slips they are, and how many were counted."""

    files = MultipleFileField(_l("Scans"))
    expected = IntegerField(
        _l("How many slips did you count before scanning?"),
        [Optional(), NumberRange(0, 1_000_000)],
        description=_l("Then this page can say whether one is missing."),
    )
    mailing = RowSelect(_l("Mailing"), blank=_l("Whatever the slips say"))

    def within(self, scope: Scope) -> UploadForm:
        """The newest mailing is meant unless another is chosen."""
        self.mailing.rows(mailings.to_choose(scope), label=lambda row: row.name)
        if not self.is_submitted():
            self.mailing.data = mailings.newest_mailing(scope)
        return self

    @property
    def sent(self) -> list[FileStorage]:
        """The files that were chosen."""
        return [file for file in self.files.data or () if isinstance(file, FileStorage) and file.filename]

    def validate_files(self, _field: Any) -> None:
        """How many and how large; what is in them is looked at by the worker."""
        if not self.sent:
            raise ValidationError(gettext("Choose the files that the copier made."))
        if len(self.sent) > MOST_FILES:
            raise ValidationError(gettext("At most %(count)s files at once.", count=MOST_FILES))
        most = int(current_app.config["SCAN_FILE_BYTES"])
        for file in self.sent:
            if _size(file) > most:
                size = most // 1024 // 1024
                text = gettext(
                    "%(name)s is larger than %(size)s MB. Send it in several parts.", name=file.filename, size=size
                )
                raise ValidationError(text)

    def stored(self) -> list[SentFile]:
        """The files on disk beside the stored ones."""
        return [_on_disk(file) for file in self.sent]


class SettleForm(BaseForm):
    """What a person decides about a page: how, and whose slip it is, typed or picked."""

    number = StringField(_l("Number on the paper"), [Optional()])
    letter = RowSelect(_l("Whose slip"), blank=_l("as the number says"))
    contact = BooleanField(_l("The family asks to be contacted"))
    # Last: what may be done depends on whose slip it is.
    how = EnumSelect(_l("What to do"), enum=Settling, labels={how: act.label for how, act in labels.ACTS.items()})
    found: Letter | None = None

    def of(self, page: ScannedPage, batch: ScanBatch, scope: Scope) -> SettleForm:
        """Which page, and whose letters may be picked."""
        self.page, self.batch, self.scope = page, batch, scope
        self.letter.rows(known.outstanding(scope, batch))
        return self

    def validate_number(self, field: Any) -> None:
        """Exchange the number for its letter."""
        if field.data:
            self.found = letter_typed(field.data, self.scope)

    def validate_how(self, field: Any) -> None:
        """A slip is filed for a letter whose answer is missing."""
        typed = letter_or_none(self.number.data, self.scope) if self.number.data else None
        letter = typed or self.letter.data or self.page.letter
        state = letter.state if letter is not None else None
        if field.data is Settling.FILED and letter is None and not self.number.data:
            raise ValidationError(gettext("Type the number on the paper, or pick the student."))
        if field.data is Settling.FILED and letter is not None and not allowed(letter.state, Verb.TICK_BACK):
            raise ValidationError(
                gettext("Not filed: this letter stands at “%(state)s”.", state=STATES[letter.state].label)
            )
        if field.data not in (*choices(self.page.result, self.page.reason, state), Settling.FILED):
            raise ValidationError(gettext("That cannot be done with this page."))

    @property
    def whose(self) -> Letter | None:
        """The letter that was typed, picked, or read."""
        return self.found or self.letter.data or self.page.letter


class CameraForm(BaseForm):
    """One photo of a slip."""

    mailing = RowSelect(_l("Mailing"))
    photo = FileField(_l("Photograph a slip"))
    again = IntegerField(validators=[Optional()])

    def within(self, scope: Scope) -> CameraForm:
        """Of whichever mailing."""
        self.mailing.rows(mailings.to_choose(scope))
        return self

    def validate_photo(self, field: Any) -> None:
        """Something has to be sent."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError(gettext("Take a photo of a slip."))
        most = int(current_app.config["SLIP_PHOTO_BYTES"])
        if _size(field.data) > most:
            raise ValidationError(gettext("This photo is larger than %(size)s MB.", size=most // 1024 // 1024))


class NumberForm(BaseForm):
    """The number of a photo that could not be read."""

    mailing = RowSelect(_l("Mailing"))
    page = IntegerField()
    number = StringField(_l("Number on the paper"))
    found: Letter | None = None

    def of(self, school_class: SchoolClass, scope: Scope) -> NumberForm:
        """Only letters of this class."""
        self.mailing.rows(mailings.to_choose(scope))
        self.scope = Scope(classes=frozenset({school_class.id}))
        return self

    def validate_number(self, field: Any) -> None:
        """Exchange the number for its letter."""
        self.found = letter_typed(field.data or "", self.scope)


def letter_typed(text: str, scope: Scope) -> Letter:
    """The letter of a number as typed, within ``scope``; raises ValidationError that says what is wrong."""
    wrong, plain = typed_number(text)
    if wrong is Typed.CHARACTER:
        words = gettext(
            "Numbers have no %(characters)s. Look whether it is another character.", characters=" ".join(plain)
        )
        raise ValidationError(words)
    if wrong is not Typed.FINE:
        raise ValidationError(NUMBER_WORDS[wrong])
    letter = letter_or_none(plain, scope)
    if letter is None:
        raise ValidationError(gettext("This is not a number of your classes. Give the slip to the office."))
    return letter


def letter_or_none(text: str | None, scope: Scope) -> Letter | None:
    """The letter of a number within ``scope``, or None."""
    link = link_of_number(text or "")
    letter = known.letter_of_link(link) if link else None
    return letter if letter is not None and known.is_within(letter.id, scope) else None


def _size(file: FileStorage) -> int:
    file.stream.seek(0, os.SEEK_END)
    size = file.stream.tell()
    file.stream.seek(0)
    return size


def _on_disk(file: FileStorage) -> SentFile:
    path = scratch_file(".scan")
    file.save(path)
    return SentFile(path, file.filename or "scan")
