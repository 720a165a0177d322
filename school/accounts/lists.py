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
from school.org.models import PostKind, StaffMember, Unit
from school.org.rules import POST_LABELS

STATES = {
    AccountState.NEW: State("line", "circle-dashed", STATE_LABELS[AccountState.NEW]),
    AccountState.IN_USE: State("ok", "circle-check", STATE_LABELS[AccountState.IN_USE]),
    AccountState.DISABLED: State("", "lock", STATE_LABELS[AccountState.DISABLED]),
}


def posts_in_words(row: Any) -> str:
    """The posts held today that open something, each once; a student is called one."""
    words = _post_words(row.kinds)
    if row.Account.student_id is not None:
        words.append(str(ROLE_LABELS[Role.STUDENT]))
    return str(gettext(", ")).join(words)


def _post_words(joined: str | None) -> list[str]:
    kinds = [PostKind(word) for word in dict.fromkeys((joined or "").split(",")) if word]
    return [str(POST_LABELS[kind]) for kind in kinds if kind in ROLE_OF_POST]


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

NEVER_SIGNED_IN = Table(
    "never-signed-in",
    columns=(
        Column(
            "name",
            _l("Name"),
            lambda row: row.StaffMember.name,
            sort=StaffMember.name,
            link=lambda row: url_for("org.staff_member", staff_member_id=row.StaffMember.id),
        ),
        Column("number", _l("Staff number"), lambda row: row.StaffMember.staff_number, sort=StaffMember.staff_number),
        Column("posts", _l("Post"), lambda row: gettext(", ").join(_post_words(row.kinds))),
        Column("unit", _l("College or department"), lambda row: row.unit, sort=Unit.position),
        Column("username", _l("Username"), lambda row: row.username or gettext("no account yet")),
    ),
    order=(Unit.position, Unit.id, StaffMember.name, StaffMember.id),
)
