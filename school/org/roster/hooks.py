"""What other features do when an import was saved: they register here, since org knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

AfterStaff = Callable[[Sequence[int]], None]

_after_staff: dict[str, AfterStaff] = {}


def after_staff_saved(name: str, hook: AfterStaff) -> None:
    """Call ``hook`` with the ids of the staff of each imported sheet, within its transaction."""
    _after_staff[name] = hook


def staff_saved(staff_ids: Sequence[int]) -> None:
    """Tell everybody who asked."""
    for hook in _after_staff.values():
        hook(staff_ids)
