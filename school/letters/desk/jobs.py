"""Reading scans as work with a page of its own: how many pages so far, and what became of them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from school.foundation.db import db
from school.foundation.jobs import Job, Origin, Outcome, Running, kind
from school.letters.desk.actions import READ
from school.letters.desk.models import ScanBatch
from school.letters.desk.queries import balance
from school.letters.desk.reading import read_batch, stored_paths

# Progress is a commit: not for every page.
TELL_EVERY = 5


def _batch_page(job: Job) -> Origin:
    return Origin("desk.batch", _l("To the batch"), {"scan_batch_id": job.arguments["batch"]})


@kind(READ, _l("Reading slips"), _batch_page)
def read_slips(running: Running) -> Outcome:
    """Each page is filed by itself: stopped half way and started again it goes on where it was."""
    batch_id: int = running.arguments["batch"]
    batch = db.session.get_one(ScanBatch, batch_id)
    expected = batch.expected
    running.advance(0, expected)

    def told(pages: int) -> None:
        if pages % TELL_EVERY == 0:
            running.advance(pages, max(pages, expected) if expected is not None else None)

    read_batch(batch_id, stored_paths(batch_id), told)
    found = balance(batch_id)
    return Outcome({"batch": batch_id, "pages": found.pages, "settled": found.settled, "at_desk": found.at_desk})
