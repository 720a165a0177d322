"""What the database says of an error, without the values of the row it is about.

Errors end in the log, on the row of a failed job and on its page. PostgreSQL adds the row itself to what
it says (DETAIL: Key (student_number)=(…) already exists; CONTEXT: COPY student, line 3: "…"); SQLite
names tables and columns only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

# SQLSTATE class "data exception": here even the first sentence quotes the value (invalid input syntax: "…").
ABOUT_A_VALUE = "22"


def hide_values(engine: Engine) -> None:
    """Let no error that comes through ``engine`` tell values; ``hide_parameters`` keeps back the parameters alone."""
    event.listen(engine, "handle_error", _on_error)


@contextmanager
def without_values() -> Iterator[None]:
    """The same for the driver's own calls, which ``engine`` does not see."""
    try:
        yield
    except Exception as error:
        _shorten(error)
        raise


def _on_error(context: ExceptionContext) -> None:
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    _shorten(error)
    if wrapped is not None:
        kind = type(error)
        wrapped.args = (f"({kind.__module__}.{kind.__name__}) {error}",)


def _shorten(error: BaseException) -> None:
    """Keep what names tables, columns and constraints; code reads the rest from the error's ``diag``."""
    state, diagnosis = getattr(error, "sqlstate", None), getattr(error, "diag", None)
    if state and diagnosis is not None:
        told = "" if state.startswith(ABOUT_A_VALUE) else diagnosis.message_primary or ""
        error.args = (f"{told} [SQLSTATE {state}]".lstrip(),)
