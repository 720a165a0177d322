"""What a view says about who may open it: ``@needs(…)`` or ``@public``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from school.foundation.access.policy import Permission

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """A view's declaration. ``permission`` None means public; ``of`` are models loaded from the URL."""

    permission: Permission | None
    of: tuple[type[Any], ...] = ()
    audited: bool = True


def needs(permission: Permission, of: type[Any] | tuple[type[Any], ...] = (), *, audited: bool = True) -> Any:
    """Declare the permission a view needs, and the rows its URL names.

    For ``of=Letter`` the URL has ``<int:letter_id>`` and the view receives ``letter``, already within
    the actor's reach; a row outside it is a 404. A model's ``url_name`` is that word.
    ``audited=False`` is for the few unsafe requests that change nothing (a preview, a search form).
    """
    models = of if isinstance(of, tuple) else (of,)

    def declare(view: View) -> View:
        view.access = Access(permission, models, audited)  # type: ignore[attr-defined]  # functions have attributes
        return view

    return declare


def public(view: View | None = None, *, audited: bool = True) -> Any:
    """Declare a view that anybody may open, signed in or not."""

    def declare(view: View) -> View:
        view.access = Access(None, (), audited)  # type: ignore[attr-defined]  # functions have attributes
        return view

    return declare(view) if view is not None else declare
