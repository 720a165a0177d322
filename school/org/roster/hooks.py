"""What other features do when an import is saved or taken back: they register here, org knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask_babel.speaklater import LazyString

from school.foundation.db import Base

StaffHook = Callable[[Sequence[int]], None]

_saved: dict[str, StaffHook] = {}
_taken_back: dict[str, StaffHook] = {}
_kept: dict[str, LazyString] = {}


def of_people(sentence: LazyString, *models: type[Base]) -> None:
    """Rows of ``models`` keep the import that made their people from being taken back; ``sentence`` says so, with
    %(count)s people. An own sentence is all there is to gain: tables that nobody named keep the import, too.
    """
    for model in models:
        _kept[model.__tablename__] = sentence


def kept_tables() -> Mapping[str, LazyString]:
    """The sentence of each table that was named."""
    return _kept


def of_staff(name: str, *, saved: StaffHook, taken_back: StaffHook) -> None:
    """Call ``saved`` with the ids of the staff of each imported sheet, within its transaction, and ``taken_back``
    with those who are about to be removed: it undoes what ``saved`` did where nobody has used it yet.
    """
    _saved[name], _taken_back[name] = saved, taken_back


def staff_saved(staff_ids: Sequence[int]) -> None:
    """Tell everybody who asked."""
    for hook in _saved.values():
        hook(staff_ids)


def staff_taken_back(staff_ids: Sequence[int]) -> None:
    """Tell everybody who asked."""
    for hook in _taken_back.values():
        hook(staff_ids)
