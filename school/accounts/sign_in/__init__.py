"""Signing in and out: who sends this request."""

from __future__ import annotations

from flask_login import LoginManager

from school.accounts.sign_in import nightly, session
from school.foundation import jobs
from school.foundation.access import Gate

__all__ = ["init_app"]


def init_app(app: Gate) -> None:
    """Tell the gate who is signed in."""
    manager = LoginManager()
    # Phones change networks and browsers update themselves: neither ends a session.
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(session.account_of)
    app.add_actor_loader(session.load_actor)
    jobs.every_night(app, "clear_sign_ins", nightly.clear, hour=2, minute=40)
    app.add_entry_check(session.ask_for_own_password)
