"""What the desk shows: batches with their balance, pages, what is open, what goes back to students."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from school.accounts.models import Account
from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.foundation.jobs import Job
from school.letters.desk.models import ScanBatch, ScanFile, ScannedPage
from school.letters.desk.rules import Balance, Result, Settling
from school.letters.models import Letter
from school.org.models import Student

_COUNTED_AS = {Settling.FILED: "filed", Settling.RETURNED: "returned", Settling.BLANK: "blank", None: "at_desk"}


WITH_LETTER = (
    joinedload(ScannedPage.letter).joinedload(Letter.student).joinedload(Student.school_class),
    joinedload(ScannedPage.letter).joinedload(Letter.link),
    joinedload(ScannedPage.letter).joinedload(Letter.mailing),
)


@dataclass(frozen=True)
class BatchLine:
    """A batch in the list."""

    batch: ScanBatch
    balance: Balance
    files: tuple[str, ...]


def balance(batch_id: int) -> Balance:
    """How one batch stands."""
    return balances([batch_id])[batch_id]


def balances(batch_ids: Sequence[int]) -> dict[int, Balance]:
    """How batches stand, counted from their pages."""
    expected = dict(
        db.session.execute(select(ScanBatch.id, ScanBatch.expected).where(ScanBatch.id.in_(batch_ids))).all()
    )
    counts: dict[int, dict[str, int]] = {batch_id: {} for batch_id in batch_ids}
    statement = (
        select(ScannedPage.batch_id, ScannedPage.settled_as, func.count())
        .where(ScannedPage.batch_id.in_(batch_ids))
        .group_by(ScannedPage.batch_id, ScannedPage.settled_as)
    )
    for batch_id, settled_as, count in db.session.execute(statement):
        name = _COUNTED_AS.get(settled_as, "otherwise")
        counts[batch_id][name] = counts[batch_id].get(name, 0) + count
    return {batch_id: Balance(**found, expected=expected.get(batch_id)) for batch_id, found in counts.items()}


def batches(scope: Scope) -> Select[ScanBatch]:
    """Batches of files and photos within ``scope``, the newest first."""
    return visible(ScanBatch, scope).options(joinedload(ScanBatch.mailing)).order_by(ScanBatch.id.desc())


def lines(rows: Iterable[ScanBatch]) -> list[BatchLine]:
    """The same with balances and file names."""
    found = list(rows)
    ids = [batch.id for batch in found]
    stands, names = balances(ids), _names(ids)
    return [BatchLine(batch, stands[batch.id], tuple(names.get(batch.id, ()))) for batch in found]


def at_desk(scope: Scope) -> int:
    """How many pages wait for a person."""
    return db.session.scalar(select(func.count()).select_from(open_pages(scope).subquery())) or 0


def open_pages(scope: Scope, batch_id: int | None = None) -> Select[ScannedPage]:
    """Pages at the desk, in the order they were sent: of one batch or of all within ``scope``."""
    statement = visible(ScannedPage, scope).where(ScannedPage.settled_as.is_(None))
    if batch_id is not None:
        statement = statement.where(ScannedPage.batch_id == batch_id)
    return statement.order_by(ScannedPage.batch_id, ScannedPage.file, ScannedPage.page, ScannedPage.part)


def neighbours(pages: Sequence[ScannedPage], page: ScannedPage) -> tuple[ScannedPage | None, ScannedPage | None]:
    """The open pages before and after ``page``; after the last one comes the first."""
    others = [each for each in pages if each.id != page.id]
    before = [each for each in others if _place(each) < _place(page)]
    after = [each for each in others if _place(each) > _place(page)]
    following = after[0] if after else next(iter(before), None)
    previous = before[-1] if before else next(iter(reversed(after)), None)
    return previous, following


def pages_of(batch: ScanBatch) -> list[ScannedPage]:
    """Every page of a batch in order, with letters and students."""
    statement = select(ScannedPage).where(ScannedPage.batch_id == batch.id).options(*WITH_LETTER)
    return list(db.session.scalars(statement.order_by(ScannedPage.file, ScannedPage.page, ScannedPage.part)))


def results(batch: ScanBatch) -> Select[ScannedPage]:
    """The same as a statement, for the list to export."""
    return select(ScannedPage).where(ScannedPage.batch_id == batch.id).options(*WITH_LETTER)


def film(batch: ScanBatch) -> list[ScannedPage]:
    """Every page of a batch in order, alone: somebody turns 500 of them over, and with each comes the whole film."""
    statement = select(ScannedPage).where(ScannedPage.batch_id == batch.id)
    return list(db.session.scalars(statement.order_by(ScannedPage.file, ScannedPage.page, ScannedPage.part)))


def first_open(scope: Scope) -> ScannedPage | None:
    """The page that waits longest."""
    return db.session.scalars(open_pages(scope).limit(1)).first()


def files_of(batch: ScanBatch) -> list[ScanFile]:
    """The files of a batch in the order sent."""
    return list(db.session.scalars(select(ScanFile).where(ScanFile.batch_id == batch.id).order_by(ScanFile.position)))


def with_letter(page: ScannedPage) -> ScannedPage:
    """One page with its batch, letter and student."""
    statement = select(ScannedPage).where(ScannedPage.id == page.id)
    options = (*WITH_LETTER, joinedload(ScannedPage.batch).joinedload(ScanBatch.mailing))
    return db.session.scalars(statement.options(*options).execution_options(populate_existing=True)).one()


def to_give_back(pages: Sequence[ScannedPage]) -> list[ScannedPage]:
    """Slips without a signature: those given back, and those that wait to be."""
    unsigned = [page for page in pages if page.settled_as is None and page.result is Result.UNSIGNED]
    return [page for page in pages if page.settled_as is Settling.RETURNED or page in unsigned]


def last_settled(scope: Scope, account_id: int | None, page_id: int | None) -> ScannedPage | None:
    """The page that somebody has just settled, for the undo button; nobody else's."""
    if page_id is None or account_id is None:
        return None
    statement = visible(ScannedPage, scope).where(ScannedPage.id == page_id, ScannedPage.account_id == account_id)
    found: ScannedPage | None = db.session.scalar(
        statement.where(ScannedPage.settled_as.is_not(None)).options(*WITH_LETTER)
    )
    return found


def job_of(batch: ScanBatch) -> Job | None:
    """The work that reads the batch."""
    return db.session.get(Job, batch.job_id) if batch.job_id is not None else None


def reading_job(batch: ScanBatch) -> Job | None:
    """The same while pages are still coming."""
    job = job_of(batch)
    return job if job is not None and not job.finished else None


def name_of(account_id: int | None) -> str:
    """Who an account is, "" where nobody is known."""
    account = db.session.get(Account, account_id) if account_id is not None else None
    return account.name if account else ""


def _names(batch_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    statement = select(ScanFile.batch_id, ScanFile.name).where(ScanFile.batch_id.in_(batch_ids))
    for batch_id, name in db.session.execute(statement.order_by(ScanFile.batch_id, ScanFile.position)):
        found.setdefault(batch_id, []).append(name)
    return found


def _place(page: ScannedPage) -> tuple[int, int, int, int]:
    return page.batch_id, page.file, page.page, page.part
