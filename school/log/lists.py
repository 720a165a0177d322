"""An event as people read it: when, who, what, to what. The same columns for the page and the workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

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
    accounts, names = queries.actors(rows), queries.names(rows)
    return [_told(row, accounts, names) for row in rows]


def _told(row: AuditEvent, accounts: Mapping[int, Account], names: objects.Names) -> Told:
    account = accounts.get(row.actor_id or 0) if row.actor_kind == "account" else None
    known = account is not None and may_open("accounts.show")
    return Told(
        id=row.id,
        at=row.at,
        who=_who(row, account),
        who_url=url_for("accounts.show", account_id=row.actor_id) if known else None,
        what=str(KINDS.get(row.event, row.event)),
        object=objects.title(row, names),
        object_url=objects.address(row, names),
        details=details(row, names),
    )


def _who(row: AuditEvent, account: Account | None) -> str:
    """Colleagues by name and username; of students and families only what the event holds."""
    number = row.actor_id
    if account is not None and account.staff is not None:
        return f"{account.staff.name} ({account.username})"
    if row.actor_kind == "account":
        return gettext("Student's account #%(number)s", number=number) if account else f"#{number}"
    words = {
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
