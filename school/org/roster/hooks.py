"""What other features do when a staff sheet was saved or is taken back: they register here, org knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

StaffHook = Callable[[Sequence[int]], None]

_saved: dict[str, StaffHook] = {}
_taken_back: dict[str, StaffHook] = {}


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
