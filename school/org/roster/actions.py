"""Imports: staged, mended, mapped, saved, thrown away, taken back. Nothing is saved while a row is rejected."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select
from werkzeug.exceptions import Conflict

from school.foundation import jobs
from school.foundation.access import current_actor
from school.foundation.audit import record
from school.foundation.clock import today
from school.foundation.db import db, next_id, utc_now
from school.foundation.jobs import Job
from school.foundation.sheets import Table
from school.org.actions.students import end_enrolment
from school.org.models import ColumnMapping, ImportBatch, ImportKind, ImportState, Student
from school.org.roster import hooks, queries
from school.org.roster.compare import Limits
from school.org.roster.events import (
    MISSING_LEFT,
    ROSTER_DISCARDED,
    ROSTER_MAPPED,
    ROSTER_MENDED,
    ROSTER_SAVED,
    ROSTER_SAVING,
    ROSTER_STAGED,
    ROSTER_UNDONE,
    TROUBLE_EXPORTED,
)
from school.org.roster.header import HeaderMatch
from school.org.roster.headings import AnyField, plain_heading
from school.org.roster.planning import AnyPlan, header_of, missing_sentence, plan_of
from school.org.roster.preview import keep_preview
from school.org.roster.staff_compare import StaffPlan
from school.org.roster.staff_writing import StaffWriting
from school.org.roster.staging import Staged, opened, sealed, stage, staged_of
from school.org.roster.undoing import hanging_on, take_back
from school.org.roster.writing import Traces, Writing

SAVE_ROSTER = "roster.save"
# More rows than these are saved by the worker, with a progress page.
SAVED_AT_ONCE = 5_000
# A sheet holds people's phones: one that nobody saved or threw away is not kept for longer.
KEPT_STAGED = dt.timedelta(days=14)
LATER_IMPORT = _l("A later import (no. %(count)s) changed the same people. Undo that one first.")


class Refusal(enum.StrEnum):
    """Why a batch was not saved."""

    REJECTED = "rejected"
    OVER = "over"
    COLUMNS = "columns"


REFUSALS: dict[Refusal, LazyString] = {
    Refusal.REJECTED: _l("Some rows cannot be read yet. Mend them, or skip them; nothing was saved."),
    Refusal.OVER: _l("This sheet was saved or thrown away already."),
    Refusal.COLUMNS: _l("The sheet lacks a column that is needed. Say first what its headings mean."),
}


class Saved(NamedTuple):
    """How saving went: ``refusal`` None means that it is done, or that ``job`` does it."""

    refusal: Refusal | None = None
    job: Job | None = None


def stage_roster(
    table: Table,
    header: HeaderMatch,
    *,
    file_name: str,
    limits: Limits,
    kind: ImportKind = ImportKind.STUDENTS,
) -> ImportBatch:
    """Keep a sheet and show what it would do; nothing of it is saved."""
    batch = new_batch(kind, file_name, limits.college_id)
    db.session.add(batch)
    db.session.flush()
    staged = Staged(table, header.index, header.height)
    _review(batch, staged, limits)
    record(ROSTER_STAGED, batch.id, kind=batch.kind, rows=_count(batch, "rows"), rejected=_count(batch, "rejected"))
    return batch


def new_batch(kind: ImportKind, file_name: str, college_id: int | None) -> ImportBatch:
    """A batch of whoever is acting, with its id."""
    return ImportBatch(
        id=next_id(ImportBatch),
        kind=kind,
        state=ImportState.STAGED,
        file_name=file_name[-200:],
        college_id=college_id,
        account_id=current_actor().account_id,
        columns={},
        counts={},
    )


def mend(batch: ImportBatch, cells: Mapping[tuple[int, int], str], limits: Limits) -> None:
    """Type cells anew and look at everything again. Cells that the sheet does not have are passed over."""
    _check_staged(batch)
    staged = staged_of(batch)
    known = {place: text for place, text in cells.items() if staged.knows(*place)}
    _review(batch, staged.mend(known), limits)
    record(ROSTER_MENDED, batch.id, cells=len(known), rejected=_count(batch, "rejected"))


def put_back(batch: ImportBatch, row: int, limits: Limits) -> None:
    """One row as it was sent."""
    _check_staged(batch)
    _review(batch, staged_of(batch).put_back(row), limits)
    record(ROSTER_MENDED, batch.id, cells=0, rejected=_count(batch, "rejected"))


def map_columns(batch: ImportBatch, chosen: Mapping[str, AnyField | None], limits: Limits) -> None:
    """Decide what headings mean (None: not read), remember it for this college, and look at everything again."""
    _check_staged(batch)
    for heading, field in chosen.items():
        _remember(batch, plain_heading(heading), field)
    db.session.flush()
    _review(batch, staged_of(batch), limits)
    record(ROSTER_MAPPED, batch.id, headings=len(chosen))


def discard(batch: ImportBatch) -> None:
    """Throw a sheet away that was not saved; its cells are gone at once."""
    _check_staged(batch)
    batch.state = ImportState.DISCARDED
    batch.staged = batch.preview = None
    record(ROSTER_DISCARDED, batch.id)


def drop_forgotten() -> None:
    """Throw away what was staged, and neither saved nor thrown away, longer than ``KEPT_STAGED`` ago."""
    forgotten = select(ImportBatch).where(ImportBatch.state == ImportState.STAGED)
    for batch in db.session.scalars(forgotten.where(ImportBatch.created_at < utc_now() - KEPT_STAGED)):
        discard(batch)


def save(batch: ImportBatch, limits: Limits, *, skip_bad_rows: bool) -> Saved:
    """Save a staged sheet: at once, or through the worker where it is long."""
    if batch.state is not ImportState.STAGED:
        return Saved(Refusal.OVER)
    if _count(batch, "rows") > SAVED_AT_ONCE:
        posts = sorted(kind.value for kind in limits.posts)
        own = {"own_only": limits.own_only, "posts": posts}
        job = jobs.start(SAVE_ROSTER, batch_id=batch.id, skip_bad_rows=skip_bad_rows, **own)
        batch.counts = {**batch.counts, "job": job.id}
        record(ROSTER_SAVING, batch.id, job_id=job.id)
        return Saved(job=job)
    return save_now(batch, limits, skip_bad_rows=skip_bad_rows)


def save_now(batch: ImportBatch, limits: Limits, *, skip_bad_rows: bool) -> Saved:
    """Compare once more, since others may have changed something meanwhile, and write."""
    staged = staged_of(batch)
    header = header_of(batch, staged)
    if header.missing:
        return Saved(Refusal.COLUMNS)
    plan = plan_of(batch.kind, staged.table, header, limits)
    if plan.rejected and not skip_bad_rows:
        if len(plan.rejected) != _count(batch, "rejected"):  # show what is the matter by now
            mend(batch, {}, limits)
        return Saved(Refusal.REJECTED)
    write(batch, plan, header)
    return Saved()


def write(batch: ImportBatch, plan: AnyPlan, header: HeaderMatch) -> None:
    """Write a plan and keep what undoing it takes; the sheet itself is not needed any more."""
    batch.columns = header.mapping
    batch.counts = _counts(plan, header)
    if not isinstance(plan, StaffPlan):
        _finish(batch, Writing(plan).run())
        return
    writing = StaffWriting(plan)
    _finish(batch, writing.run())
    batch.counts = {**batch.counts, "unit_ids": queries.units_of_staff(writing.staff_ids)}
    hooks.staff_saved(writing.staff_ids)


def _finish(batch: ImportBatch, traces: Traces) -> None:
    """Record a saved batch with one event, and keep its traces sealed."""
    counts = batch.counts
    db.session.add(batch)
    db.session.flush()
    numbers = ("created", "updated", "unchanged", "rejected", "classes_created", "colleges_created")
    facts = {name: counts[name] for name in numbers}
    event_id = record(ROSTER_SAVED, batch.id, kind=batch.kind, posts=len(traces.posts), **facts)
    batch.state, batch.saved_at = ImportState.SAVED, utc_now()
    batch.staged = batch.preview = None
    batch.undo = sealed(batch, "undo", {"event": event_id, "traces": traces.as_dict()})


def undo(batch: ImportBatch) -> list[str]:
    """Take a saved import back. Where something hangs on it the sentences say what, and the caller keeps nothing."""
    kept = opened(batch, "undo")
    if batch.state is not ImportState.SAVED or kept is None:
        return [gettext("This import was taken back already, or never saved.")]
    traces = Traces.from_dict(kept["traces"])
    hooks.staff_taken_back(traces.staff)
    if hanging := [*hanging_on(traces, kept["event"]), *_later_imports(batch, traces)]:
        return [str(sentence) % {"count": count} for sentence, count in hanging]
    batch.state, batch.undo = ImportState.UNDONE, None
    db.session.flush()
    take_back(traces)
    restored = len(traces.touched) - len(traces.students)
    record(ROSTER_UNDONE, batch.id, removed=len(traces.students) + len(traces.staff), restored=restored)
    return []


def note_left(batch: ImportBatch, students: Sequence[Student]) -> None:
    """Students who are missing from a new roster have left, as somebody who looked at the list says."""
    for student in students:
        end_enrolment(student)
        student.left_on = today()
    record(MISSING_LEFT, batch.id, student_ids=[student.id for student in students])


def note_export(batch: ImportBatch) -> None:
    """Rows of people leave the system."""
    _check_staged(batch)
    record(TROUBLE_EXPORTED, batch.id, rows=_count(batch, "rejected"))


def _later_imports(batch: ImportBatch, traces: Traces) -> list[tuple[LazyString, int]]:
    later = select(ImportBatch).where(ImportBatch.id != batch.id, ImportBatch.state == ImportState.SAVED)
    for other in db.session.scalars(later.where(ImportBatch.saved_at >= batch.saved_at).order_by(ImportBatch.id)):
        theirs = Traces.from_dict(opened(other, "undo")["traces"])
        if theirs.touched & traces.touched or set(theirs.staff_touched) & set(traces.staff_touched):
            return [(LATER_IMPORT, other.id)]
    return []


def _review(batch: ImportBatch, staged: Staged, limits: Limits) -> None:
    """Keep the sheet and what it would do now."""
    header = header_of(batch, staged)
    stage(batch, staged)
    batch.columns = header.mapping
    if header.missing:
        batch.preview = None
        batch.counts = _of_header(header) | {"lacking": missing_sentence(header)}
        return
    plan = plan_of(batch.kind, staged.table, header, limits)
    batch.counts = _counts(plan, header)
    keep_preview(batch, plan, staged, header)


def _counts(plan: AnyPlan, header: HeaderMatch) -> dict[str, Any]:
    made = {"classes_created": len(plan.new_classes), "colleges_created": len(plan.new_colleges)}
    return {**plan.counts(), **_of_header(header), **made, **plan.asides}


def _of_header(header: HeaderMatch) -> dict[str, Any]:
    return {"header_index": header.index, "unmapped": header.unmapped}


def _remember(batch: ImportBatch, heading: str, field: AnyField | None) -> None:
    same = select(ColumnMapping).where(ColumnMapping.kind == batch.kind, ColumnMapping.heading == heading)
    same = same.where(ColumnMapping.college_id.is_not_distinct_from(batch.college_id))
    row = db.session.scalar(same) or ColumnMapping(college_id=batch.college_id, kind=batch.kind, heading=heading)
    row.field = str(field) if field is not None else queries.LEFT_OUT
    db.session.add(row)


def _check_staged(batch: ImportBatch) -> None:
    """Somebody else may have saved or thrown away the sheet meanwhile."""
    if batch.state is not ImportState.STAGED:
        raise Conflict("this sheet is not open any more")


def _count(batch: ImportBatch, name: str) -> int:
    return int(batch.counts.get(name, 0))
