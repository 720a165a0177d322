"""The archive's words: said once."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from school.foundation.ui.states import State
from school.letters.archive.rules import Double, ReceiptStanding

STANDINGS: dict[ReceiptStanding, State] = {
    ReceiptStanding.KEPT: State("ok", "archive", _l("Kept")),
    ReceiptStanding.DUE: State("warn", "clock", _l("Due for destruction")),
    ReceiptStanding.PROPOSED: State("warn", "hourglass", _l("Proposed for destruction")),
    ReceiptStanding.DESTROYED: State("", "trash", _l("Destroyed")),
}
ON_THE_PHONE, ON_PAPER, NOTED = _l("On the phone"), _l("On paper"), _l("Noted for the family")
DOUBLES: dict[Double, State] = {
    Double.SAME_PICTURE: State("bad", "copy", _l("One picture, two letters")),
    Double.TWO_PICTURES: State("warn", "photo", _l("A scan and a student's photo")),
    Double.BOTH_WAYS: State("inf", "device-mobile-check", _l("Signed on the phone and back on paper")),
}
BOX_OPEN = State("inf", "inbox", _l("Not sealed"))
BOX_SEALED = State("ok", "lock", _l("Sealed"))
PROPOSAL_OPEN = State("warn", "hourglass", _l("Waits for a second person"))
APPROVED = State("inf", "clock", _l("Approved, being carried out"))
CARRIED_OUT = State("ok", "circle-check", _l("Carried out"))
WITHDRAWN = State("", "arrow-back-up", _l("Withdrawn"))
