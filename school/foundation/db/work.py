"""The unit of work: who may commit, whether it will write, and what happens afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from school.foundation.db.base import db

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_AFTER_COMMIT = "after_commit"


def is_writing() -> bool:
    """Whether transactions begun now will change rows."""
    return _writing.get()


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside take SQLite's write lock at once instead of half way."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Commit once at the end, or roll everything back: for command lines and jobs.

    Requests have the gate instead. A read transaction that is still open is ended first,
    because SQLite cannot turn it into a write.
    """
    db.session.rollback()
    with writing():
        try:
            yield
            commit()
        except BaseException:
            rollback()
            raise


def after_commit(hook: Callable[[], None]) -> None:
    """Run ``hook`` when this session's transaction has been committed; forget it on rollback."""
    db.session.info.setdefault(_AFTER_COMMIT, []).append(hook)


def commit() -> None:
    """Commit the session and run its after-commit hooks. Only the gate and units of work call this."""
    db.session.commit()
    for hook in db.session.info.pop(_AFTER_COMMIT, []):
        hook()


def rollback() -> None:
    """Undo the session's transaction and forget what was to happen after it."""
    db.session.info.pop(_AFTER_COMMIT, None)
    db.session.rollback()
