"""What somebody tells of a fake, and what the office writes of it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of 3.2
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from school.foundation.files import small_jpeg
from school.foundation.ui.forms import BaseForm, EnumSelect, FilterForm
from school.verify.fakes.actions import Told
from school.verify.fakes.labels import ASKED, KINDS, STATES
from school.verify.forms import LONGEST_TYPED
from school.verify.models import Asked, ReportKind, ReportState
from school.verify.rules import digits_of

LONGEST_PLACE, LONGEST_TEXT, LONGEST_NOTE = 200, 2000, 1000
FEWEST_DIGITS, MOST_DIGITS = 7, 15
LONGEST_SIDE = 1600
NOTHING = _l("Please tell us at least where you saw it, or what it asks for.")


class ReportForm(BaseForm):
    """Only the kind must be chosen; besides it one thing more, whichever they like to tell."""

    kind = RadioField(
        _l("What is it?"),
        [InputRequired(_l("Please choose one.")), AnyOf([each.value for each in ReportKind])],
        choices=[SelectChoice(each.value, word) for each, word in KINDS.items()],
        validate_choice=False,
    )
    seen_where = StringField(
        _l("Where did you see it?"),
        [Length(max=LONGEST_PLACE, message=_l("This is too long: at most 200 characters."))],
        description=_l("For example the group's name, the number that called, or who handed it out."),
    )
    asks = SelectMultipleField(
        _l("What does it ask for?"),
        choices=[SelectChoice(each.value, word) for each, word in ASKED.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    text = TextAreaField(
        _l("What else should we know?"),
        [Length(max=LONGEST_TEXT, message=_l("This is too long: at most 2,000 characters."))],
        description=_l("You need not write anything."),
    )
    number = StringField(
        _l("Number on the paper, if there is one"),
        [Length(max=LONGEST_TYPED, message=_l("A number has 8 letters and digits, in two groups of four."))],
    )
    picture = FileField(_l("A photo or screenshot (may stay empty)"))
    phone = StringField(
        _l("Your phone, if we may call you back (may stay empty)"),
        description=_l("Only the security office sees it; it is deleted 90 days after the report is closed."),
    )
    # Not shown to people: programs that fill in every field give themselves away.
    homepage = StringField(_l("Please leave this field empty"))
    clean: bytes | None = None

    def validate_picture(self, field: FileField) -> None:
        """A picture that can be read, or nothing."""
        self.clean = small_jpeg(field.data.stream, LONGEST_SIDE) if field.data else None
        if field.data and self.clean is None:
            raise ValidationError(
                _l("This is not a picture we can read. JPEG, PNG or WebP up to 15 MB, or none at all.")
            )

    def validate_phone(self, field: StringField) -> None:
        """Something that can be dialled, or nothing."""
        if field.data and not FEWEST_DIGITS <= len(digits_of(field.data)) <= MOST_DIGITS:
            raise ValidationError(_l("Please look at this phone number again, or leave it out."))

    def validate_homepage(self, field: StringField) -> None:
        """Empty, as it is for everybody who sees the page."""
        if field.data:
            raise ValidationError(_l("Please leave this field empty"))

    def validate_seen_where(self, field: StringField) -> None:
        """A report of nothing helps nobody."""
        if not (field.data or self.asks.data or self.text.data or self.picture.data):
            raise ValidationError(NOTHING)

    def told(self) -> Told:
        """The report, once the form is valid."""
        return Told(
            kind=ReportKind(self.kind.data),
            number=self.number.data or "",
            seen_where=self.seen_where.data or "",
            asks=[Asked(each) for each in self.asks.data or ()],
            text=self.text.data or "",
            picture=self.clean,
            phone=digits_of(self.phone.data or ""),
        )


class CloseForm(BaseForm):
    """What came of a report."""

    note = TextAreaField(
        _l("What came of it?"),
        [
            DataRequired(_l("Please write in a sentence what came of it.")),
            Length(max=LONGEST_NOTE, message=_l("This is too long: at most 1,000 characters.")),
        ],
        description=_l(
            "For example: group reported to the platform, families told by their counsellors, passed to the police."
        ),
    )


class ReportFilter(FilterForm):
    """Which reports a list shows."""

    state = EnumSelect(_l("State"), enum=ReportState, labels=STATES, blank=_l("All states"))
    kind = EnumSelect(_l("What it is"), enum=ReportKind, labels=KINDS, blank=_l("Everything"))

    def asked(self) -> tuple[ReportState | None, ReportKind | None]:
        """State and kind asked for; nonsense is as if not asked."""
        self.validate()
        return self.state.data, self.kind.data
