"""How a family was reached, and why it could do neither."""

from flask_babel import lazy_gettext as _l

from school.letters.models import AssistedReason

REASON_WORDS = {
    AssistedReason.NO_PHONE: _l("No smartphone, and the slip cannot be sent back"),
    AssistedReason.CANNOT_READ: _l("They cannot read or write well enough"),
    AssistedReason.FAR_AWAY: _l("They are far away, and post does not arrive in time"),
    AssistedReason.OTHER: _l("Another reason"),
}
