"""Accounts: sign-in, passwords, one-time codes."""

from school.accounts import models, sign_in
from school.foundation.access import Gate

__all__ = ["init_app", "models"]


def init_app(app: Gate) -> None:
    """Add this room to the application."""
    sign_in.init_app(app)
