"""What letters' words are on screen: said once, read by pages, exports and documents."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.foundation.ui.states import State
from school.letters.default_wording import Start
from school.letters.models import (
    Confirmation,
    ExemptReason,
    LetterState,
    ReceiptPolicy,
    Route,
    SignatureKind,
    Verb,
)
from school.letters.printing import FileFor
from school.letters.rules import Fault, Language

STATES: dict[LetterState, State] = {
    LetterState.ISSUED: State("line", "mail", _l("Issued")),
    LetterState.HANDED_OUT: State("warn", "clock", _l("Handed out")),
    LetterState.SIGNED: State("inf", "device-mobile-check", _l("Signed on the phone")),
    LetterState.BACK: State("inf", "file-check", _l("Back on paper")),
    LetterState.ASSISTED: State("inf", "writing", _l("Noted for the family")),
    LetterState.CHECKED: State("ok", "circle-check", _l("Checked")),
    LetterState.ARCHIVED: State("ok", "archive", _l("Archived")),
    LetterState.DECLINED: State("", "hand-stop", _l("Declined to sign")),
    LetterState.EXEMPT: State("", "circle-minus", _l("No letter")),
}
QUESTION = State("bad", "help-circle", _l("Has a question"))
REPLACED = State("", "replace", _l("Replaced"))
LOCKED = State("bad", "lock", _l("Locked after wrong tries"))
CLAIM = State("warn", "user-question", _l("Handed in? No slip seen"))
CAME_LATE = State("warn", "clock", _l("After closing"))
# What a class monitor may know: where the paper is, not why.
NOTHING_TO_DO = State("", "circle-minus", _l("Nothing to do"))
ANSWERED = State("ok", "circle-check", _l("Answered"))

CONFIRMATIONS: dict[Confirmation, LazyString] = {
    Confirmation.TAKEN_HOME: _l("Taken home"),
    Confirmation.HANDED_IN: _l("Signed and handed in"),
    Confirmation.FAMILY_CANNOT: _l("My family cannot"),
}
EXEMPT_REASONS: dict[ExemptReason, LazyString] = {
    ExemptReason.NO_FAMILY: _l("No family to write to"),
    ExemptReason.UNWISE: _l("Contact is unwise"),
    ExemptReason.OTHER: _l("Another reason"),
}
ROUTES: dict[Route, LazyString] = {
    Route.PRINTED: _l("Printed, and signed on paper or on the phone"),
    Route.ONLINE_ONLY: _l("Online only"),
}
POLICIES: dict[ReceiptPolicy, LazyString] = {
    ReceiptPolicy.ANY: _l("Anyone of the family"),
    ReceiptPolicy.NAMED: _l("The family member who comes first on the roster"),
    ReceiptPolicy.BOTH: _l("Two of the family"),
}
ANSWERS: dict[SignatureKind, LazyString] = {
    SignatureKind.SIGNED: _l("Signed"),
    SignatureKind.DECLINED: _l("Declined to sign"),
}
VERBS: dict[Verb, LazyString] = {
    Verb.HAND_OUT: _l("Handed out"),
    Verb.TICK_BACK: _l("Slip came back"),
    Verb.UNTICK: _l("Slip unticked"),
    Verb.SIGN: _l("Receipt complete on the phone"),
    Verb.DECLINE: _l("Declined by the family"),
    Verb.ASSIST: _l("Receipt noted for the family"),
    Verb.UNASSIST: _l("Note for the family taken back"),
    Verb.CHECK: _l("Checked"),
    Verb.UNCHECK: _l("Check taken back"),
    Verb.ARCHIVE: _l("Archived"),
    Verb.EXEMPT: _l("Set to no letter"),
    Verb.LIFT: _l("Letter after all"),
    Verb.REISSUE: _l("New copy made"),
    Verb.UNDO: _l("Undone"),
}
# (why, what to write instead)
FAULTS: dict[Fault, tuple[LazyString, LazyString]] = {
    Fault.EXAGGERATION: (
        _l("The app warns of some risks; it cannot promise this."),
        _l("Say what it can do and what it cannot: it reminds of some risks and does not replace one's own judgement."),
    ),
    Fault.REQUEST: (
        _l("This can be read as asking for money, a bank card, an SMS code or a password."),
        _l("Leave it out, or say that the school never asks for it."),
    ),
    Fault.CONDITION: (
        _l("This makes the app a condition. Installing it is each person's own decision."),
        _l("Say that it is voluntary and that studies, awards and services do not depend on it."),
    ),
    Fault.TONE: (_l("This sounds like an order."), _l("Say please, who, what and by when.")),
    Fault.GUARDIAN: (_l("Parents of adults are not guardians."), _l("Write 家长 (parents, family).")),
    Fault.PLACEHOLDER: (
        _l("This placeholder is not known and would stop the printing."),
        _l("Use one of the placeholders listed beside the text."),
    ),
}
FILES: dict[FileFor, LazyString] = {
    FileFor.CLASS: _l("each class"),
    FileFor.COLLEGE: _l("each college"),
    FileFor.CAMPUS: _l("everything together"),
}
LANGUAGES: dict[Language, LazyString] = {
    Language.CHINESE: _l("Chinese"),
    Language.ENGLISH: _l("English"),
    Language.BOTH: _l("Chinese and English"),
}
STARTS: dict[Start, LazyString] = {
    Start.FAMILIES: _l("Letter to families"),
    Start.BILINGUAL: _l("Letter to families, Chinese and English"),
}
PLACEHOLDER_TEXTS: dict[str, LazyString] = {
    "student": _l("the student's name"),
    "class": _l("the class"),
    "college": _l("the college"),
    "counsellor": _l("the counsellor's name and phone"),
    "office_phone": _l("the security office's phone"),
}
