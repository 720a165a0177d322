"""The words of recipients."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.evidence.rules import Recipient

RECIPIENTS: dict[Recipient, LazyString] = {
    Recipient.OWN_RECORD: _l("The school's own record"),
    Recipient.CRIMINAL_POLICE: _l("Criminal investigation police"),
    Recipient.CAMPUS_SECURITY_POLICE: _l("Police for the security of institutions"),
    Recipient.POLICE_STATION: _l("Local police station"),
    Recipient.OTHER: _l("Others"),
}
