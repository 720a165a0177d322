"""What this room's words are on screen."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.letters.staff.printing import StaffFileFor

FILES: dict[StaffFileFor, LazyString] = {
    StaffFileFor.UNIT: _l("each college or department"),
    StaffFileFor.CAMPUS: _l("everything together"),
}
PLACEHOLDER_TEXTS: dict[str, LazyString] = {
    "name": _l("the colleague's name"),
    "unit": _l("the college or department"),
    "office_phone": _l("the security office's phone"),
}
