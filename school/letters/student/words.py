"""What each of the student's three answers means."""

from flask_babel import lazy_gettext as _l

from school.letters.models import Confirmation

CONFIRMATION_NOTES = {
    Confirmation.TAKEN_HOME: _l("Not signed yet, or my family signs on the phone"),
    Confirmation.HANDED_IN: _l("You may add a photo of the slip"),
    Confirmation.FAMILY_CANNOT: _l("No reason needed; your counsellor will ask you in private"),
}
