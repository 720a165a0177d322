"""Long sheets are saved by the worker."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from school.foundation.db import db, unit_of_work
from school.foundation.jobs import Job, Origin, Outcome, Running, kind
from school.org.models import ImportBatch, ImportState, PostKind
from school.org.roster.actions import SAVE_ROSTER, save_now
from school.org.roster.planning import limits_of


def _import_page(job: Job) -> Origin:
    return Origin("roster.show", _l("To the import"), {"batch_id": job.arguments["batch_id"]})


@kind(SAVE_ROSTER, _l("Saving the roster"), _import_page)
def save_roster(running: Running) -> Outcome:
    """One transaction: all of it or nothing. Run again it finds the batch saved and does nothing."""
    given = running.arguments
    running.advance(0, 2)
    with unit_of_work():
        batch = db.session.get_one(ImportBatch, given["batch_id"])
        posts = [PostKind(word) for word in given["posts"]]
        limits = limits_of(batch.college_id, own_only=given["own_only"], posts=posts)
        refusal = None
        if batch.state is ImportState.STAGED:
            refusal = save_now(batch, limits, skip_bad_rows=given["skip_bad_rows"]).refusal
        numbers = {name: batch.counts.get(name, 0) for name in ("created", "updated", "unchanged", "rejected")}
    running.advance(2, 2)
    return Outcome({"batch_id": given["batch_id"], "refusal": refusal, **numbers})
