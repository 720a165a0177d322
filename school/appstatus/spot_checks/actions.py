"""Drawing a sample, noting what was seen, closing. The marks are never overwritten."""

from __future__ import annotations

import secrets

from school.appstatus import events, rules
from school.appstatus.models import SpotCheck, SpotCheckEntry, SpotCheckResult
from school.appstatus.spot_checks import queries
from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.db import db, next_id
from school.org.models import SchoolClass, Unit

SEEDS = 10**9


def draw(place: Unit | SchoolClass, size: int, seed: int | None = None) -> SpotCheck:
    """Draw ``size`` students of a college or class among those who may be asked to show.

    ``seed`` is chosen by chance; tests and proofs give it. How the sample follows from seed and ids
    is said in ``rules.sample``. Whoever declined or cannot install is never drawn.
    """
    ids = queries.population(place)
    chosen = seed if seed is not None else secrets.randbelow(SEEDS)
    drawn = rules.sample(chosen, ids, size)
    check = SpotCheck(
        id=next_id(SpotCheck),
        college_id=place.id if isinstance(place, Unit) else None,
        class_id=place.id if isinstance(place, SchoolClass) else None,
        seed=chosen,
        size=len(drawn),
        population=len(ids),
        population_digest=rules.population_digest(ids),
        account_id=current_actor().account_id,
    )
    db.session.add(check)
    db.session.flush()
    db.session.add_all(SpotCheckEntry(spot_check_id=check.id, student_id=each) for each in drawn)
    record(events.SPOT_CHECK_DRAWN, check.id, seed=chosen, size=len(drawn), population=len(ids))
    return check


def record_result(entry: SpotCheckEntry, result: SpotCheckResult) -> None:
    """Note what one sampled student showed; raises AlreadyClosed."""
    check = db.session.get_one(SpotCheck, entry.spot_check_id, with_for_update={"read": True})
    entry.spot_check = check
    entry.record_result(result, current_actor().account_id)
    record(events.SPOT_CHECK_RECORDED, entry.id, spot_check_id=check.id)


def close(check: SpotCheck) -> None:
    """Take no more results; raises AlreadyClosed."""
    check.close()
    record(events.SPOT_CHECK_CLOSED, check.id)
