"""The gate: every request passes here once, and only here is committed.

    actor → scope → rows of the URL → view → event recorded? → commit once → after-commit → response

Commit belongs in ``dispatch_request``: in ``after_request`` a unique violation at commit would
skip the error handlers and answer 500.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from flask import Flask, Response, abort, g, request
from werkzeug.exceptions import Forbidden, Unauthorized

from school.foundation.access.declare import Access
from school.foundation.access.policy import RESTRICTED, Permission
from school.foundation.access.scope import ANONYMOUS, Actor, Scope, reach, visible
from school.foundation.db import LARGEST_ID, db, work

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
ActorLoader = Callable[[], Actor | None]
EntryCheck = Callable[[], None]


class Gate(Flask):
    """A Flask application whose views are reached through their declarations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor_loaders: list[ActorLoader] = []
        self.entry_checks: list[EntryCheck] = []

    def add_actor_loader(self, loader: ActorLoader) -> None:
        """Ask ``loader`` who is acting; the first that answers with an actor is believed."""
        self.actor_loaders.append(loader)

    def add_entry_check(self, check: EntryCheck) -> None:
        """Call ``check`` before every view that is not public; it may send the actor elsewhere by ``abort``."""
        self.entry_checks.append(check)

    def check_declarations(self) -> None:
        """Refuse to start while an endpoint declares no access."""
        silent = sorted(
            endpoint
            for endpoint, view in self.view_functions.items()
            if endpoint != "static" and not hasattr(view, "access")
        )
        if silent:
            raise RuntimeError(f"No access declared (@needs or @public): {', '.join(silent)}")

    def dispatch_request(self) -> Any:
        if request.routing_exception is not None or request.endpoint == "static":
            return super().dispatch_request()
        view: Any = self.view_functions[str(request.endpoint)]
        access: Access = view.access
        g.events_recorded = 0
        with work.writing() if _will_write(access) else nullcontext():
            try:
                self._admit(access)
                response = self.make_response(super().dispatch_request())
                self._finish(access, response)
            except BaseException:
                work.rollback()
                raise
        return response

    def log_exception(self, exc_info: Any) -> None:
        """Name the page that broke and not its address, which may hold a letter's token."""
        self.logger.error("Exception in %s [%s]", request.endpoint, request.method, exc_info=exc_info)

    def load_actor(self) -> Actor:
        """The first answer of the registered loaders, else nobody."""
        for loader in self.actor_loaders:
            if actor := loader():
                return actor
        return ANONYMOUS

    def require(self, permission: Permission) -> None:
        """Refuse who does not hold ``permission`` before anything of what they send is read; the gate asks again.

        Raises Unauthorized or Forbidden.
        """
        try:
            actor = self.load_actor()
            if not reach(actor, permission):
                raise Unauthorized if actor is ANONYMOUS else Forbidden
        finally:
            work.rollback()  # a read that is still open would be in the way of the view's write

    def _admit(self, access: Access) -> None:
        """Find actor and scope, and exchange the ids of the URL for rows within it."""
        g.actor = self.load_actor()
        if access.permission is None:
            g.scope = Scope()
            return
        for check in self.entry_checks:
            check()
        g.scope = reach(g.actor, access.permission)
        if not g.scope:
            raise Unauthorized if g.actor is ANONYMOUS else Forbidden
        arguments = request.view_args or {}
        for model in access.of:
            row_id = min(arguments.pop(f"{model.url_name}_id"), LARGEST_ID)
            row = db.session.scalar(visible(model, g.scope).where(model.id == row_id))
            arguments[getattr(model, "view_name", model.url_name)] = row or abort(404)

    def _finish(self, access: Access, response: Response) -> None:
        """Keep what the view did if it recorded it; a refusal or a plain read leaves nothing."""
        recorded = g.events_recorded
        unsafe = request.method not in SAFE_METHODS
        if self.testing and unsafe and response.status_code < 400 and access.audited and not recorded:
            raise AssertionError(f"{request.endpoint} answered {response.status_code} without an audit event")
        if self.testing and not recorded and (db.session.new or db.session.dirty or db.session.deleted):
            raise AssertionError(f"{request.endpoint} changed rows without an audit event")
        if recorded:
            work.commit()
        else:
            work.rollback()


def _will_write(access: Access) -> bool:
    return request.method not in SAFE_METHODS or access.permission in RESTRICTED


def current_actor() -> Actor:
    """Who is acting in this request, command or job."""
    actor: Actor = g.get("actor", ANONYMOUS)
    return actor


def current_scope() -> Scope:
    """How far the permission declared by this view reaches for this actor."""
    scope: Scope = g.scope
    return scope
