"""Accounts: sign-in, passwords, one-time codes."""

from flask import Flask

from school.accounts import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
