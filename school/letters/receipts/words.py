"""How somebody signed, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

METHODS: dict[str, LazyString] = {
    "typed": _l("name typed on a phone"),
    "drawn": _l("name drawn on a phone"),
    "paper": _l("signed on paper"),
    "assisted": _l("noted by the counsellor for the family"),
}
