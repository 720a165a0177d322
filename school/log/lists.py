"""An event as people read it: when, who, what, to what. The same columns for the page and the workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.accounts.events import SIGNED_IN
from school.accounts.models import Account
from school.foundation.access import may_open
from school.foundation.audit.models import AuditEvent
from school.foundation.sheets import Column, Sheet, write_xlsx
from school.foundation.sheets.write import Value
from school.foundation.ui.filters import local
from school.log import objects, queries
from school.log.details import details
from school.log.kinds import KINDS


class Told(NamedTuple):
    """One event in words. ``who_url`` and ``object_url`` are None where there is no page to open."""

    id: int
    at: dt.datetime
    who: str
    who_url: str | None
    what: str
    object: str
    object_url: str | None
    details: str


def told(rows: Sequence[AuditEvent]) -> list[Told]:
    """These events in the reader's language: a few look-ups, whatever their number."""
    accounts, names = queries.accounts(rows), queries.names(rows)
    return [_told(row, accounts, names) for row in rows]


def _told(row: AuditEvent, accounts: Mapping[int, Account], names: objects.Names) -> Told:
    signed_in = row.event == SIGNED_IN.code
    number = row.subject_id if signed_in else row.actor_id if row.actor_kind == "account" else None
    account = accounts.get(number or 0)
    to_account = accounts.get(row.subject_id or 0) if row.subject_type == "account" else None
    known = account is not None and may_open("accounts.show")
    return Told(
        id=row.id,
        at=row.at,
        who=account_words(account) if account else _nobody(row),
        who_url=url_for("accounts.show", account_id=number) if known else None,
        what=str(KINDS.get(row.event, row.event)),
        object="" if signed_in else account_words(to_account) if to_account else objects.title(row, names),
        object_url=None if signed_in else objects.address(row, names),
        details=details(row, names),
    )


def account_words(account: Account) -> str:
    """Colleagues by name and username; of students only what the event holds."""
    if account.staff is not None:
        return f"{account.staff.name} ({account.username})"
    return str(gettext("Student's account #%(number)s", number=account.id))


def _nobody(row: AuditEvent) -> str:
    """Whoever did it without an account that is still there."""
    number = row.actor_id
    words = {
        "account": gettext("Account #%(number)s", number=number),
        "link": gettext("Family, by letter link #%(number)s", number=number),
        "job": gettext("The system itself"),
        "anonymous": gettext("Command line, or nobody signed in"),
    }
    return str(words.get(row.actor_kind, row.actor_kind))


_COLUMNS: tuple[tuple[LazyString, int, Callable[[Told], Value]], ...] = (
    (_l("Entry no."), 9, lambda row: row.id),
    (_l("When"), 17, lambda row: local(row.at)),
    (_l("By whom"), 26, lambda row: row.who),
    (_l("What was done"), 26, lambda row: row.what),
    (_l("To what"), 26, lambda row: row.object),
    (_l("Details"), 60, lambda row: row.details),
)


def write_log(file: BinaryIO, pieces: Iterable[Sequence[Told]], last_line: str = "") -> None:
    """All events of ``pieces`` as a workbook, and under them a line that says what is not in it."""
    columns = [Column(str(label), width) for label, width, _value in _COLUMNS]
    write_xlsx(file, [Sheet(gettext("Log of actions"), columns, _lines(pieces, last_line))])


def _lines(pieces: Iterable[Sequence[Told]], last_line: str) -> Iterator[Sequence[Value]]:
    for rows in pieces:
        for row in rows:
            yield [value(row) for _label, _width, value in _COLUMNS]
    if last_line:
        yield [None, None, None, last_line, None, None]
