"""The list of accounts: its columns, once for page and export."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.accounts.models import Account
from school.accounts.rules import ROLE_OF_POST, STATE_LABELS, AccountState
from school.foundation.access import ROLE_LABELS, Role
from school.foundation.ui.listing import Column, Table
from school.foundation.ui.states import State
from school.org.models import PostKind
from school.org.rules import POST_LABELS

STATES = {
    AccountState.NEW: State("line", "circle-dashed", STATE_LABELS[AccountState.NEW]),
    AccountState.IN_USE: State("ok", "circle-check", STATE_LABELS[AccountState.IN_USE]),
    AccountState.DISABLED: State("", "lock", STATE_LABELS[AccountState.DISABLED]),
}


def posts_in_words(row: Any) -> str:
    """The posts held today that open something, each once; a student is called one."""
    kinds = [PostKind(word) for word in dict.fromkeys((row.kinds or "").split(",")) if word]
    words = [str(POST_LABELS[kind]) for kind in kinds if kind in ROLE_OF_POST]
    if row.Account.student_id is not None:
        words.append(str(ROLE_LABELS[Role.STUDENT]))
    return str(gettext(", ")).join(words)


ACCOUNTS = Table(
    "accounts",
    columns=(
        Column(
            "username",
            _l("Username"),
            lambda row: row.Account.username,
            sort=Account.username,
            link=lambda row: url_for("accounts.show", account_id=row.Account.id),
        ),
        Column("name", _l("Name"), lambda row: row.Account.name),
        Column("posts", _l("Role"), posts_in_words),
        Column("unit", _l("College or department"), lambda row: row.unit),
        Column("state", _l("State"), lambda row: STATES[row.Account.state]),
        Column(
            "last_sign_in",
            _l("Last signed in"),
            lambda row: row.Account.last_sign_in_at,
            sort=Account.last_sign_in_at,
        ),
    ),
    order=(Account.username,),
)
