"""Recomputing the log, or writing it into a workbook, takes a while: the worker does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.foundation.access import CAMPUS
from school.foundation.audit import record
from school.foundation.audit.models import AuditEvent
from school.foundation.audit.queries import verify
from school.foundation.clock import today
from school.foundation.db import unit_of_work
from school.foundation.files import scratch_file
from school.foundation.jobs import Job, NewFile, Origin, Outcome, Running, kind
from school.foundation.ui.listing import XLSX
from school.log import queries
from school.log.actions import CHECK_LOG, EXPORT_LOG
from school.log.events import LOG_CHECKED, LOG_EXPORTED
from school.log.lists import Told, told, write_log

# A worksheet has 1,048,576 rows.
EXPORTED_AT_MOST = 1_000_000


def _log_page(_job: Job) -> Origin:
    return Origin("log.index", _l("Back to the log"))


@kind(CHECK_LOG, _l("Checking the log"), _log_page)
def check_log(running: Running) -> Outcome:
    """Each row's digest, the gaps, and the chain of days; what was found is an event itself. Run again, checks again."""
    running.advance(0, 1)
    verdict = verify()
    facts = {"events": verdict.events, "seals": verdict.seals}
    with unit_of_work():
        record(LOG_CHECKED, verdict.bad_id, fits=verdict.bad_id is None, **facts)
    running.advance(1, 1)
    return Outcome({**facts, "bad_id": verdict.bad_id})


@kind(EXPORT_LOG, _l("The log as a workbook"), _log_page)
def export_log(running: Running) -> Outcome:
    """The events asked for, newest first, with a line where a sheet can hold no more. Run again, writes again."""
    statement = queries.events(CAMPUS, queries.Wanted(**running.arguments))
    found = queries.count_up_to(statement, EXPORTED_AT_MOST)
    written = min(found, EXPORTED_AT_MOST)
    more = gettext("The sheet is full. For older events choose earlier days.") if found > written else ""
    path = scratch_file(".xlsx")
    with path.open("wb") as file:
        write_log(file, _watched(queries.newest(statement, EXPORTED_AT_MOST), running, written), more)
    with unit_of_work():
        record(LOG_EXPORTED, None, rows=written)
    name = f"{gettext('Log of actions')}-{today():%Y-%m-%d}.xlsx"
    return Outcome({"events": written}, NewFile(path, name, XLSX))


def _watched(pieces: Iterator[Sequence[AuditEvent]], running: Running, total: int) -> Iterator[Sequence[Told]]:
    done = 0
    for piece in map(told, pieces):
        yield piece
        done += len(piece)
        running.advance(done, total)
