"""What a family writes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of 3.2
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional

from school.foundation.ui.forms import BaseForm
from school.letters.family.actions import Signer
from school.letters.family.rules import is_blank, read_strokes
from school.letters.family.words import HELPER_WORDS, NOBODY_HELPS, RELATIONSHIP_WORDS
from school.letters.models import Helper, Relationship

LONGEST_NAME = 60
LONGEST_QUESTION = 1000
LONGEST_REASON = 500


class SignForm(BaseForm):
    """A relationship and a name, typed or drawn: equal ways."""

    relationship = RadioField(
        _l("Who are you to the student?"),
        [InputRequired(_l("Please choose who you are.")), AnyOf([each.value for each in Relationship])],
        choices=[SelectChoice(each.value, word) for each, word in RELATIONSHIP_WORDS.items()],
        description=_l(
            "If the parents cannot, a grandparent, a brother or sister or another relative may sign for them: say who you are, with your own name."
        ),
        validate_choice=False,
    )
    helped_by = RadioField(
        _l("Is somebody helping you?"),
        [Optional(), AnyOf([each.value for each in Helper])],
        choices=[
            SelectChoice("", NOBODY_HELPS),
            *(SelectChoice(each.value, word) for each, word in HELPER_WORDS.items()),
        ],
        default="",
        validate_choice=False,
    )
    name = StringField(_l("Your name"), [Length(max=LONGEST_NAME, message=_l("This name is too long."))])
    strokes = HiddenField()

    def validate_name(self, field: StringField) -> None:
        """Something must say who signs; a blank drawing is known from its strokes."""
        if field.data or self.drawn():
            return
        if self.strokes.data:
            raise ValidationError(_l("The drawing is empty. Please write your name again, or type it here."))
        raise ValidationError(_l("Please type your name, or write it with your finger below."))

    def drawn(self) -> list[list[tuple[int, int]]] | None:
        """The drawn name, unless the pad was left blank."""
        strokes = read_strokes(self.strokes.data or "")
        return strokes if strokes and not is_blank(strokes) else None

    def signer(self) -> Signer:
        """Who signs, once the form is valid."""
        helped_by = Helper(self.helped_by.data) if self.helped_by.data else None
        return Signer(Relationship(self.relationship.data), self.name.data or "", self.drawn(), helped_by)


class DeclineForm(BaseForm):
    """Nothing has to be said."""

    reason = TextAreaField(
        _l("If you like, tell the teacher why"),
        [Length(max=LONGEST_REASON, message=_l("This is too long: at most 500 characters."))],
        description=_l("You need not write anything."),
    )


class AskForm(BaseForm):
    """A question in the family's own words."""

    text = TextAreaField(
        _l("What would you like to ask?"),
        [
            DataRequired(_l("Please write your question.")),
            Length(max=LONGEST_QUESTION, message=_l("This is too long: at most 1,000 characters.")),
        ],
    )
