"""The fields of events in words. Ids of places become their names; ids of people are only counted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext, lazy_pgettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.evidence.labels import RECIPIENTS
from school.foundation.audit.models import AuditEvent
from school.foundation.jobs.actions import LABELS as JOB_LABELS
from school.letters.assisted.words import REASON_WORDS
from school.letters.desk.labels import SETTLED
from school.letters.family.words import CONTACT_WAYS, RELATIONSHIP_WORDS
from school.letters.labels import CONFIRMATIONS
from school.log.objects import Names
from school.org.models import ImportKind
from school.org.rules import POST_LABELS, PURPOSE_LABELS, UNIT_LABELS
from school.verify.fakes.labels import KINDS as REPORT_KINDS

FIELDS: dict[str, LazyString] = {
    "account_ids": lazy_pgettext("log", "accounts"),
    "at_desk": lazy_pgettext("log", "at the desk"),
    "assisted_reason": lazy_pgettext("log", "because"),
    "batch": lazy_pgettext("log", "step no."),
    "cells": lazy_pgettext("log", "cells"),
    "class_id": lazy_pgettext("log", "class"),
    "class_ids": lazy_pgettext("log", "classes"),
    "classes": lazy_pgettext("log", "classes"),
    "classes_created": lazy_pgettext("log", "classes made"),
    "closed": lazy_pgettext("log", "closed"),
    "college_id": lazy_pgettext("log", "college"),
    "colleges_created": lazy_pgettext("log", "colleges made"),
    "confirmation": lazy_pgettext("log", "said"),
    "contact": lazy_pgettext("log", "with a phone"),
    "contact_way": lazy_pgettext("log", "reached"),
    "count": lazy_pgettext("log", "count"),
    "created": lazy_pgettext("log", "new"),
    "events": lazy_pgettext("log", "events"),
    "exempt": lazy_pgettext("log", "exempt"),
    "expected": lazy_pgettext("log", "counted before"),
    "files": lazy_pgettext("log", "files"),
    "fits": lazy_pgettext("log", "fits"),
    "from_class_id": lazy_pgettext("log", "from class"),
    "had": lazy_pgettext("log", "had theirs already"),
    "headings": lazy_pgettext("log", "headings"),
    "held_back": lazy_pgettext("log", "held back"),
    "job": lazy_pgettext("log", "work no."),
    "job_id": lazy_pgettext("log", "work no."),
    "kind": lazy_pgettext("log", "kind"),
    "left": lazy_pgettext("log", "left as they are"),
    "letter": lazy_pgettext("log", "letter no."),
    "letters": lazy_pgettext("log", "letters"),
    "lifted": lazy_pgettext("log", "exemptions lifted"),
    "link": lazy_pgettext("log", "link no."),
    "list": lazy_pgettext("log", "list"),
    "locked": lazy_pgettext("log", "locked"),
    "made": lazy_pgettext("log", "made"),
    "mailing": lazy_pgettext("log", "mailing"),
    "masked": lazy_pgettext("log", "masked"),
    "members": lazy_pgettext("log", "family members"),
    "method": lazy_pgettext("log", "how"),
    "numbers": lazy_pgettext("log", "numbers"),
    "old_link": lazy_pgettext("log", "former link no."),
    "opened_with": lazy_pgettext("log", "opened with"),
    "page": lazy_pgettext("log", "page no."),
    "pages": lazy_pgettext("log", "pages"),
    "photo": lazy_pgettext("log", "with a photo"),
    "population": lazy_pgettext("log", "out of"),
    "post": lazy_pgettext("log", "post"),
    "posts": lazy_pgettext("log", "posts"),
    "posts_ended": lazy_pgettext("log", "posts ended"),
    "purpose": lazy_pgettext("log", "purpose"),
    "question": lazy_pgettext("log", "question no."),
    "reason": lazy_pgettext("log", "reason"),
    "receipt": lazy_pgettext("log", "receipt"),
    "receipts": lazy_pgettext("log", "receipts"),
    "recipient": lazy_pgettext("log", "for whom"),
    "rejected": lazy_pgettext("log", "cannot be read"),
    "relationship": lazy_pgettext("log", "reached whom"),
    "reminder": lazy_pgettext("log", "reminder no."),
    "removed": lazy_pgettext("log", "removed"),
    "restored": lazy_pgettext("log", "restored"),
    "rows": lazy_pgettext("log", "rows"),
    "seals": lazy_pgettext("log", "sealed days"),
    "second_thing": lazy_pgettext("log", "opened with"),
    "seed": lazy_pgettext("log", "number drawn with"),
    "settled": lazy_pgettext("log", "settled"),
    "settling": lazy_pgettext("log", "done with it"),
    "signature": lazy_pgettext("log", "signature no."),
    "size": lazy_pgettext("log", "drawn"),
    "spot_check_id": lazy_pgettext("log", "spot check no."),
    "step": lazy_pgettext("log", "step no."),
    "student_ids": lazy_pgettext("log", "students"),
    "students": lazy_pgettext("log", "students"),
    "time_of_term": lazy_pgettext("log", "how many this term"),
    "to_class_id": lazy_pgettext("log", "to class"),
    "unchanged": lazy_pgettext("log", "unchanged"),
    "undone": lazy_pgettext("log", "undone"),
    "unit_id": lazy_pgettext("log", "unit"),
    "unit_ids": lazy_pgettext("log", "units"),
    "units": lazy_pgettext("log", "units"),
    "updated": lazy_pgettext("log", "changed"),
    "version": lazy_pgettext("log", "version"),
    "voice": lazy_pgettext("log", "as said by"),
    "way": lazy_pgettext("log", "with"),
    "wrong_tries": lazy_pgettext("log", "wrong tries"),
    "years": lazy_pgettext("log", "years"),
}
# Which table an id of a place or mailing belongs to; of other ids only the number is shown.
PLACES: dict[str, str] = {
    "class_id": "school_class",
    "from_class_id": "school_class",
    "to_class_id": "school_class",
    "college_id": "unit",
    "unit_id": "unit",
    "mailing": "mailing",
}
_SECOND_THINGS = {
    "last_four": lazy_pgettext("log", "the last four digits of the phone"),
    "check_code": lazy_pgettext("log", "the check code of the paper"),
}
VALUES: dict[str, Mapping[Any, Any]] = {
    "post": {**POST_LABELS, "student": _l("Student")},
    "purpose": PURPOSE_LABELS,
    "kind": {
        **POST_LABELS,
        **UNIT_LABELS,
        **REPORT_KINDS,
        ImportKind.STUDENTS: lazy_pgettext("log", "students"),
        ImportKind.STAFF: _l("Staff"),
    },
    "confirmation": CONFIRMATIONS,
    "second_thing": _SECOND_THINGS,
    "opened_with": _SECOND_THINGS,
    "receipt": {
        "open": lazy_pgettext("log", "open"),
        "partly": lazy_pgettext("log", "waits for another signature"),
        "complete": lazy_pgettext("log", "complete"),
        "declined": lazy_pgettext("log", "declined"),
    },
    "method": {
        "typed": lazy_pgettext("log", "typed name"),
        "drawn": lazy_pgettext("log", "signature drawn"),
        "paper": lazy_pgettext("log", "on paper"),
        "assisted": lazy_pgettext("log", "noted by the counsellor"),
    },
    "relationship": RELATIONSHIP_WORDS,
    "contact_way": CONTACT_WAYS,
    "assisted_reason": REASON_WORDS,
    "settling": {how: state.label for how, state in SETTLED.items()},
    "recipient": RECIPIENTS,
    "voice": {"counsellor": _l("Counsellor"), "class_post": _l("Class monitor"), "student": _l("Student")},
    "way": {"password": lazy_pgettext("log", "password"), "code": lazy_pgettext("log", "one-time code")},
    "reason": {
        "unknown": lazy_pgettext("log", "unknown username"),
        "wrong": lazy_pgettext("log", "wrong password or code"),
        "disabled": lazy_pgettext("log", "account disabled"),
        "no_role": lazy_pgettext("log", "no role"),
    },
    "list": {
        "students": lazy_pgettext("log", "students"),
        "letters": lazy_pgettext("log", "letters"),
        "archive": _l("Archive of receipts"),
        "directory": _l("Contacts"),
        "accounts": _l("Accounts"),
        "never_signed_in": _l("Staff in posts who have never signed in"),
    },
}


def data_of(row: AuditEvent) -> dict[str, Any]:
    """The fields of an event; nothing where somebody has damaged them."""
    try:
        found = json.loads(row.data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def details(row: AuditEvent, names: Names) -> str:
    """All fields of an event in words: 班级 计科2402班 · 数量 40. What is None is not said."""
    return " · ".join(_told(data_of(row), names))


def _told(data: Mapping[str, Any], names: Names) -> Iterator[str]:
    for name, value in data.items():
        counted_already = "count" in data and isinstance(value, list)
        if value is not None and not counted_already:
            yield f"{FIELDS.get(name, name)} {_value(name, value, names)}"


def _value(name: str, value: Any, names: Names) -> str:
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("not so"))
    if isinstance(value, list):
        return str(len(value))
    if name in PLACES:
        return names.get((PLACES[name], value), f"#{value}")
    words = VALUES.get(name, {})
    return str(words.get(value) or JOB_LABELS.get(str(value), value))
